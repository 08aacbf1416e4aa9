"""Whoever holds a head from before a loss is told of it, and the statement is held against what they hold."""

import base64
import json
from pathlib import Path

import pytest
from django.db import transaction

from gongkai.foundation.ledger import keys, lives, operations, payloads, queries
from gongkai.foundation.ledger.models import Checkpoint

from .conftest import AT, PAGE, PROOF, Failing, Site, canonical

ORIGIN = "www.example.gov.cn/ledger"


def lose(site: Site, *, published: int | None = None, root: bytes | None = None, grow: int = 3) -> None:
    """What the site has now is all that a restore brought back; more had been published."""
    newest = queries.latest_checkpoint()
    assert newest is not None
    head = lives.Head(ORIGIN, published or newest.size + 5, root or bytes(range(32)))
    with transaction.atomic():
        operations.recover(head=head, reason="机房进水，之后的备份损坏。", at=AT)
    site.grow(grow)
    statements = [each.statement for each in queries.recoveries()]
    site.answers["/ledger/recoveries"] = 200, canonical(payloads.recoveries(statements)).encode()
    site.answers["/ledger/key"] = 200, f"{queries.signing_key().verifier_key}\n".encode()
    site.answers[PROOF] = 200, canonical(site.proof(manifest=site.manifest, salt=bytes(range(1, 33)))).encode()
    site.refresh()


def remember(state: Path, size: int, root: bytes) -> None:
    """A state file with a head of the log as it was before the loss, truly signed."""
    key = keys.load()
    note = key.sign(f"{key.origin}\n{size}\n{base64.b64encode(root).decode()}\n")
    site = {"key": key.verifier_key, "checkpoint": note}
    state.write_text(json.dumps({"format": "gongkai-state-1", "sites": {"https://www.example.gov.cn:443": site}}))


def said(report, name: str) -> str:
    return "".join(check.sentence for check in report.checks if check.name == name)


def test_who_pinned_the_old_key_is_told_and_led_to_the_new_name(site: Site) -> None:
    lose(site)
    report = site.verify()
    assert report.exit_code == 0
    assert "丢失" in report.losses[0]
    assert "机房进水" in report.losses[0]
    assert "声明丢失过" in report.conclusion
    assert "已记入账本" in said(report, "recovery")


def test_nobody_is_told_of_a_loss_where_there_was_none(site: Site) -> None:
    report = site.verify()
    assert (report.exit_code, report.losses) == (0, [])
    assert not said(report, "recovery")


@pytest.mark.parametrize("kept", [3, 8])
def test_a_head_within_what_was_kept_is_proven_still_there(site: Site, tmp_path: Path, kept: int) -> None:
    state = tmp_path / "seen.json"
    remember(state, kept, queries.root(kept))
    lose(site)
    report = site.verify(key=None, state=state)
    assert report.exit_code == 0
    assert f"您记住的 {kept} 条都在保留的" in said(report, "recovery")
    assert "同一历史" in said(report, "history")
    mine = json.loads(state.read_text())["sites"]["https://www.example.gov.cn:443"]
    assert mine["key"].startswith(f"{ORIGIN}/2+")
    assert mine["before"][0]["checkpoint"].startswith(f"{ORIGIN}\n{kept}\n")
    again = site.verify(key=None, state=state)
    assert (again.exit_code, again.losses) == (0, [])
    assert site.verify(state=state).exit_code == 0  # the old key from the gazette, and a memory of the new


def test_a_head_that_was_lost_is_admitted_and_kept_beside(site: Site, tmp_path: Path) -> None:
    state, lost = tmp_path / "seen.json", bytes(range(32))
    size = queries.latest_checkpoint().size + 5
    remember(state, size, lost)
    lose(site)
    report = site.verify(key=None, state=state)
    assert report.exit_code == 0
    assert "已声明丢失" in said(report, "recovery")
    assert json.loads(state.read_text())["sites"]["https://www.example.gov.cn:443"]["before"][0]["checkpoint"]


@pytest.mark.parametrize(("more", "root"), [(1, bytes(32)), (0, bytes(32))])
def test_a_statement_that_admits_less_than_was_seen_fails(
    site: Site, tmp_path: Path, failing: Failing, more: int, root: bytes
) -> None:
    state = tmp_path / "seen.json"
    remember(state, queries.latest_checkpoint().size + 5 + more, root)
    lose(site)
    report = site.verify(key=None, state=state)
    assert failing(report) == {"recovery"}
    assert "没有承认全部丢失" in said(report, "recovery")
    assert len(report.conflicting) == 2
    assert "before" not in state.read_text()


def test_a_head_that_was_kept_but_is_another_fails(site: Site, tmp_path: Path, failing: Failing) -> None:
    state = tmp_path / "seen.json"
    remember(state, 4, bytes(32))
    lose(site)
    assert failing(site.verify(key=None, state=state)) == {"history"}


def test_a_new_name_without_a_statement_fails_in_words(site: Site, failing: Failing) -> None:
    lose(site)
    site.answers["/ledger/recoveries"] = 200, canonical(payloads.recoveries([])).encode()
    report = site.verify()
    assert failing(report) == {"signature"}
    assert "没有签名的恢复声明" in said(report, "signature")


def test_a_statement_that_was_changed_or_is_not_in_the_log_fails(site: Site, failing: Failing) -> None:
    lose(site)
    site.spoil("/ledger/recoveries", "进水", "失火")
    assert failing(site.verify()) == {"signature"}
    site.spoil("/ledger/recoveries", "失火", "进水")
    site.answers["/ledger/entries"] = 200, canonical(payloads.entries(8, [queries.leaf(3).data])).encode()
    report = site.verify()
    assert failing(report) == {"recovery"}
    assert "没有记入账本" in said(report, "recovery")


def test_two_losses_are_followed_one_after_the_other(site: Site) -> None:
    lose(site)
    newest = Checkpoint.objects.order_by("-size").first()
    with transaction.atomic():
        operations.recover(head=lives.Head(f"{ORIGIN}/2", newest.size + 4, bytes(32)), reason="又一次。", at=AT)
    site.grow(2)
    statements = [each.statement for each in queries.recoveries()]
    site.answers["/ledger/recoveries"] = 200, canonical(payloads.recoveries(statements)).encode()
    site.answers[PROOF] = 200, canonical(site.proof(manifest=site.manifest, salt=bytes(range(1, 33)))).encode()
    site.refresh()
    report = site.verify(PAGE)
    assert report.exit_code == 0, [check for check in report.checks if not check.passed]
    assert len(report.losses) == 2
