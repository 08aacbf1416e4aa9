"""The ledger's public addresses."""

import pytest

from gongkai.foundation.ledger import lives, operations
from gongkai.foundation.ledger import queries as ledger


def test_before_the_first_release_the_ledger_says_so(site):
    assert "账本还没有检查点" in site.get("/ledger/").content.decode()
    answer = site.get("/ledger/checkpoint")
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "not-found"
    assert site.get("/ledger/entries?start=0&end=5").json()["entries"] == []


def test_the_ledger_shows_hashes_and_never_a_title(site, press, settled):
    uid = press.release()
    press.withdraw(press.release(), "published_in_error")
    settled()
    page = site.get("/ledger/").content.decode()
    assert "养老" not in page
    assert uid not in page
    assert page.count('<td class="num">') == 6
    assert "撤回" in page
    assert site.get("/ledger/checkpoint").content.decode() in page.replace("&#x27;", "'").replace("&amp;", "&")


def test_checkpoint_key_consistency_and_entries_answer_programs(site, press, settled):
    for _ in range(3):
        press.release()
    settled()
    note = site.get("/ledger/checkpoint")
    assert note["Content-Type"] == "text/plain; charset=utf-8"
    assert note.content.decode().splitlines()[1] == "3"
    key = site.get("/ledger/key")
    assert key["Content-Type"] == "text/plain; charset=utf-8"
    assert key.content.decode().count("+") >= 2
    proof = site.get("/ledger/consistency?first=1&second=3").json()
    assert proof["proof"] == [step.hex() for step in ledger.consistency_proof(1, 3)]
    entries = site.get("/ledger/entries?start=1&end=3").json()
    assert (entries["start"], len(entries["entries"])) == (1, 2)


def test_what_no_checkpoint_covers_is_not_shown(site, press, settled):
    press.release()
    settled()
    press.release()
    assert len(site.get("/ledger/entries?start=0&end=9").json()["entries"]) == 1
    assert site.get("/ledger/").content.decode().count("<td>发布</td>") == 1


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("consistency", 400),
        ("consistency?first=0&second=1", 400),
        ("consistency?first=2&second=1", 400),
        ("consistency?first=1&second=99", 404),
        ("consistency?first=x&second=1", 400),
        ("entries?start=0", 400),
        ("entries?start=-1&end=2", 400),
        ("entries?start=5&end=2", 200),
    ],
)
def test_bad_questions_get_a_sentence(site, press, settled, address, status):
    press.release()
    settled()
    answer = site.get(f"/ledger/{address}")
    assert answer.status_code == status
    if status != 200:
        assert answer.json()["error"]["sentence"]


def test_tiles_are_given_out_for_ever_and_only_up_to_the_checkpoint(site, press, settled):
    press.release()
    press.release()
    settled()
    tile = site.get("/ledger/tile/0/000.p/2")
    assert (tile.status_code, len(tile.content)) == (200, 64)
    assert tile["Content-Type"] == "application/octet-stream"
    assert "immutable" in tile["Cache-Control"]
    entries = site.get("/ledger/tile/entries/000.p/2").content
    assert entries[2:].startswith(b'{"act":"release"')
    press.release()
    for path in ("0/000.p/3", "entries/000.p/3", "0/000", "0/0", "7/000.p/1"):
        assert site.get(f"/ledger/tile/{path}").status_code == 404


def test_a_tile_costs_three_queries(site, press, settled, django_assert_num_queries):
    press.release()
    settled()
    with django_assert_num_queries(3):
        site.get("/ledger/tile/entries/000.p/1")


def test_a_recovery_is_shown_in_words_and_given_to_programs(site, press, settled, at):
    press.release()
    settled()
    assert site.get("/ledger/recoveries").json() == {"format": "gongkai-recoveries-1", "statements": []}
    head = lives.Head(ledger.signing_key().origin, 9, bytes(32))
    operations.recover(head=head, reason="机房进水，备份较旧。", at=at)
    operations.publish_checkpoint(at=at)
    page = site.get("/ledger/").content.decode()
    assert "恢复声明" in page
    assert "机房进水，备份较旧。" in page
    [statement] = site.get("/ledger/recoveries").json()["statements"]
    assert statement.startswith("gongkai-recovery-1\n")
    assert site.get("/ledger/tile/0/000.p/2").status_code == 404
    assert site.get("/ledger/2/tile/0/000.p/2").status_code == 200
    assert site.get("/ledger/2/checkpoint").content == site.get("/ledger/checkpoint").content
    assert site.get("/ledger/checkpoint").content.startswith(head.origin.encode() + b"/2\n2\n")
