"""Charts as SVG text, drawn in Python: one drawing serves the report, a web page, a notebook and the tests."""

from .lanes import timeline_lanes
from .ledger import comparable_claims, ledger_chart
from .strip import relationship_strip
from .svg import STYLE, standalone

__all__ = ["STYLE", "comparable_claims", "ledger_chart", "relationship_strip", "standalone", "timeline_lanes"]
