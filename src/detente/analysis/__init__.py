"""The telling half: all codings in, the story out. Cheap, and works from codings alone."""
