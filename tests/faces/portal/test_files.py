"""Attachments: the public copy, to the byte, never as a page of ours; from a folder and from a bucket alike."""

from hashlib import sha256

import pytest

from gongkai.foundation.files import backends

DATA = "序号,名称\n1,养老院\n".encode()
NAME = "附件1 名单“甲”.csv"


@pytest.fixture(autouse=True, params=["folder", "bucket"])
def store(request):
    """Where the bytes lie."""
    return request.getfixturevalue("bucket") if request.param == "bucket" else None


def test_a_file_is_served_as_an_attachment_with_its_name_and_hash(site, press):
    uid = press.release(files=((NAME, DATA),))
    answer = site.get(f"/documents/{uid}/editions/1/files/1")
    assert b"".join(answer.streaming_content) == DATA
    assert answer["ETag"] == f'"{sha256(DATA).hexdigest()}"'
    assert answer["Content-Length"] == str(len(DATA))
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''%E9%99%84")


def test_a_file_unchanged_is_not_sent_again(site, press):
    address = f"/documents/{press.release(files=((NAME, DATA),))}/editions/1/files/1"
    answer = site.get(address, headers={"if-none-match": f'"{sha256(DATA).hexdigest()}"'})
    assert answer.status_code == 304
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("asked", "span"), [("bytes=7-", slice(7, None)), ("bytes=-5", slice(-5, None)), ("bytes=2-9", slice(2, 10))]
)
def test_a_file_goes_on_where_it_broke_off(site, press, asked, span):
    address = f"/documents/{press.release(files=((NAME, DATA),))}/editions/1/files/1"
    answer = site.get(address, headers={"range": asked})
    assert (answer.status_code, b"".join(answer.streaming_content)) == (206, DATA[span])


def test_bytes_that_are_lost_are_a_sentence(site, press):
    address = f"/documents/{press.release(files=((NAME, DATA),))}/editions/1/files/1"
    backends.store().remove(sha256(DATA).hexdigest())
    assert site.get(address).status_code == 404


def test_the_page_names_each_file_with_size_and_hash(site, press):
    uid = press.release(files=((NAME, DATA), ("附件2.csv", DATA + b"2")))
    page = site.get(f"/documents/{uid}/").content.decode()
    digest = sha256(DATA).hexdigest()
    assert " ".join(digest[at : at + 8] for at in range(0, 64, 8)) in page
    assert f"/documents/{uid}/editions/1/files/2" in page
    assert f"{len(DATA)} 字节" in page


def test_the_files_of_drafts_schedules_and_withdrawals_are_not_there(site, press, minute):
    for uid in (press.draft(files=((NAME, DATA),)), press.schedule(minute, files=((NAME, DATA),))):
        assert site.get(f"/documents/{uid}/editions/1/files/1").status_code == 404
    uid = press.release(files=((NAME, DATA),))
    press.withdraw(uid, "published_in_error")
    assert site.get(f"/documents/{uid}/editions/1/files/1").status_code == 404


def test_a_missing_place_is_not_found(site, press):
    uid = press.release(files=((NAME, DATA),))
    for place in ("2", "0", "99999999999999999999"):
        assert site.get(f"/documents/{uid}/editions/1/files/{place}").status_code == 404
