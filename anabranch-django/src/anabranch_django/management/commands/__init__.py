"""One file a command: each reads its options, calls one function, and says what came of it."""
