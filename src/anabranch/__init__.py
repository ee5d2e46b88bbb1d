"""anabranch: from a tangled Django monolith to a one-way hierarchy, and back into one process at will."""
