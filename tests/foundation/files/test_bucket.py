"""A bucket keeps bytes as a folder does: whole, once, readable from anywhere, gone when removed, nobody else's."""

import hashlib
import io
import re
import threading
import urllib.error
from datetime import UTC, datetime
from email.message import Message

import boto3
import pytest

from gongkai.foundation.errors import Conflict
from gongkai.foundation.files import operations, queries
from gongkai.foundation.files.backends import store
from gongkai.foundation.files.backends.bucket import Bucket
from gongkai.foundation.files.backends.folder import Folder
from gongkai.foundation.files.models import StoredFile
from tests import buckets

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
CONTENT = bytes(range(256)) * 4000
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture(params=["folder", "bucket", "versioned bucket"])
def held(request, tmp_path):
    if request.param == "folder":
        return Folder(tmp_path / "files")
    return Bucket.named(buckets.new_bucket(request.getfixturevalue("s3"), versioned="versioned" in request.param))


def put(held, tmp_path, content=CONTENT):
    path = tmp_path / "aside"
    path.write_bytes(content)
    held.put(path, hashlib.sha256(content).hexdigest())


def test_what_is_put_is_held_listed_and_read(held, tmp_path):
    assert not held.holds(DIGEST)
    put(held, tmp_path)
    put(held, tmp_path)
    assert held.holds(DIGEST)
    assert list(held.names()) == [(DIGEST, len(CONTENT))]
    with held.open(DIGEST) as file:
        assert file.read() == CONTENT
    assert not held.problems()


def test_it_is_read_from_anywhere(held, tmp_path):
    put(held, tmp_path)
    with held.open(DIGEST) as file:
        assert file.seek(0, io.SEEK_END) == len(CONTENT)
        assert file.read(1) == b""
        for start, size in ((700_000, 10), (5, 300_000), (len(CONTENT) - 3, 10), (0, 1)):
            file.seek(start)
            assert file.read(size) == CONTENT[start : start + size]


def test_what_is_removed_is_gone(held, tmp_path):
    put(held, tmp_path)
    held.remove(DIGEST)
    held.remove(DIGEST)
    assert not held.holds(DIGEST)
    with pytest.raises(FileNotFoundError):
        held.open(DIGEST)


def test_no_version_of_what_was_removed_is_left(s3, tmp_path):
    url = buckets.new_bucket(s3, versioned=True)
    held = Bucket.named(url)
    put(held, tmp_path)
    held.remove(DIGEST)
    client = boto3.client(
        "s3", endpoint_url=f"http://{s3}", region_name="us-east-1", aws_access_key_id="k", aws_secret_access_key="s"
    )
    left = client.list_object_versions(Bucket=held.name)
    assert not left.get("Versions")
    assert not left.get("DeleteMarkers")


@pytest.mark.django_db
def test_storing_and_forgetting_through_the_operations(bucket, tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path / "files"
    stored = operations.store(content="公开的文字".encode(), name="a.txt", by="system", at=AT)
    assert operations.store(content="公开的文字".encode(), name="b.txt", by="system", at=AT) == stored
    assert queries.read_file(stored).decode() == "公开的文字"
    assert [path for path in settings.MEDIA_ROOT.rglob("*") if path.is_file()] == []
    operations.forget(stored=stored)
    assert not store().holds(stored.sha256)
    assert StoredFile.objects.count() == 0


def test_readers_at_the_same_moment_do_not_meet(bucket, tmp_path):
    put(store(), tmp_path)
    read = []

    def go():
        with store().open(DIGEST) as file:
            file.seek(100)
            read.append(file.read() == CONTENT[100:])

    threads = [threading.Thread(target=go) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert read == [True] * 8


def test_a_bucket_that_strangers_can_read_is_a_problem(bucket, s3, tmp_path):
    held = store()
    put(held, tmp_path)
    client = boto3.client(
        "s3", endpoint_url=f"http://{s3}", region_name="us-east-1", aws_access_key_id="k", aws_secret_access_key="s"
    )
    key = f"{held.prefix}{DIGEST[:2]}/{DIGEST[2:4]}/{DIGEST}"
    client.put_object_acl(Bucket=held.name, Key=key, ACL="public-read")
    assert re.search("任何人都能直接读取", held.problems()[0])


def test_a_store_that_does_not_answer_keeps_nothing_and_says_so(tmp_path):
    held = Bucket.named("s3://k:s@127.0.0.1:9/bucket?tls=0")
    with pytest.raises(OSError, match="没有应答"):
        put(held, tmp_path)
    assert held.problems()


@pytest.mark.django_db
def test_a_store_that_is_away_is_a_sentence_and_nothing_is_lost(bucket, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    stored = operations.store(content=b"text", name="a.txt", by="system", at=AT)
    settings.GONGKAI_FILES_URL = "s3://k:s@127.0.0.1:9/bucket?tls=0"
    with pytest.raises(Conflict, match="没有保存"):
        operations.store(content=b"another", name="a.txt", by="system", at=AT)
    with pytest.raises(Conflict, match="没有丢失"):
        queries.open_file(stored)
    assert StoredFile.objects.count() == 1
    settings.GONGKAI_FILES_URL = bucket
    assert queries.read_file(stored) == b"text"


@pytest.mark.parametrize("wrong", ["http://host/bucket", "s3://host", "s3:///bucket", "/folder"])
def test_a_wrong_address_is_a_sentence(wrong):
    with pytest.raises(ValueError, match="GONGKAI_FILES_URL"):
        Bucket.named(wrong)


@pytest.mark.parametrize(("answer", "says"), [("403 Forbidden", []), ("400 Bad Request", ["无法核对桶"])])
def test_a_stranger_asks_in_the_buckets_own_style_and_only_a_clear_no_is_a_no(
    bucket, tmp_path, monkeypatch, answer, says
):
    held = store()
    put(held, tmp_path)
    code, reason = answer.split(" ", 1)
    asked = []

    def refuse(address, timeout):
        asked.append(address)
        raise urllib.error.HTTPError(address, int(code), reason, Message(), None)

    monkeypatch.setattr("urllib.request.urlopen", refuse)
    found = held.problems()
    assert [sentence[:5] for sentence in found] == says
    (address,) = asked
    assert "?" not in address
    assert address.endswith(DIGEST)
