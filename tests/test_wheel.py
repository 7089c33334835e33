"""What a user installs: the built wheel holds everything detente reads, and nothing that calls elsewhere."""

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as archive:
        yield archive


def test_the_wheel_holds_every_file_of_the_package(wheel):
    package = ROOT / "src" / "detente"
    files = {f"detente/{p.relative_to(package).as_posix()}" for p in package.rglob("*") if p.is_file()}
    missing = {f for f in files if "__pycache__" not in f} - set(wheel.namelist())
    assert missing == set()


@pytest.mark.parametrize("name", ["LICENSE", "NOTICE"])
def test_the_wheel_says_what_it_is_made_from_and_under_which_terms(wheel, name):
    held = [member for member in wheel.namelist() if member.endswith(f".dist-info/licenses/{name}")]
    assert [wheel.read(member) for member in held] == [(ROOT / name).read_bytes()]


def test_no_asset_comes_from_elsewhere(wheel):
    assets = [n for n in wheel.namelist() if n.endswith((".html", ".css", ".js", ".svg"))]
    assert assets
    for name in assets:
        text = wheel.read(name).decode()
        assert not re.search(r"""(?:src|href)=["']https?:|url\(\s*["']?https?:|@import""", text), name


def test_the_model_is_one_file_of_at_most_25_megabytes(wheel):
    models = [i for i in wheel.infolist() if i.filename.endswith(".onnx")]
    assert len(models) == 1
    assert models[0].file_size <= 25_000_000
