"""Bulk files: whole, the same for the same rows, changed in one step, and never with what was withdrawn."""

import csv
import gzip
import io
import json
from datetime import timedelta
from hashlib import sha256

import pytest

from gongkai.engines.publishing.content import Relation
from gongkai.faces.portal.bulk import jobs, rows, store

MONTH = "/data/documents-2026-03"


def content(answer):
    return b"".join(answer.streaming_content)


def read(answer):
    return [json.loads(line) for line in gzip.decompress(content(answer)).decode().splitlines()]


def uids(site, address=f"{MONTH}.jsonl.gz"):
    return {row["uid"] for row in read(site.get(address))}


@pytest.fixture(autouse=True)
def empty(own_folder):
    """Whoever asked for a file before, in whichever test, left it here."""
    for before in (True, False):
        for file in store.folder().glob("*"):
            file.unlink()
        if before:
            yield


@pytest.fixture
def world(press, settled, at):
    first = press.release(title="=通知", files=(("附件.csv", b"1,2\n"),))
    uids = [first, *(press.release(relations=(Relation("implements", first),)) for _ in range(4))]
    press.draft(title="未公开的稿件")
    settled()
    return uids


def test_a_month_holds_every_record_with_its_text_and_its_files(site, world, monkeypatch):
    monkeypatch.setattr(rows, "BATCH", 2)
    found = {row["uid"]: row for row in read(site.get(f"{MONTH}.jsonl.gz"))}
    assert set(found) == set(world)
    first = found[world[0]]
    assert (first["title"], first["organ_name"], first["kind"]) == ("=通知", "东澜省民政厅", "其他文件")
    assert "健全养老服务体系" in first["text"]
    assert (
        first["files"][0]["sha256"]
        == sha256(content(site.get(first["files"][0]["url"].removeprefix("http://localhost:8000")))).hexdigest()
    )
    assert found[world[1]]["relations"] == [{"type": "implements", "record": world[0], "title": ""}]
    assert read(site.get("/data/documents-2026-02.jsonl.gz")) == []


def test_the_table_opens_in_office_programs_and_holds_no_formula(site, world):
    text = gzip.decompress(content(site.get(f"{MONTH}.csv.gz"))).decode("utf-8-sig")
    table = list(csv.DictReader(io.StringIO(text)))
    assert {row["uid"] for row in table} == set(world)
    assert "'=通知" in {row["title"] for row in table}


def test_an_organ_has_a_file_of_its_own(site, world, organ, merged):
    assert uids(site, f"/data/organs/{organ.code}/documents.jsonl.gz") == set(world)
    assert read(site.get(f"/data/organs/{merged.code}/documents.jsonl.gz")) == []


def test_a_file_made_at_night_is_handed_out_with_its_digest_and_can_be_resumed(site, world, at, settled):
    jobs.plan(at=at)
    settled()
    answer = site.get(f"{MONTH}.jsonl.gz")
    body = content(answer)
    said = {each["name"]: each for each in json.loads(site.get("/data/files.json").content)["files"]}
    told = said["documents-2026-03.jsonl.gz"]
    assert (told["rows"], told["size"], told["sha256"]) == (5, len(body), sha256(body).hexdigest())
    assert answer["ETag"] == f'"{told["sha256"]}"'
    assert said["documents-2026-03.csv.gz"]["rows"] == 5
    assert (
        site.get(told["url"].removeprefix("http://localhost:8000"), HTTP_IF_NONE_MATCH=answer["ETag"]).status_code
        == 304
    )
    part = site.get(f"{MONTH}.jsonl.gz", HTTP_RANGE="bytes=10-")
    assert (part.status_code, content(part)) == (206, body[10:])


def test_the_same_rows_give_the_same_bytes(site, world, at):
    store.build("2026-03", at)
    before = store.stored("2026-03", "jsonl")
    store.build("2026-03", at + timedelta(days=1))
    assert store.stored("2026-03", "jsonl").sha256 == before.sha256
    assert content(site.get(f"{MONTH}.jsonl.gz")) == gzip_of(site)


def gzip_of(site):
    (store.folder() / "2026-03.jsonl.json").unlink()
    return content(site.get(f"{MONTH}.jsonl.gz"))


@pytest.mark.parametrize("reason", ["published_in_error", "unsuitable", "consolidated"])
def test_what_was_withdrawn_is_in_no_download_from_that_moment_on(site, press, world, at, settled, reason):
    store.build("2026-03", at)
    assert world[0] in uids(site)
    press.withdraw(world[0], reason, successor=world[1] if reason == "consolidated" else "")
    assert uids(site) == set(world[1:]), "at once, before any job has run"
    assert store.holding("2026-03", "jsonl") is None
    jobs.renew(at=at)
    settled()
    assert store.holding("2026-03", "jsonl").rows == 4
    assert uids(site) == set(world[1:])
    files = sorted(file.name for file in store.folder().iterdir())
    assert len(files) == 4, "the file with the withdrawn record is gone from the disk"


def test_a_correction_is_in_the_download_at_once_and_a_new_release_by_the_next_night(site, press, world, at, settled):
    store.build("2026-03", at)
    press.at = at - timedelta(minutes=1)
    new = press.release()
    assert store.holding("2026-03", "jsonl") is not None
    assert new not in uids(site)
    press.correct(world[0], note="更正。", title="改正后的标题")
    assert store.holding("2026-03", "jsonl") is None
    assert "改正后的标题" in {row["title"] for row in read(site.get(f"{MONTH}.jsonl.gz"))}
    jobs.plan(at=at + timedelta(days=1))
    settled()
    assert new in uids(site)


@pytest.mark.parametrize(
    "address",
    ["documents-2026-13.jsonl.gz", "documents-1.csv.gz", "documents-2026-03.xml.gz", "organs/none/documents.csv.gz"],
)
def test_what_is_no_file_of_ours_is_not_found(site, db, address):
    assert site.get(f"/data/{address}").status_code == 404


def test_memory_stays_bounded_by_the_batch(world, at, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(rows, "BATCH", 2)
    made = rows.rows(at, store.filters_of("2026-03"))
    with django_assert_num_queries(5):
        next(made), next(made)
