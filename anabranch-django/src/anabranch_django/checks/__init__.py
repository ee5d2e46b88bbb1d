"""System checks: what cannot work is said before it is tried. One file a subject."""
