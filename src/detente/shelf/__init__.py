"""The shelf: a told story read a page at a time, over a read-only connection, never as a whole."""

from .shelf import PAGE, Reader, Shelf, Slice

__all__ = ["PAGE", "Reader", "Shelf", "Slice"]
