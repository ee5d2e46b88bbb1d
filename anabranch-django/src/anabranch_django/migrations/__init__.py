"""The tables of this library, one step a file."""
