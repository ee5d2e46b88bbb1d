"""What is where: files, source roots, settings, apps.

Knows facts of files; knows no reference, no model and no unit of the map.
"""
