"""detente reads the news about a relationship between two powerful actors and keeps a sourced, dated record of it."""

__version__ = "0.1.0"
