"""What the dossier says in English: of each row its question, its numbers, how they are counted, and from what."""

from __future__ import annotations

DOSSIER: dict[str, str] = {
    "dossier.title": "{project}: should we split, and what first?",
    "dossier.verdict": "Verdict",
    "dossier.rule": "The rule, in this order: fewer than 20,000 lines, or at most 3 people who wrote 2 % of the "
    "commits or more, stay. Two domains "
    "that change together in at least 80 % of the changes of the rarer one, 20 times or more, are merged. A "
    "domain that can be freed without a migration and changes alone in at least half of its changes is freed "
    "next. Where there is a tangle, it is modularised first. Everything else stays.",
    "dossier.verdict.stay": "Stay: do not split.",
    "dossier.verdict.merge": "Merge: {domains} are changed together; treat them as one.",
    "dossier.verdict.free": "Free {domains} next: anabranch plan {domains} has the steps.",
    "dossier.verdict.modularise": "Modularise first, inside one process, in this order: {domains}.",
    "dossier.numbers": "What decided: {numbers}.",
    "dossier.number.lines": "lines {value}",
    "dossier.number.regular": "authors of 2 % of the commits or more {value}",
    "dossier.number.tangle": "units in the largest tangle {value}",
    "dossier.number.share": "share of common changes {value}",
    "dossier.number.together": "changed together {value:time|times}",
    "dossier.number.migrations": "migrations to free {domain} {value}",
    "dossier.number.independence": "changes of {domain} that touch nothing else {value}",
    "dossier.opened": "What was counted: {number:,}",
    "dossier.counter": "The strongest argument against it",
    "dossier.counter.tangled": "A tangle holds {share} of the units; it will not shrink by itself.",
    "dossier.counter.independent": "{domain} changes alone in {independence} of its changes: it might do well "
    "by itself.",
    "dossier.counter.none": "Nothing that was measured speaks against it: look at what could not be measured.",
    "dossier.counter.transactions.blocks": "{blocks:transaction writes|transactions write} in several domains: where "
    "one of their edges becomes a network, each becomes a saga.",
    "dossier.counter.transactions.cascades": "{cascades:cascade crosses|cascades cross} an edge: where that becomes a "
    "network, each becomes an event and a policy.",
    "dossier.counter.early": "{across} of the changes touch several domains: split today, each would have to "
    "be coordinated.",
    "dossier.counter.latency": "A view makes up to {most:call|calls} over an edge, {mean} on average: over a "
    "network they are slow.",
    "dossier.row": "row",
    "dossier.measured": "here",
    "dossier.formula": "how it is counted",
    "dossier.source": "from",
    "dossier.about": "Rows about one domain are about {domain}.",
    "dossier.unmeasured": "not measured",
    "dossier.gaps": "What could not be measured",
    "dossier.plots": "Plots",
    "dossier.explain": "To see what a row was counted from: {command}",
    "dossier.explained": "{row}: what it was counted from",
    "dossier.explained.none": "{row} was counted from nothing: there is no such place.",
    "dossier.no_row": "There is no row {name}; there are {names}.",
    "gap.git": "There is no git history here: nothing is known of what changes together.",
    "gap.shallow": "The clone is shallow: older changes are missing from every row that git tells.",
    "gap.changes": "No change of at most 30 files touched a domain in this time.",
    "gap.few": "There are fewer than 50 changes: shares of them say little.",
    "gap.untouched": "No change in this time touched the domain.",
    "gap.tests": "No test refers to the code of a domain.",
    "gap.views": "No URL leads to a view that could be resolved: entry points are not known.",
    "gap.queues": "Which queues are shared, and what a failure of each costs, only running systems tell.",
    "gap.transactions": "Transactions are read from source: a rehearsal of the test suite makes them exact.",
    "gap.idempotency": "Whether commands carry an idempotency key cannot be told from source.",
    "gap.syntax": "Some files use syntax that this Python cannot read: packages, transactions and side effects in "
    "them are not counted. Run anabranch with the Python of the project.",
    "gap.ci": "No CI logs were read: durations of tests and deploys are not known.",
    "row.early": "Monolith: fast early development",
    "row.early.value": "{inside} of {changes:change|changes} stay inside one domain; split today, the others would "
    "have taken {tax:more hand-over|more hand-overs}",
    "row.early.alone": "{inside} of {changes:change|changes} stay inside one domain",
    "row.early.formula": "changes that touch one domain / changes; Σ(domains a change touches - 1)",
    "row.testing": "Monolith: easy to test and deploy",
    "row.testing.value": "{single} of {tests:test file|test files} touch one domain only; a median change can reach "
    "{reach} of them",
    "row.testing.alone": "{single} of {tests:test file|test files} touch one domain only",
    "row.testing.formula": "test files that refer to one domain / test files; test files that refer to a "
    "domain which depends on a changed one, median over changes",
    "row.network": "Monolith: no network between its parts",
    "row.network.value": "{mean:call|calls} over an edge per entry point, in {views:entry point|entry points}; in "
    "all the code attributes load foreign rows inside loops in {loops:place|places}",
    "row.network.formula": "distinct pairs of symbols over an edge in a view and its methods, mean; attributes "
    "of foreign rows inside loops",
    "row.tangled": "Against it: hard to manage as it grows",
    "row.tangled.value": "H {h}; the largest tangle holds {share} of the units; a change can reach "
    "{propagation} of all pairs; models with 30 members or more: {fat}",
    "row.tangled.formula": "ties against the declared order, else the best one / ties; units of the largest "
    "tangle / units; pairs of "
    "which one depends on the other / pairs; methods and properties of a model; hotspots are changes * lines",
    "row.deploy": "Against it: small change, full deploy",
    "row.deploy.value": "{untouched} of {changes:change|changes} did not touch {domain}, and deployed it all the same",
    "row.deploy.formula": "changes of the main line that touch no file of the domain / changes",
    "row.failure": "Against it: one failure spreads",
    "row.failure.value": "{bare} of {views:entry point|entry points} use {domain} directly, outside of any try",
    "row.failure.formula": "views with a reference to the domain that no try surrounds / views",
    "row.technology": "Against it: new technology is hard",
    "row.technology.value": "third-party packages that one domain alone imports: {single}, several: {shared}",
    "row.technology.formula": "top packages of absolute imports that are neither first-party nor of the "
    "standard library nor django",
    "row.maintain": "Against it: harder to maintain",
    "row.maintain.value": "{before} of the older half of the changes touch several domains, {after} of the "
    "newer; {authors:author|authors} in all, {regular} of them of 2 % of the commits or more, "
    "{domain_authors} in {domain}",
    "row.maintain.alone": "{authors:author|authors} in all, {regular} of them of 2 % of the commits or more, "
    "{domain_authors} in {domain}",
    "row.maintain.formula": "changes that touch several domains / changes, in each half; distinct "
    "authors of single commits of at most 30 files, programs left out",
    "row.independent": "Services: independent work",
    "row.independent.value": "{independence}: {alone} of {own:change|changes} of {domain} touch nothing else",
    "row.independent.formula": "changes that touch only the domain / changes that touch it",
    "row.isolation": "Services: faults stay inside",
    "row.isolation.value": "{events} of {all:reference|references} to {domain} could be events, "
    "{reads:cached read|cached reads}; {others} neither",
    "row.isolation.formula": "references to the domain by signals and tasks; lookups, attributes and uses of its "
    "models that write nothing; all others need its code or its tables",
    "row.scale": "Services: scale alone",
    "row.scale.value": "{lines:line|lines} ({share}) would leave with {domain}; units that only it uses: {units}",
    "row.scale.formula": "lines of the domain and of the units that no other one uses",
    "row.own_technology": "Services: technology of one's own",
    "row.own_technology.value": "packages that {domain} alone imports: {packages}",
    "row.own_technology.formula": "third-party packages that no other domain imports",
    "row.latency": "Cost: latency",
    "row.latency.value": "{mean:call|calls} over an edge per view on average, {most} at most, in {views:view|views}",
    "row.latency.formula": "distinct pairs of symbols over an edge in a view and its methods",
    "row.transactions": "Cost: transactions",
    "row.transactions.value": "atomic blocks that write in two domains or more (sagas to build): {blocks}, that "
    "touch them: {touching}; cascades over an edge: {cascades}",
    "row.transactions.formula": "with atomic() and @atomic, themselves and one call deep; on_delete=CASCADE on "
    "a relation over an edge",
    "row.operations": "Cost: operations and recovery",
    "row.operations.value": "calls to other systems or queues inside atomic, which no rollback undoes: "
    "{effects}; tasks without retry: {tasks}",
    "row.operations.formula": "HTTP, mail and queue calls by name inside atomic; tasks that name no retry",
    "part.early.across": "touch several domains",
    "part.early.inside": "touch one domain",
    "part.testing.single": "test files that touch one domain",
    "part.testing.several": "test files that touch several",
    "part.testing.reached": "domains changed together, with the test files that such a change can reach * the changes",
    "part.network.loops": "attributes that load foreign rows inside loops",
    "part.network.views": "entry points, each with its calls",
    "part.network.calls": "calls over an edge",
    "part.tangled.hot": "hotspots: changes * lines",
    "part.tangled.fat": "models with 30 members or more",
    "part.tangled.outside": "other units, and from how many units each is reached",
    "part.tangled.tangle": "units of the largest tangle, and from how many units each is reached",
    "part.tangled.upward": "ties against the order, of {ties:,}",
    "part.deploy.untouched": "did not touch {domain}",
    "part.deploy.touched": "touched it",
    "part.failure.bare": "entry points that use {domain}, of {views:,}, each with its places",
    "part.failure.places": "places where they do",
    "part.technology.single": "imported by one domain alone",
    "part.technology.shared": "imported by several",
    "part.maintain.regular": "authors of 2 % or more of the {commits:commit|commits}, with theirs",
    "part.maintain.others": "other authors, with their commits",
    "part.maintain.older": "touch several domains, of the {older:change|changes} of the older half",
    "part.maintain.newer": "touch several domains, of the {newer:change|changes} of the newer half",
    "part.independent.shared": "touch something else too",
    "part.independent.alone": "touch nothing else",
    "part.isolation.events": "could be events",
    "part.isolation.reads": "read its data: could be cached",
    "part.isolation.others": "neither: they need its code or its tables",
    "part.scale.leaving": "units that would leave, with their lines",
    "part.own_technology.packages": "packages that {domain} alone imports",
    "part.latency.views": "views, each with its calls",
    "part.latency.calls": "calls over an edge",
    "part.transactions.blocks": "write in two domains or more, marked *",
    "part.transactions.touching": "touch several, and surely write in one at most, marked *",
    "part.transactions.cascades": "cascades over an edge",
    "part.operations.effects": "calls to other systems or queues inside atomic",
    "part.operations.tasks": "tasks without retry",
    "dossier.part": "{part}: {number:,}",
    "from.git": "git, main line",
    "from.source": "source",
    "from.tests": "tests and git",
}
