"""Where Django looks for commands; each reads arguments, calls one function, prints."""
