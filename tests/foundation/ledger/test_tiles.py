"""Tiles: their names, what is in them, and the files of them."""

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from gongkai.foundation.errors import NotFound
from gongkai.foundation.ledger import keys, operations, queries, static, tiles
from gongkai.foundation.ledger.models import Checkpoint
from gongkai.foundation.ledger.tiles import Tile

from .conftest import AT, Append

INDEPENDENT = Path(__file__).resolve().parents[3] / "scripts" / "drills" / "independent"
X_MOD = Path("/usr/share/gocode/src/golang.org/x/mod/sumdb")


@pytest.mark.parametrize(
    ("path", "tile"),
    [
        ("0/000", Tile(0, 0)),
        ("0/x001/x234/067", Tile(0, 1234067)),
        ("2/999.p/255", Tile(2, 999, 255)),
        ("entries/x001/000.p/1", Tile(None, 1000, 1)),
        ("63/000", Tile(63, 0)),
    ],
)
def test_names_are_those_of_the_specification(path: str, tile: Tile) -> None:
    assert tiles.parse(path) == tile
    assert tile.path == path


@pytest.mark.parametrize(
    "path",
    ["64/000", "00/000", "0/0", "0/x000/000", "0/001/000", "0/000.p/0", "0/000.p/256", "0/000.p/01", "0/000/", "x", ""],
)
def test_no_tile_has_two_names(path: str) -> None:
    assert tiles.parse(path) is None


@given(st.integers(0, 63) | st.none(), st.integers(0, 10**12), st.integers(1, 256))
def test_every_tile_is_found_by_its_name(level: int | None, index: int, width: int) -> None:
    tile = Tile(level, index, width)
    assert tiles.parse(tile.path) == tile


def test_a_log_of_seventy_thousand_has_the_tiles_of_the_specifications_example() -> None:
    there = list(tiles.between(0, 70_000))
    counted = {level: [t for t in there if t.level == level] for level in (None, 0, 1, 2)}
    assert [len(counted[level]) for level in (None, 0, 1, 2)] == [274, 274, 2, 1]
    assert [counted[level][-1].width for level in (None, 0, 1, 2)] == [112, 112, 17, 1]
    assert len(there) == 551


@given(st.integers(0, 10**6), st.integers(0, 3000))
def test_what_is_added_step_by_step_is_what_is_there_in_the_end(before: int, more: int) -> None:
    added = {t.path for t in tiles.between(before, before + more)}
    assert {t.path for t in tiles.between(0, before + more)} <= {t.path for t in tiles.between(0, before)} | added
    assert all(before < t.end <= before + more for t in tiles.between(before, before + more))


@pytest.mark.django_db
def test_a_tile_holds_the_hashes_and_a_bundle_the_entries(append: Append) -> None:
    append(258)
    operations.publish_checkpoint(at=AT)
    full = queries.tile(Tile(0, 0))
    bundle = queries.tile(Tile(None, 1, 2))
    assert len(full) == 8192
    assert queries.tile(Tile(1, 0, 1)) == queries.root(256)
    length = int.from_bytes(bundle[:2], "big")
    entry = bundle[2 : 2 + length]
    assert entry.decode() == queries.leaf(256).data
    assert queries.tile(Tile(0, 1, 1)) == hashlib.sha256(b"\x00" + entry).digest()


@pytest.mark.django_db
def test_what_no_checkpoint_covers_is_in_no_tile(append: Append) -> None:
    append(2)
    operations.publish_checkpoint(at=AT)
    append(1)
    for wanted in (Tile(0, 0, 3), Tile(None, 0, 3), Tile(0, 0), Tile(1, 0, 1), Tile(0, 10**15)):
        with pytest.raises(NotFound):
            queries.tile(wanted)


def _files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.django_db
def test_the_files_grow_with_the_log_and_can_be_made_again(append: Append) -> None:
    assert static.write() == 0
    append(250)
    operations.publish_checkpoint(at=AT)
    static.write()
    assert {"checkpoint", "tile/0/000.p/250", "tile/entries/000.p/250"} == set(_files(static.folder()))
    append(10)
    operations.publish_checkpoint(at=AT)
    static.write()
    grown = _files(static.folder())
    assert set(grown) == {
        *("checkpoint", "tile/0/000", "tile/0/001.p/4", "tile/1/000.p/1", "tile/entries/000", "tile/entries/001.p/4")
    }
    assert static.write() == 0
    shutil.rmtree(static.folder())
    static.write()
    assert _files(static.folder()) == grown
    assert (static.folder() / "tile/0/000").stat().st_mode & 0o777 == 0o644


@pytest.mark.django_db
def test_a_folder_of_another_log_is_written_anew(append: Append) -> None:
    append(3)
    operations.publish_checkpoint(at=AT)
    static.write()
    note = Checkpoint.objects.get(size=3).note
    (static.folder() / "checkpoint").write_text(note.replace("\n3\n", "\n2\n"))
    (static.folder() / "tile/0/000.p/3").write_bytes(b"x")
    static.write()
    assert (static.folder() / "tile/0/000.p/3").read_bytes() == queries.tile(Tile(0, 0, 3))


@pytest.mark.django_db
@pytest.mark.skipif(not (shutil.which("go") and X_MOD.exists()), reason="需要 golang-go 和 golang-golang-x-mod-dev")
def test_an_implementation_nobody_here_wrote_is_satisfied(append: Append, tmp_path: Path) -> None:
    append(600)
    operations.publish_checkpoint(at=AT)
    static.write()
    program = tmp_path / "independent"
    go = {**os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode"}
    subprocess.run(["go", "build", "-o", program, "."], check=True, cwd=INDEPENDENT, env=go)
    command = [program, static.folder(), keys.load().verifier_key]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert "600 个条目都在检查点所签的树中" in done.stdout
    bundle = static.folder() / "tile/entries/001"
    bundle.write_bytes(bundle.read_bytes().replace(b'"release"', b'"edition"', 1))
    assert subprocess.run(command, check=False, capture_output=True).returncode == 1


@pytest.mark.django_db
def test_the_key_is_not_among_the_files(append: Append, tmp_path: Path) -> None:
    with override_settings(GONGKAI_VAR=tmp_path):
        append(1)
        operations.publish_checkpoint(at=AT)
        static.write()
    assert not list((tmp_path / "tiles").rglob("*key*"))
