"""What rehearsals say in English."""

from __future__ import annotations

REHEARSAL: dict[str, str] = {
    # kinds of crossings, their number, and what a split does to them
    "crossing.transaction": "transaction",
    "crossing.transaction.one": "1 transaction",
    "crossing.transaction.many": "{number:,} transactions",
    "breaks.transaction": "would stop being atomic",
    "crossing.lock": "lock",
    "crossing.lock.one": "1 lock",
    "crossing.lock.many": "{number:,} locks",
    "breaks.lock": "would lose its guarantee",
    "crossing.constraint": "constraint",
    "crossing.constraint.one": "1 constraint",
    "crossing.constraint.many": "{number:,} constraints",
    "breaks.constraint": "would lose its guarantee",
    "crossing.join": "join",
    "crossing.join.one": "1 join",
    "crossing.join.many": "{number:,} joins",
    "breaks.join": "would fail",
    "crossing.subquery": "subquery",
    "crossing.subquery.one": "1 subquery",
    "crossing.subquery.many": "{number:,} subqueries",
    "breaks.subquery": "would fail",
    "crossing.write": "write",
    "crossing.write.one": "1 write",
    "crossing.write.many": "{number:,} writes",
    "breaks.write": "needs a call or an event",
    "crossing.read": "read",
    "crossing.read.one": "1 read",
    "crossing.read.many": "{number:,} reads",
    "breaks.read": "needs a call",
    "crossing.hop": "hop",
    "crossing.hop.one": "1 hop",
    "crossing.hop.many": "{number:,} hops",
    "breaks.hop": "would become a call, often one per row",
    "crossing.cascade": "cascade",
    "crossing.cascade.one": "1 cascade",
    "crossing.cascade.many": "{number:,} cascades",
    "breaks.cascade": "needs an event and a policy",
    "crossing.call": "call",
    "crossing.call.one": "1 call",
    "crossing.call.many": "{number:,} calls",
    "breaks.call": "needs a facade",
    "crossing.signal": "signal",
    "crossing.signal.one": "1 signal",
    "crossing.signal.many": "{number:,} signals",
    "breaks.signal": "needs an event",
    "crossing.task": "task",
    "crossing.task.one": "1 task",
    "crossing.task.many": "{number:,} tasks",
    "breaks.task": "needs a facade or an event",
    "crossing.template": "template",
    "crossing.template.one": "1 template",
    "crossing.template.many": "{number:,} templates",
    "breaks.template": "needs an aggregator",
    "crossing.url": "URL",
    "crossing.url.one": "1 URL",
    "crossing.url.many": "{number:,} URLs",
    "breaks.url": "needs an aggregator",
    "breaks.unknown": "of a kind that this version does not know",
    "argument.plain": "plain values",
    "argument.instance": "a model instance",
    "argument.queryset": "a queryset",
    "argument.request": "a request",
    "argument.file": "an open file",
    "argument.callable": "a callable",
    "argument.object": "an object",
    "argument.other": "another object",
    # one crossing
    "rehearse.times.one": "once",
    "rehearse.times.many": "{number:,} times",
    "rehearse.tests.one": "1 test",
    "rehearse.tests.many": "{number:,} tests",
    "rehearse.ran": "{times} in {tests}",
    "rehearse.loop": "in a loop, one query a row",
    "rehearse.takes": "takes {kinds}",
    "rehearse.gives": "gives {kinds}",
    "rehearse.known.here": "read as {kind}",
    "rehearse.known": "belongs to {kind} at {place}",
    "rehearse.unread": "not read from the source",
    "rehearse.package": "a table of an installed package stays with the rest",
    # the report
    "rehearse.sites.one": "1 crossing site",
    "rehearse.sites.many": "{number:,} crossing sites",
    "rehearse.sites.kinds": "{sites} ({kinds})",
    "rehearse.summary": "{domain}: {sites}",
    "rehearse.unreached": "Not reached by any test",
    "rehearse.edge.one": (
        "1 reference over the edge of {domain} shows when it runs; the tests reached {reached:,} ({percent})."
    ),
    "rehearse.edge.many": (
        "{number:,} references over the edge of {domain} show when they run; the tests reached {reached:,} ({percent})."
    ),
    "rehearse.edge.lines.one": (
        "The code has 1 reference over the edge of {domain}; the tests ran the line of {reached:,} ({percent})."
    ),
    "rehearse.edge.lines.many": (
        "The code has {number:,} references over the edge of {domain}; the tests ran the lines of {reached:,} "
        "({percent})."
    ),
    "rehearse.edge.none": "No reference of the map runs over the edge of {domain}.",
    # what changes the meaning of the figures
    "rehearse.note.failed": "The command ended with exit code {number}: what was seen until then is counted.",
    "rehearse.note.no_tests": "No test ran: the figures say nothing.",
    "rehearse.note.unnamed_tests": (
        "No test was named: the runner is neither pytest nor Django's own, so crossings have no tests."
    ),
    "rehearse.note.unfinished.one": (
        "1 process did not end in order (crashed, killed or interrupted): what it wrote until then is counted."
    ),
    "rehearse.note.unfinished.many": (
        "{number:,} processes did not end in order (crashed, killed or interrupted): what they wrote until "
        "then is counted."
    ),
    "rehearse.note.version": (
        "A record is of version {text}, which this tool does not read: use anabranch and anabranch-django of "
        "one release."
    ),
    "rehearse.note.unreadable": "The record {text} cannot be read and is left out.",
    "rehearse.note.cut": "The record {text} breaks off; what stands before is counted.",
    "rehearse.note.dropped.one": "1 site was dropped, because a process saw too many.",
    "rehearse.note.dropped.many": "{number:,} sites were dropped, because a process saw too many.",
    "rehearse.note.library": "{text}",
    "rehearse.note.no_tables": "The domain has no tables of its own: only its code can cross.",
    "rehearse.note.ready.one": "1 call carries plain values alone and does not count: a port can carry it.",
    "rehearse.note.ready.many": "{number:,} calls carry plain values alone and do not count: a port can carry them.",
    "rehearse.note.in_tests.one": (
        "1 more place is in test code alone and does not count; the test will have to change."
    ),
    "rehearse.note.in_tests.many": (
        "{number:,} more places are in test code alone and do not count; those tests will have to change."
    ),
    "rehearse.note.in_base.one": "1 use of code of a base, the shell or a port does not count: every process has it.",
    "rehearse.note.in_base.many": "{number:,} uses of code of a base, the shell or a port do not count: "
    "every process has it.",
    # the debt file of a domain
    "rehearse.debt.written": "written to {file}",
    "rehearse.debt.accepted": "accepted in {file}",
    "rehearse.debt.missing": "no debt file {file}: run with --debt outside CI once, and commit it",
    "rehearse.debt.fewer": "{number:,} fewer than the debt file",
    "rehearse.debt.more": "{number:,} more than the debt file",
    "rehearse.debt.same": "as many as the debt file",
    "rehearse.debt.grew": "More crossings from {importer} to {imported}: {found:,}, where the debt allows {allowed:,}.",
    "rehearse.debt.shrunk": "{file} was shrunk to what was found. Commit it.",
    "rehearse.debt.kept": "{file} can shrink. Run this rehearsal outside CI with --debt: it writes the file.",
    "rehearse.debt.part": "{file} was left as it is: the tests failed, or fewer ran than when it was written.",
    # what went wrong
    "rehearse.no_command": (
        "Give the command that runs your tests after two dashes: anabranch rehearse DOMAIN -- pytest"
    ),
    "rehearse.no_program": "There is no program {program}: give the command that runs your tests after two dashes.",
    "rehearse.not_started": "{program} cannot be started: {reason}.",
    "rehearse.ended": "The command ended with exit code {code}, and nothing was recorded.",
    "rehearse.no_record.version": (
        "Its record is of version {version}, which this tool does not read: use anabranch and "
        "anabranch-django of one release."
    ),
    "rehearse.no_record.unreadable": "Its record {file} cannot be read.",
    "rehearse.no_record.django": "{python} has no Django: run the command in the environment of your project.",
    "rehearse.no_record.library": "{python} has no anabranch-django: install it there, beside your project's Django.",
    "rehearse.no_record.silent": (
        "Django and anabranch-django are installed, but no process of {program} came so far as to set Django up: it "
        "failed before, or this is not the command that runs your tests."
    ),
    "rehearse.no_record.unknown": (
        "Install anabranch-django in the Python that {program} runs your tests with; in a container, run "
        "anabranch inside it."
    ),
    # observations and recall
    "observe.no_command": (
        "Give the command that runs your tests after two dashes, or --recall: anabranch observe -- pytest"
    ),
    "observe.summary": "{sites} between {pairs:pair|pairs} of domains in {tests}, kept in {file}",
    "observe.missed": "ran and was not read",
    "observe.all": "all",
    "observe.meaning": (
        "Pairs of symbols that met at run time. Read: the map has a certain or inferred reference to what was reached, "
        "at the place itself: on its line, in its function or class, or in what that class inherits. Elsewhere: it has "
        "one, but where a queryset was built, and not where it came to run. Inverted: it has one the other way, as "
        "where a base calls what others gave it. Not resolved: the place is among those that anabranch unseen lists."
    ),
    "observe.not_run.one": "1 reference that a run can show did not run.",
    "observe.not_run.many": "{number:,} references that a run can show did not run.",
    "observe.sample.one": "1 reference that did not run, chosen by chance",
    "observe.sample.many": "{number:,} references that did not run, chosen by chance",
    "column.kind": "kind",
    "column.ran": "ran",
    "column.read": "read",
    "column.share": "share",
    "column.elsewhere": "elsewhere",
    "column.inverted": "inverted",
    "column.likely": "likely",
    "column.unseen": "not resolved",
    "column.missed": "missed",
    "problem.rehearse.parts": "{domain} is made of modules or models of an app; a rehearsal tells domains apart by "
    "their folders. Name a domain of whole apps.",
}
