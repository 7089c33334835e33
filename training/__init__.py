"""From `corpus/` to the trained coder in `src/detente/models/`: `python -m training.train`."""
