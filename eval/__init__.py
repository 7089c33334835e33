"""Score detente against gold: `python -m eval PART --data DIR`."""
