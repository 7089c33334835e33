import pytest
from web_stories import STORY, hostile_story, site_of


@pytest.fixture(scope="session")
def site(tmp_path_factory):
    return site_of(STORY, tmp_path_factory.mktemp("sample"))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    return site_of(hostile_story(), tmp_path_factory.mktemp("hostile"))
