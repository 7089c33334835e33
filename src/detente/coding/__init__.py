"""The reading half: one document in, everything it says out. Pure functions, no files, no network."""
