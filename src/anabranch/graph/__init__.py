"""Knows units, the ties between them, the tangles they form, what frees a unit, and the best order with its proof.

Must not know Django, files, settings, reports or how a reference was found: names and numbers come in, named values
go out.
"""
