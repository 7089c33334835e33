"""The ledger's chart: one line per claim on one axis, bounds as open arrows, scope as shape and colour."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ..analysis.phrasing import source_name
from ..plain_words import VERDICT_NAMES, count_of, describe_amount, describe_date, describe_figure, describe_quantity
from ..types import Claim, Question, Story
from .labels import centred, cut, place_rows, text_width, wrap
from .marks import draw_mark
from .scales import ValueScale
from .svg import UNLINKED, Links, drawing, linked, number, path, tag, text, title

_MOST = 20  # lines of one chart; the table beneath has all
_SPREAD = 50  # times between the smallest and the largest value, above which the axis is logarithmic
_NARROW = 600
_ARROW = 34.0
_LEFT = 310.0  # room for an outlet and a day beside the axis
_STYLES = 6


@dataclass(frozen=True, slots=True)
class _Ledger:
    """The claims that are drawn, each with its label, and where values lie."""

    claims: tuple[Claim, ...]
    labels: tuple[tuple[str, str], ...]
    scopes: tuple[str, ...]
    scale: ValueScale
    width: float
    row: float
    links: Links

    @property
    def narrow(self) -> bool:
        return self.width < _NARROW

    def y(self, index: int) -> float:
        """Return the height of a claim's line."""
        return 16 + self.row * index + (24 if self.narrow else 6)


def ledger_chart(story: Story, question: Question, width: int = 960, links: Links = UNLINKED) -> str:
    """Return the claims of one question as SVG, ``width`` units wide; with links each leads to its sentence."""
    name = f"ledger-{question.id}-{width}"
    claims = _answers(story, question)
    numbered = comparable_claims(story, question)
    words = (question.what, _describe(question, numbered))
    if not numbered:
        empty = text(width / 2, 30, "No claim gives a number.", class_="dt-mid dt-quiet")
        return drawing(name, (width, 50), words, empty)
    ledger = _lay_out(story, numbered[:_MOST], width, links)
    bottom = ledger.y(len(ledger.claims) - 1) + 18
    parts = [*_axis(ledger, bottom), *(part for i in range(len(ledger.claims)) for part in _line(ledger, i))]
    legend, bottom = _legend(ledger, bottom + 40)
    left_out = len(claims) - len(ledger.claims)
    if left_out:
        note = f"{count_of(left_out, 'claim')} not drawn: no number, another measure, or too many."
        for line in wrap(note, 11, width - ledger.scale.left - 6, 2):
            legend.append(text(ledger.scale.left, bottom, line, class_="dt-small dt-quiet"))
            bottom += 15
    return drawing(name, (width, bottom), words, *parts, *legend, image=links is UNLINKED)


def _answers(story: Story, question: Question) -> list[Claim]:
    """Return the question's claims by as-of date, without those that a reprint only repeats."""
    known = {c.id: c for c in story.claims}
    copies = {c.document_id for c in story.copies}
    claims = [known[i] for i in question.claims if i in known]
    own = {(c.quantity.low, c.quantity.high) for c in claims if c.passage.document_id not in copies}
    kept = [c for c in claims if c.passage.document_id not in copies or (c.quantity.low, c.quantity.high) not in own]
    return sorted(kept, key=lambda c: (c.as_of.start or c.as_of.end or date.max, c.id))


def comparable_claims(story: Story, question: Question) -> list[Claim]:
    """Return the claims with a number in the unit and rate that most of them have: others need another axis."""
    numbered = [c for c in _answers(story, question) if c.quantity.low is not None or c.quantity.high is not None]
    measures = [(c.quantity.unit, c.quantity.rate) for c in numbered]
    most = max(dict.fromkeys(measures), key=measures.count, default=("", ""))
    return [c for c in numbered if (c.quantity.unit, c.quantity.rate) == most]


def _lay_out(story: Story, claims: Sequence[Claim], width: float, links: Links) -> _Ledger:
    documents = {d.id: d for d in story.documents}
    labels = tuple(
        (source_name(c.passage, documents), describe_date(c.as_of).removeprefix("reported ")) for c in claims
    )
    scopes = tuple(dict.fromkeys(c.scope for c in claims))
    left = 14.0 if width < _NARROW else _LEFT
    scale = _scale(
        [float(v) for c in claims for v in (c.quantity.low, c.quantity.high) if v is not None], left, width - 20
    )
    return _Ledger(tuple(claims), labels, scopes, scale, width, 46.0 if width < _NARROW else 27.0, links)


def _scale(values: Sequence[float], left: float, right: float) -> ValueScale:
    low, high = min(values), max(values)
    if low > 0 and high / low > _SPREAD:
        return ValueScale(low / 2, high * 3, left, right, log=True)
    low, high = min(0.0, low), max(0.0, high)
    spare = (high - low) * 0.18 or 1.0
    return ValueScale(low - (spare if low < 0 else 0), high + spare, left, right)


def _axis(ledger: _Ledger, y: float) -> Iterator[str]:
    scale = ledger.scale
    unit = ledger.claims[0].quantity.unit
    ticks = scale.ticks(4 if ledger.narrow else 6)
    labels = [describe_amount(Decimal(repr(value)), unit) for value in ticks]
    spans = [centred(scale.x(v), text_width(w, 12), 2, ledger.width - 2) for v, w in zip(ticks, labels, strict=True)]
    for value, label, span, row in zip(ticks, labels, spans, place_rows(spans, 1), strict=True):
        x = scale.x(value)
        yield tag("path", d=path([(x, 8), (x, y)]), class_="dt-grid")
        if row is not None:
            yield text(sum(span) / 2, y + 16, label, class_="dt-mid")
    yield tag("path", d=path([(scale.left, y), (scale.right, y)]), class_="dt-axis")


def _line(ledger: _Ledger, index: int) -> Iterator[str]:
    claim, y = ledger.claims[index], ledger.y(index)
    outlet, as_of = ledger.labels[index]
    scope = f", {claim.scope}" if claim.scope else ""
    words = f"{outlet}, as of {as_of}: {describe_quantity(claim.quantity)}{scope}"
    style = f"dt-s{_style(ledger.scopes.index(claim.scope))}"
    mark = tag("g", title(words), *_interval(ledger, claim, y, style))
    yield linked(ledger.links.passage(claim.quantity.passage), mark)
    if ledger.narrow:
        yield text(ledger.scale.left, y - 15, cut(f"{as_of} · {outlet}", 12, ledger.width - 20))
        return
    when = cut(as_of, 11, _LEFT - 60)
    yield text(_LEFT - 10, y + 4, when, class_="dt-small dt-quiet dt-end")
    yield text(4, y + 4, cut(outlet, 12, _LEFT - 26 - text_width(when, 11)))


def _style(scope: int) -> int:
    """Return the colour of a scope: shapes repeat every six, colours shift by one each time, so no pair repeats."""
    return (scope + scope // _STYLES) % _STYLES + 1


def _interval(ledger: _Ledger, claim: Claim, y: float, style: str) -> Iterator[str]:
    """Yield a claim's mark, its bounds, and its figure as written beside it."""
    scale, quantity = ledger.scale, claim.quantity
    ends = [scale.x(float(v)) for v in (quantity.low, quantity.high) if v is not None]
    left, right = min(ends), max(ends)
    shape = ledger.scopes.index(claim.scope)
    if quantity.high is None:
        right = min(left + _ARROW, scale.right)
        yield _arrow(left, right, y, style)
    elif quantity.low is None:
        left = max(right - _ARROW, scale.left)
        yield _arrow(right, left, y, style)
    elif quantity.qualifier in ("about", "vague"):
        reach = max(15.0, (right - left) / 2)
        middle = (left + right) / 2
        left, right = max(scale.left, middle - reach), min(scale.right, middle + reach)
        yield _capped(left, right, y, f"dt-whisker {style}")
    elif right - left > 1:
        yield _capped(left, right, y, f"dt-line {style}")
    for x in dict.fromkeys(ends):
        yield draw_mark(shape, x, y, style)
    yield _figure(ledger, claim, (left, right), y)


def _arrow(start: float, end: float, y: float, style: str) -> str:
    back = -6 if end > start else 6
    d = path([(start, y), (end, y)]) + path([(end + back, y - 5), (end, y), (end + back, y + 5)])
    return tag("path", d=d, class_=f"dt-line dt-open {style}")


def _capped(left: float, right: float, y: float, style: str) -> str:
    start, end, middle, cap = number(left), number(right), number(y), f" {number(y - 5)}v10"
    return tag("path", d=f"M{start} {middle}H{end}M{start}{cap}M{end}{cap}", class_=style)


def _figure(ledger: _Ledger, claim: Claim, span: tuple[float, float], y: float) -> str:
    left, right = span
    room = ledger.scale.right - right - 12
    words = cut(describe_figure(claim.quantity), 12, max(room, left - ledger.scale.left - 12, 60))
    if text_width(words, 12) <= room:
        return text(right + 9, y + 4, words)
    return text(left - 9, y + 4, words, class_="dt-end")


def _legend(ledger: _Ledger, y: float) -> tuple[list[str], float]:
    parts: list[str] = []
    x = ledger.scale.left
    for index, scope in enumerate(ledger.scopes) if any(ledger.scopes) else ():
        words = cut(scope or "scope not given", 11, min(260.0, ledger.width - 60))
        width = 18 + text_width(words, 11) + 14
        if x + width > ledger.width and x > ledger.scale.left:
            x, y = ledger.scale.left, y + 18
        parts.append(draw_mark(index, x + 6, y - 4, f"dt-s{_style(index)}", 4))
        parts.append(text(x + 16, y, words, class_="dt-small"))
        x += width
    y += 18 if parts else 0
    how = "Arrow: at least or at most. Whiskers: about. Thick bar: a range."
    scale = " Logarithmic axis." if ledger.scale.log else ""
    for line in wrap(how + scale, 11, ledger.width - ledger.scale.left - 6, 3):
        parts.append(text(ledger.scale.left, y, line, class_="dt-small dt-quiet"))
        y += 15
    return parts, y


def _describe(question: Question, claims: Sequence[Claim]) -> str:
    figures = "; ".join(describe_quantity(c.quantity) for c in claims[:_MOST])
    return f"{VERDICT_NAMES[question.verdict]}. {count_of(len(claims), 'claim')}: {figures}."
