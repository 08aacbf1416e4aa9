"""存取：bytes are kept once, whole or not at all, and reading stops at the limit."""

import hashlib
import io
import os
import threading
from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, connection, transaction

from gongkai.foundation.errors import Invalid, NotFound
from gongkai.foundation.files import operations, queries
from gongkai.foundation.files.models import StoredFile
from gongkai.foundation.files.rules import LIMITS, TXT

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "files"
    return settings.MEDIA_ROOT


def store(content, name="a.txt"):
    return operations.store(content=content, name=name, by="system", at=AT)


def kept(media):
    return sorted(path.relative_to(media).as_posix() for path in media.rglob("*") if path.is_file())


def test_bytes_lie_under_their_digest_and_come_back(media):
    content = "公开的文字".encode()
    stored = store(io.BytesIO(content))
    sha256 = hashlib.sha256(content).hexdigest()
    assert (stored.sha256, stored.size, stored.media_type, stored.extension) == (
        sha256,
        len(content),
        "text/plain",
        "txt",
    )
    assert stored.created_at == AT
    assert kept(media) == [f"{sha256[:2]}/{sha256[2:4]}/{sha256}"]
    with queries.open_file(stored) as file:
        assert file.read() == content
    assert queries.by_sha256(sha256) == stored


def test_the_same_bytes_are_one_row_and_one_file(media, django_assert_max_num_queries):
    first = store("甲".encode())
    with django_assert_max_num_queries(5):
        assert store("甲".encode()) == first
    assert StoredFile.objects.count() == 1
    assert len(kept(media)) == 1


class Endless(io.RawIOBase):
    """Two hundred megabytes that are never in memory."""

    def __init__(self, total):
        self.left = total
        self.given = 0

    def read(self, size=-1):
        piece = b"a" * min(size, self.left)
        self.left -= len(piece)
        self.given += len(piece)
        return piece


def test_reading_stops_at_the_limit(media):
    source = Endless(200 * 1024 * 1024)
    with pytest.raises(Invalid, match="超过 100 MB"):
        store(source)
    assert source.given <= LIMITS.size + 1024 * 1024
    assert kept(media) == []
    assert StoredFile.objects.count() == 0


def test_a_refused_file_leaves_nothing(media):
    with pytest.raises(Invalid, match="可执行程序"):
        store(b"MZ\x90\0\0", "通知.docx")
    assert kept(media) == []


def test_a_write_that_fails_leaves_nothing(media, monkeypatch):
    def broken(_):
        raise OSError("disk full")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="disk full"):
        store(b"text")
    assert kept(media) == []
    assert StoredFile.objects.count() == 0


def test_missing_bytes_and_unknown_digests_are_not_found(media):
    stored = store(b"text")
    queries.path_of(stored.sha256).unlink()
    with pytest.raises(NotFound, match="备份"):
        queries.open_file(stored)
    with pytest.raises(NotFound):
        queries.by_sha256("0" * 64)


def test_lost_bytes_are_healed_by_storing_again(media):
    stored = store(b"text")
    queries.path_of(stored.sha256).unlink()
    assert store(b"text") == stored
    assert queries.read_file(stored) == b"text"


@pytest.mark.parametrize("wrong", [{"size": 0}, {"sha256": "x" * 64}])
def test_the_table_itself_refuses_nonsense(wrong):
    fields = {"sha256": "a" * 64, "size": 1, "media_type": TXT.media_type, "extension": "txt", "created_at": AT} | wrong
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.create(**fields)


@pytest.mark.django_db(transaction=True)
def test_writers_at_the_same_moment_end_with_one_row(media):
    content, results = b"x" * 3_000_000, []

    def write():
        try:
            results.append(store(content).sha256)
        finally:
            connection.close()

    threads = [threading.Thread(target=write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [hashlib.sha256(content).hexdigest()] * 4
    assert StoredFile.objects.count() == 1
    assert len(kept(media)) == 1
