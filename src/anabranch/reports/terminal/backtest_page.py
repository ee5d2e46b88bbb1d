"""The back-test at a terminal: trial by trial, then all, beside a plain scan of imports."""

from __future__ import annotations

from anabranch.plan.backtest import LEAST, Backtest, Score, Trial, score
from anabranch.reports.terminal.page import ASIDE, HEADING, Look, Page, in_full
from anabranch.reports.texts.words import Words

_HASH = 10


def backtest_text(result: Backtest, *, words: Words, look: Look) -> str:
    """The answer of `plan --backtest`."""
    page = Page(look)
    if not result.trials:
        page.paragraph(words("backtest.none"))
        return page.text()
    page.paragraph((words("backtest.title"), HEADING))
    heads = (words("history.commit"), *(words(f"backtest.{name}") for name in ("files", "plan", "scan", "change")))
    what = [in_full(_what(trial, words)) for trial in result.trials]
    page.table(heads, [_row(trial) for trial in result.trials], lists=what)
    page.blank()
    page.paragraph(
        words("backtest.all", number=len(result.trials), recall=_share(result.plan.recall),
              precision=_share(result.plan.precision), scan_recall=_share(result.scan.recall),
              scan_precision=_share(result.scan.precision), beside=sum(trial.beside for trial in result.trials))
    )  # fmt: skip
    later = sum(trial.later for trial in result.trials)
    if later:
        page.paragraph(words("backtest.later", number=later))
    key = "few" if len(result.trials) < LEAST else "usable" if result.is_usable else "unusable"
    page.paragraph(words(f"backtest.{key}"))
    if result.missed:
        missed = ", ".join(f"{name} {count}" for name, count in result.missed)
        page.paragraph((words("backtest.missed", files=missed), ASIDE))
    return page.text()


def _row(trial: Trial) -> tuple[str, ...]:
    plan, scan = score(trial.changed, trial.plan), score(trial.changed, trial.scan)
    return trial.commit[:_HASH], str(len(trial.changed)), _both(plan), _both(scan)


def _what(trial: Trial, words: Words) -> str:
    kind = ", ".join(words(f"backtest.kind.{kind}") for kind in trial.kinds)
    more = f" {words('more', number=len(trial.what) - 1)}" if len(trial.what) > 1 else ""
    return f"{kind}: {trial.what[0]}{more}"


def _both(one: Score) -> str:
    return f"{_share(one.recall)} / {_share(one.precision)}"


def _share(value: float) -> str:
    return f"{value:.2f}"
