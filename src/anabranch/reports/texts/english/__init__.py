"""Every sentence in English, one module a subject. Knows no map and no Korean."""

from __future__ import annotations

from anabranch.reports.texts.english.check import CHECK
from anabranch.reports.texts.english.dossier import DOSSIER
from anabranch.reports.texts.english.history import HISTORY
from anabranch.reports.texts.english.map import MAP
from anabranch.reports.texts.english.opened import OPENED
from anabranch.reports.texts.english.page import PAGE
from anabranch.reports.texts.english.plan import PLAN
from anabranch.reports.texts.english.rehearsal import REHEARSAL
from anabranch.reports.texts.english.smells import SMELLS
from anabranch.reports.texts.english.usage import USAGE

ENGLISH: dict[str, str] = {
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
