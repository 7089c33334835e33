"""The report: what a story says, laid out for readers; the sections serve the Markdown export too."""

from .page import render_report

__all__ = ["render_report"]
