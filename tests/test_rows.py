from dataclasses import replace

import msgspec

from detente.exporters.jsonl import write
from detente.rows import story_rows

CONTRACT = {
    "document": "id path url publisher title published published_basis language copy_of",
    "event": "id date date_end date_precision date_basis type mode quad intensity actor recipient polarity modality "
    "confidence independent_sources mentions",
    "quote": "id speaker speaker_text cue text quote_type document start end",
    "claim": "id question subject what low high unit qualifier scope as_of basis document start end text",
    "question": "id what claims verdict differences",
    "phase": "id label start end polarity evidence",
    "turning_point": "date earliest latest causes events",
    "expectation": "id what who due due_precision status document start end",
    "reaction": "id document start end stance toward",
    "characterisation": "id date state polarity document start end",
}


def test_every_kind_has_the_fields_of_the_export_contract(story):
    rows = {row["kind"]: row for row in story_rows(story)}
    for kind, fields in CONTRACT.items():
        assert set(fields.split()) <= set(rows[kind]), kind


def test_every_place_points_to_its_words(story):
    texts = {d.id: d.text for d in story.documents}
    places = [
        p for row in story_rows(story) for p in (row, *row.get("mentions", [])) if "start" in p and "document" in p
    ]
    assert places
    for place in places:
        if place.get("kind") != "quote":
            assert texts[place["document"]][place["start"] : place["end"]] == place["text"]


def test_a_copy_names_its_original_and_an_open_end_stays_open(story):
    rows = list(story_rows(story))
    assert [r["copy_of"] for r in rows if r["kind"] == "document"] == [None, "doc-1"]
    claim = next(r for r in rows if r["kind"] == "claim")
    assert (claim["low"], claim["high"], claim["qualifier"]) == (40_000_000, None, "at_least")


def test_jsonl_puts_the_kind_first(story, tmp_path):
    path = tmp_path / "out.jsonl"
    with path.open("w", encoding="utf-8") as file:
        write(story, file)
    lines = path.read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(list(story_rows(story)))
    assert all(line.startswith('{"kind":') for line in lines)
    assert msgspec.json.decode(lines[0])["kind"] == "document"


def test_what_has_no_value_is_null_and_never_an_empty_text(story):
    plain = replace(
        story,
        events=tuple(replace(event, mode="") for event in story.events),
        claims=tuple(replace(claim, scope="") for claim in story.claims),
    )
    empty = [(row["kind"], name) for row in story_rows(plain) for name, value in row.items() if value == ""]
    assert empty == []
