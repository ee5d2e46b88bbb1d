"""The smallest domain that publishes events, and one that consumes them."""
