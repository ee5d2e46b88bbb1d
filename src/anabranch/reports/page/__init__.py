"""The map as one HTML file that works offline: data in columns, plain modules and one style sheet, all inlined.

Knows the map and the page's own files. Computes no order and no cut: those are the map's.
"""
