"""The shelf: a told story read a page at a time, over a read-only connection, never as a whole."""

from .kept import Kept
from .shelf import PAGE, Choosing, Reader, Shelf, Slice

__all__ = ["PAGE", "Choosing", "Kept", "Reader", "Shelf", "Slice"]
