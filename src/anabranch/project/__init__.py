"""What is where: files, source roots, settings, apps and the units that these make.

Knows facts of files; knows no reference and no model.
"""
