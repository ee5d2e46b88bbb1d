"""What the past says in English."""

from __future__ import annotations

HISTORY: dict[str, str] = {
    "history.title": "The map of past commits",
    "history.day": "day",
    "history.commit": "commit",
    "history.units": "units",
    "history.lines": "lines",
    "history.references": "references",
    "history.tangle": "tangle",
    "history.upward": "upward",
    "history.h": "H",
    "history.unproven": "* found in the time there was; an order with fewer may exist.",
    "history.shallow": "This clone has only the newest part of the history: git fetch --unshallow brings the rest.",
    "history.absent": "This clone lacks the content of up to {number:file|files} of a past commit: figures of such "
    "commits are too low. git fetch --refetch --no-filter brings it.",
    "history.moves": "What moved it most",
    "history.move": "tangle {tangle}, upward {upward}",
    "history.commits.one": "1 commit",
    "history.commits.many": "{number:,} commits",
    "history.coupling": "What changes together, in {changes:change|changes} of the main line ({left_out:,} of more "
    "than 30 files left out)",
    "history.uncoupled": "No two domains changed together.",
    "history.together": "together",
    "history.share": "share",
    "history.ties": "ties",
    "history.unreferenced": "Changed together 5 times or more, without a reference either way",
    "history.unchanged": "Referenced, yet never changed together: {number:pair|pairs}",
    "plot.trend": "Tangle and upward ties over time",
    "plot.tangle": "units in the largest tangle",
    "plot.upward": "upward ties",
    "plot.upward.declared": "ties that break the declared order",
    "plot.stairs": "Upward ties and tangle after each domain that is freed",
    "plot.matrix": "Changes that touched two domains",
    "backtest.title": "Plans made from past commits, against the files that were then changed: recall / precision",
    "backtest.none": "This history has no change that a plan could be held against: no model moved between "
    "apps, no foreign key between apps removed, no dependency cut.",
    "backtest.change": "change",
    "backtest.kind.moved": "model moved",
    "backtest.kind.key": "key removed",
    "backtest.kind.cut": "dependency cut",
    "backtest.files": "files",
    "backtest.plan": "plan",
    "backtest.scan": "imports",
    "backtest.all": "All {number:change|changes}: the plan foretold {recall} of the files that changed for them, and "
    "{precision} of what it foretold did change; a scan of imports {scan_recall} and {scan_precision}. Left out: "
    "{beside:file|files} that the same commits changed without touching a line that names what was decoupled.",
    "backtest.later": "Left out as well: {number:file|files} in which only later commits of the same branches "
    "changed such a line.",
    "backtest.usable": "Recall is at least 0.6 and precision at least 0.8: file lists of plans can be believed here.",
    "backtest.unusable": "Below recall 0.6 or precision 0.8: do not forecast effort from file lists of plans here.",
    "backtest.few": "Fewer than 5 changes: too few to calibrate anything.",
    "backtest.missed": "Most often missed: {files}",
}
