import pytest

from detente.errors import StoryError
from detente.storyfile import read_story_file, write_story_file

GOOD = """
title = "Brandt and Rask"
[[actor]]
id = "a"
name = "Ana Brandt"
aliases = ["Brandt"]
[[actor.proxy]]
id = "bill"
name = "the Harbour Bill"
kind = "bill"
[[actor]]
id = "b"
name = "Viktor Rask"
"""


def test_a_story_file_survives_writing_and_reading(tmp_path):
    (tmp_path / "story.toml").write_text(GOOD, encoding="utf-8")
    first = read_story_file(tmp_path)
    other = tmp_path / "other"
    write_story_file(other, 'A "quoted" \\ title', first.actors, (tmp_path,))
    second = read_story_file(other)
    assert second.actors == first.actors
    assert second.title == 'A "quoted" \\ title'
    assert second.documents == (tmp_path,)


def test_documents_default_to_the_folders_that_exist(tmp_path):
    (tmp_path / "story.toml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "articles").mkdir()
    assert read_story_file(tmp_path).documents == (tmp_path / "articles",)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("title = 'x'\nactor = []", "two"),
        ("title = ", "is not TOML"),
        (GOOD.replace('id = "b"', 'id = "a"'), "used twice"),
        (GOOD.replace('"Viktor Rask"', '"brandt"'), "a name of both 'a' and 'b'"),
        (GOOD.replace("aliases", "alias"), "alias"),
        (GOOD.replace('"bill"\n', '"treaty"\n', 2), "kind"),
    ],
)
def test_a_story_file_that_cannot_be_used_says_why(tmp_path, text, message):
    (tmp_path / "story.toml").write_text(text, encoding="utf-8")
    with pytest.raises(StoryError, match=message):
        read_story_file(tmp_path)


def test_a_story_file_in_another_encoding_says_what_to_do(tmp_path):
    (tmp_path / "story.toml").write_bytes(b'title = "Caf\xe9"')
    with pytest.raises(StoryError, match="save it as UTF-8"):
        read_story_file(tmp_path)


def test_a_missing_story_file_says_how_to_make_one(tmp_path):
    with pytest.raises(StoryError, match="detente init"):
        read_story_file(tmp_path)


def test_an_existing_story_file_is_never_overwritten(tmp_path):
    (tmp_path / "story.toml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(StoryError, match="exists already"):
        write_story_file(tmp_path, "t", read_story_file(tmp_path).actors)
