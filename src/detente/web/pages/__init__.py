"""The pages, a module for each: what it shows of a story, as values for its template and as rows for programs."""

from .page import Page, Shown
from .registry import PAGES

__all__ = ["PAGES", "Page", "Shown"]
