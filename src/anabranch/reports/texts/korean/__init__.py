"""Every sentence in Korean, one module a subject. Knows no map and no English."""

from __future__ import annotations

from anabranch.reports.texts.korean.check import CHECK
from anabranch.reports.texts.korean.dossier import DOSSIER
from anabranch.reports.texts.korean.history import HISTORY
from anabranch.reports.texts.korean.map import MAP
from anabranch.reports.texts.korean.opened import OPENED
from anabranch.reports.texts.korean.page import PAGE
from anabranch.reports.texts.korean.plan import PLAN
from anabranch.reports.texts.korean.rehearsal import REHEARSAL
from anabranch.reports.texts.korean.smells import SMELLS
from anabranch.reports.texts.korean.usage import USAGE

KOREAN: dict[str, str] = {
    **MAP,
    **CHECK,
    **PAGE,
    **REHEARSAL,
    **PLAN,
    **HISTORY,
    **DOSSIER,
    **OPENED,
    **SMELLS,
    **USAGE,
}
