"""A scan of the proof of identity: small, a picture or a PDF, sealed where it lies, opened only by a noted act."""

import io
from datetime import datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.fernet import Fernet
from PIL import Image

from gongkai.engines.casework import operations as casework
from gongkai.foundation.codes import digest_of
from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.files.models import StoredFile
from gongkai.foundation.journal.models import Entry
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.requests import jobs, queries
from gongkai.programmes.requests import operations as ops
from gongkai.programmes.requests.copies import LIMITS, checked
from gongkai.programmes.requests.models import ApplicationDraft, ProofCopy
from gongkai.programmes.requests.operations import Receipt
from tests.programmes.requests.conftest import PLAN, ZHANG


def picture(form: str = "PNG", colour: str = "white") -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, form)
    return out.getvalue()


def test_only_small_pictures_and_pdf_are_taken_whatever_they_are_called() -> None:
    assert checked(picture(), "id.png").media_type == "image/png"
    assert checked(picture("JPEG"), "身份证.jpeg").media_type == "image/jpeg"
    refused = {
        b"": "空文件",
        b"MZ" + bytes(600): "可执行程序",
        b"<html><script>alert(1)</script>": "PDF、JPG或者PNG",
        "只是文字".encode(): "PDF、JPG或者PNG",
        b"PK\x03\x04" + bytes(600): "。",
        b"%PDF-1.4" + bytes(LIMITS.size): "不能超过5MB",
    }
    for content, why in refused.items():
        with pytest.raises(Invalid, match=why) as told:
            checked(content, "")
        assert told.value.field == "proof_copy"


def test_kept_with_the_draft_it_goes_with_the_application_and_lies_sealed(organ: Organ, at: datetime) -> None:
    key = ops.keep_draft(content={"organ": organ.code}, at=at)
    with pytest.raises(NotFound):
        ops.keep_copy(key="0" * 32, content=picture(), name="a.png", at=at)
    ops.keep_copy(key=key, content=picture(colour="red"), name="a.png", at=at)
    ops.keep_copy(key=key, content=picture("JPEG"), name="a.jpg", at=at)
    kept = queries.copy_of_draft(digest_of(key))
    assert kept is not None
    assert (kept.extension, ProofCopy.objects.count()) == ("jpg", 1)
    assert b"\xff\xd8\xff" not in bytes(kept.sealed)
    ops.hand_in(draft=key, organ=organ, applicant=ZHANG, wanted=PLAN, at=at)
    only = ProofCopy.objects.get()
    assert (only.draft, only.application is None) == (None, False)
    assert not StoredFile.objects.exists()
    assert not ApplicationDraft.objects.exists()


def test_dropped_or_forgotten_with_its_draft_it_is_gone(organ: Organ, at: datetime) -> None:
    key, other = (ops.keep_draft(content={"organ": organ.code}, at=at) for _ in range(2))
    for each in (key, other):
        ops.keep_copy(key=each, content=picture(), name="a.png", at=at)
    ops.drop_copy(key=key, at=at)
    assert ProofCopy.objects.count() == 1
    assert ops.forget_drafts(at=at + timedelta(days=31)) == 2
    assert not ProofCopy.objects.exists()


def test_brought_later_with_number_and_code_and_seen_only_by_who_may(
    applied: Receipt, who: SimpleNamespace, at: datetime
) -> None:
    mine: dict[str, Any] = {"number": applied.number, "content": picture(), "name": "a.png", "at": at}
    with pytest.raises(NotFound):
        ops.add_copy(code="2222-2222-2222-2222", **mine)
    with pytest.raises(NotFound):
        ops.reveal_copy(case=applied.case.uid, by=who.foi_clerk, at=at)
    ops.add_copy(code=applied.code, **mine)
    for role in ("signer", "auditor"):
        with pytest.raises((NotPermitted, NotFound)):
            ops.reveal_copy(case=applied.case.uid, by=getattr(who, role), at=at)
    assert not Entry.objects.filter(act="requests.revealed").exists()
    for role in ("foi_clerk", "foi_head"):
        assert ops.reveal_copy(case=applied.case.uid, by=getattr(who, role), at=at).content == picture()
    entries = Entry.objects.filter(act="requests.revealed").order_by("pk")
    assert [(entry.by, entry.facts) for entry in entries] == [
        (who.foi_clerk.uid, {"copy": True}), (who.foi_head.uid, {"copy": True}),
    ]  # fmt: skip
    ops.give_up(number=applied.number, code=applied.code, at=at)
    with pytest.raises(Conflict, match="已经办结"):
        ops.add_copy(code=applied.code, **mine)


def test_sealed_again_with_a_new_key(applied: Receipt, who: SimpleNamespace, at: datetime, settings: Any) -> None:
    first, second = (Fernet.generate_key().decode() for _ in range(2))
    settings.GONGKAI_SEALING_KEYS = [first]
    ops.add_copy(number=applied.number, code=applied.code, content=picture(), name="a.png", at=at)
    settings.GONGKAI_SEALING_KEYS = [second, first]
    last = ops.reseal_copies(by=SYSTEM, at=at)
    assert ops.reseal_copies(after=last or 0, by=SYSTEM, at=at) is None
    assert Fernet(second.encode()).decrypt(bytes(ProofCopy.objects.get().sealed)) == picture()
    with pytest.raises(NotPermitted):
        ops.reseal_copies(by=who.foi_clerk, at=at)


def test_a_scan_is_erased_so_long_after_archiving_and_never_of_a_case_taken_up_again(
    applied: Receipt, who: SimpleNamespace, at: datetime, settings: Any
) -> None:
    ops.add_copy(number=applied.number, code=applied.code, content=picture(), name="a.png", at=at)
    case = applied.case

    def run(act: str, on: datetime, **given: str) -> None:
        said = {"on": on.date().isoformat(), **given}
        by = who.foi_head if act == "reopen" else who.foi_clerk
        casework.do(case=case.uid, act=act, given=said, seen=case.events.count(), by=by, at=on)

    def erased(on: datetime) -> int:
        return jobs.erase_copies(at=on)

    settings.GONGKAI_PROOF_DAYS = 90
    run("confirm", at)
    run("withdraw", at)
    assert erased(at + timedelta(days=900)) == 0  # not archived
    run("archive", at, retention="ten")
    assert erased(at + timedelta(days=89)) == 0
    again = at + timedelta(days=30)
    run("reopen", again, reason="投诉后重新办理")
    assert erased(at + timedelta(days=900)) == 0
    run("withdraw", again)
    run("archive", again, retention="ten")
    assert erased(at + timedelta(days=100)) == 0
    settings.GONGKAI_PROOF_DAYS = 0
    assert erased(at + timedelta(days=900)) == 0
    settings.GONGKAI_PROOF_DAYS = 90
    with pytest.raises(NotPermitted):
        ops.erase_copies(archived_by=at.date(), by=who.foi_head, at=at)
    assert (erased(again + timedelta(days=90)), ProofCopy.objects.count()) == (1, 0)
    facts = Entry.objects.get(act="requests.copies_erased").facts
    assert (facts["rows"], facts["cases"]) == (1, [case.uid])
    assert erased(at + timedelta(days=900)) == 0
