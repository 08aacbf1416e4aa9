"""The ledger's public addresses."""

import base64
import csv
import io

import pytest

from gongkai.foundation.ledger import lives, operations
from gongkai.foundation.ledger import queries as ledger
from gongkai.foundation.ledger.models import Cosignature
from gongkai.verifier import merkle


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


def grown(press, settled):
    """A checkpoint of two entries, kept; then one over five."""
    first = press.release()
    press.release()
    settled()
    kept = ledger.latest_checkpoint().note
    press.correct(first, note="日期有误。", title="改过的通知")
    press.withdraw(first, "published_in_error")
    press.release()
    settled()
    return kept


def test_two_heads_are_shown_to_lie_on_one_history_with_what_was_added(site, press, settled):
    grown(press, settled)
    page = site.get("/ledger/compare/?first=2&second=5").content.decode()
    assert "前后一致" in page
    assert "前 2 条在两个时点完全相同，到 5 条时只在后面添了 3 条" in page
    said = site.get("/ledger/compare.json?first=2&second=5").json()
    assert said["consistent"] is True
    assert said["proof"] == [step.hex() for step in ledger.consistency_proof(2, 5)]
    added = {"start": 2, "end": 5, "releases": 1, "corrections": 1, "withdrawals": 1, "recoveries": 0}
    assert said["added"] == added
    assert site.get("/ledger/compare.json?first=5&second=2").json() == said
    assert site.get("/ledger/compare/?first=5&second=5").content.decode().count("两个时点是同一个") == 1


def test_a_checkpoint_somebody_kept_is_held_against_the_log(site, press, settled):
    kept = grown(press, settled)
    page = site.get("/ledger/compare/", {"first": kept}).content.decode()
    assert "您粘贴的检查点与本账本的树根一致" in page
    forged = kept.replace(kept.split("\n")[2], base64.b64encode(bytes(32)).decode())
    page = site.get("/ledger/compare/", {"first": forged}).content.decode()
    assert "不一致" in page
    assert "前后一致。" not in page
    said = site.get("/ledger/compare.json", {"first": forged}).json()
    assert (said["consistent"], said["first"]["as_kept"]) == (False, False)


@pytest.mark.parametrize("typed", ["六", "0", "-1", "a\nb\nc", "origin\n2\nAAAA", "99", "1" * 40])
def test_what_is_no_head_of_the_log_gets_a_sentence(site, press, settled, typed):
    grown(press, settled)
    answer = site.get("/ledger/compare/", {"first": typed})
    assert answer.status_code == 200
    assert 'class="notice notice-error"' in answer.content.decode()
    assert site.get("/ledger/compare.json", {"first": typed}).json()["error"]["sentence"]


def test_what_no_checkpoint_covers_is_compared_with_nothing(site, press, settled):
    grown(press, settled)
    press.release()
    assert "没有 6 条" in site.get("/ledger/compare/?first=2&second=6").content.decode()


def test_entries_are_a_table_too(site, press, settled):
    grown(press, settled)
    said = b"".join(site.get("/ledger/list.csv").streaming_content).decode().removeprefix("\ufeff")
    rows = list(csv.DictReader(io.StringIO(said)))
    assert [(row["序号"], row["行为"]) for row in rows] == [
        ("4", "发布"), ("3", "撤回"), ("2", "更新"), ("1", "发布"), ("0", "发布"),
    ]  # fmt: skip
    below = b"".join(site.get("/ledger/list.csv?until=2").streaming_content).decode()
    assert len(below.splitlines()) == 3


def test_the_page_names_who_witnessed_the_newest_checkpoint(site, press, settled, at):
    press.release()
    settled()
    assert "还没有见证人签名" in site.get("/ledger/").content.decode()
    checkpoint = ledger.latest_checkpoint()
    Cosignature.objects.create(
        size=checkpoint.size, witness="congress.example+1f0a+BA", line="— congress.example abcd", signed_at=at
    )
    page = site.get("/ledger/?again").content.decode()
    assert "congress.example</strong>" in page
    assert "— congress.example abcd" in page


def test_the_proof_between_two_heads_holds_by_the_verifiers_own_reckoning(site, press, settled):
    grown(press, settled)
    for first in range(1, 6):
        said = site.get(f"/ledger/compare.json?first={first}&second=5").json()
        heads = [(said[name]["size"], base64.b64decode(said[name]["root"])) for name in ("first", "second")]
        proof = [bytes.fromhex(step) for step in said["proof"]]
        assert merkle.are_consistent(*heads[0], *heads[1], proof)
        assert not merkle.are_consistent(heads[0][0], bytes(32), *heads[1], proof)
