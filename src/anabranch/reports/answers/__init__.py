"""What a question about a map is answered with: values that the text and the JSON of a report both show.

Knows the map; knows no language, no terminal and no format.
"""
