"""Values that stand for real ones in tests, built as the tool itself would build them."""
