"""The commands, a module for each kind: each adds its arguments, and says what they do.

A command sets `run`: a function of the parsed arguments that returns the exit code.
"""
