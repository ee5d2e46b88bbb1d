"""What the smells say in English."""

from __future__ import annotations

SMELLS: dict[str, str] = {
    "rule.smell-god-model": "{imported_symbol} is used by more than half of the other domains",
    "remedy.smell-god-model": "Split what each domain keeps about it into a model of that domain, joined one to one.",
    "rule.smell-fat-model": "{imported_symbol} has more than 40 methods and properties",
    "remedy.smell-fat-model": "Move each subject to a function or a model of its own domain.",
    "rule.smell-mixin-explosion": "{imported_symbol} is put together from more than 4 mixins of the project",
    "remedy.smell-mixin-explosion": "Name the parts as fields or functions instead of inheriting them.",
    "rule.smell-upward-reverse-access": "{importer} asks {imported}, which stands above it, by a reverse accessor",
    "remedy.smell-upward-reverse-access": "Ask a selector of the child from above both; related_name='+' keeps it so.",
    "rule.smell-hidden-circle": "{importer} loads what {imported} has by its name alone, and {imported} uses "
    "{importer}: a circle that no import shows",
    "remedy.smell-hidden-circle": "Remove one direction; a string removes nothing.",
    "rule.smell-cross-domain-cascade": "deleting a row of {imported} deletes rows of {importer}",
    "remedy.smell-cross-domain-cascade": "Protect the row, or keep it without its parent, and let the domain "
    "that owns it delete by a call or an event.",
    "rule.smell-foreign-receiver": "{importer} reacts to a signal about a model of {imported}",
    "remedy.smell-foreign-receiver": "Let the domain of the model send a signal or an event of its own, or call "
    "the receiver from above both.",
    "rule.smell-generic-relation": "{importer} is tied to rows of {imported} by a content type",
    "remedy.smell-generic-relation": "A link table for each owner, in the owner's domain.",
    "rule.smell-live-migration": "a migration imports code as it is today",
    "remedy.smell-live-migration": "Ask apps.get_model for the model of that time, and copy what is small.",
    "rule.smell-foreign-table": "{importer} names a table of {imported} in SQL",
    "remedy.smell-foreign-table": "Ask a selector of the domain that owns the table.",
    "rule.smell-circle-avoiding-import": "{importer} imports {imported} inside a function, since at the top it "
    "would close a circle",
    "remedy.smell-circle-avoiding-import": "Break the circle, then hoist the import.",
    "rule.smell-facade-leak": "a facade of {importer} hands out the model {imported_symbol}",
    "remedy.smell-facade-leak": "Return values: ids, dataclasses, or what the caller needs of the row.",
    "advice.title": "Advice: what usually makes code hard to take apart. None of it fails the check",
    "advice.more": "and {number:,} more",
    "advice.none": "No advice: nothing here smells.",
}
