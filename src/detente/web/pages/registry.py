"""Which pages there are, in the order of the navigation."""

from __future__ import annotations

from . import claims, docs, event, forward, making, overview, people, records, search, sources, timeline
from .page import Page

PAGES: dict[str, Page] = {
    page.name: page
    for page in (
        Page("", "Overview", "overview.html", overview.show, replays=True),
        Page("timeline", "Timeline", "timeline.html", timeline.show, replays=True),
        Page("claims", "Figures", "claims.html", claims.show, claims.one, "claim.html", replays=True),
        Page("records", "Talk and deeds", "records.html", records.show),
        Page("sources", "Sources", "sources.html", sources.show, replays=True),
        Page("quotes", "Quotes", "quotes.html", people.quotes),
        Page("forward", "Due", "forward.html", forward.show, forward.one, "line.html"),
        Page("reactions", "Reactions", "reactions.html", people.reactions, people.reaction, "line.html"),
        Page("actors", "Actors", "actors.html", people.actors, people.actor, "actor.html"),
        Page("docs", "Documents", "docs.html", docs.show),
        Page("gaps", "Gaps", "gaps.html", making.gaps),
        Page("build", "Build", "build.html", making.build),
        Page("event", "", "", one=event.one, one_template="event.html", replays=True),
        Page("turn", "", "", one=event.turn, one_template="turn.html"),
        Page("doc", "", "", one=docs.one, one_template="doc.html"),
        Page("search", "", "search.html", search.show),
    )
}
