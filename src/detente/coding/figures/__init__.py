"""Numbers and what they are about."""
