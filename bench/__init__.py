"""The tool held against what is true and against its peers: accuracy, speed and memory, side by side.

Knows the tool by its command line and its JSON alone, wherever a figure can be had that way.
"""
