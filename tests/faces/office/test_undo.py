"""Taking an act back from the screen, and the warning while another edits the same draft."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.models import Edition, State
from gongkai.foundation.now import frozen
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor
from gongkai.foundation.people.models import Person, Post

SignIn = Callable[..., Client]


def state(uid: str) -> str:
    return Edition.objects.filter(record__uid=uid).order_by("-number")[0].state


def html(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.fixture
def colleague(organ: Organ, who: SimpleNamespace, sign_in: SignIn) -> Client:
    """Another drafter of the same organ."""
    person = Person.objects.create(uid="second", username="second", name="李四")
    Post.objects.create(person=person, organ=organ, unit="办公室", role="drafter", since="2016-01-01")
    actor: Actor = replace(who.drafter, uid="second", name="李四")
    return sign_in(actor)


def test_a_submission_offers_to_be_undone_with_the_reason_and_until_when(
    clerk: Client, colleague: Client, drafted: Edition
) -> None:
    uid = drafted.record.uid
    page = clerk.post(f"/office/records/{uid}/submit/", follow=True).content.decode()
    assert "办理了“送审”" in page
    assert "还没有人审查，可以撤销，到有人接着办理为止" in page
    assert "撤销“送审”</button>" not in html(colleague, f"/office/records/{uid}/")
    done = clerk.post(f"/office/records/{uid}/undo/", follow=True).content.decode()
    assert "恢复到这次办理之前" in done
    assert "所撤销的办理：送审" in done
    assert state(uid) == State.DRAFT


def test_an_undo_that_comes_too_late_is_refused_with_the_lawful_way(
    clerk: Client, drafted: Edition, who: SimpleNamespace, at: datetime
) -> None:
    uid = drafted.record.uid
    sent = ops.submit(record=uid, by=who.drafter, at=at)
    ops.approve(record=uid, sha256=sent.sha256, by=who.unit_head, at=at)
    answer = clerk.post(f"/office/records/{uid}/undo/")
    assert answer.status_code == 403
    page = answer.content.decode()
    assert "没有办成" in page
    assert "下一环节的审查人退回" in page


def test_a_release_says_that_it_stays_and_what_can_be_done(
    released: str, who: SimpleNamespace, sign_in: SignIn, at: datetime
) -> None:
    publisher = sign_in(who.publisher)
    said = "发布已记入公开账本，不能撤销"
    assert said in html(publisher, f"/office/records/{released}/")
    assert publisher.post(f"/office/records/{released}/undo/").status_code == 403
    with frozen(at + timedelta(days=1)):
        assert said not in html(publisher, f"/office/records/{released}/")


def test_a_discarded_draft_is_brought_back_from_the_home_page(
    clerk: Client, colleague: Client, drafted: Edition
) -> None:
    uid = drafted.record.uid
    page = clerk.post(f"/office/records/{uid}/discard/", follow=True).content.decode()
    assert f'action="/office/records/{uid}/undo/"' in page
    assert f'action="/office/records/{uid}/undo/"' not in html(colleague, "/office/")
    assert colleague.post(f"/office/records/{uid}/undo/").status_code == 403
    clerk.post(f"/office/records/{uid}/undo/")
    assert state(uid) == State.DRAFT


def test_who_opens_a_draft_another_has_open_is_told_who_and_since_when(
    clerk: Client, colleague: Client, drafted: Edition, who: SimpleNamespace, at: datetime
) -> None:
    edit = f"/office/records/{drafted.record.uid}/edit/"
    assert "正在修改这份稿件" not in html(clerk, edit)
    with frozen(at + timedelta(minutes=5)):
        said = f"{who.drafter.name}正在修改这份稿件（5分钟前打开）"
        assert said in html(colleague, f"/office/records/{drafted.record.uid}/")
        assert said in html(colleague, edit)
        assert "李四正在修改" in html(clerk, edit)
    with frozen(at + timedelta(minutes=20)):
        assert "正在修改这份稿件" not in html(colleague, edit)


def test_the_page_renews_its_note_and_hears_who_saved(
    clerk: Client, colleague: Client, drafted: Edition, form_of: Callable[..., dict[str, str]], at: datetime
) -> None:
    uid = drafted.record.uid
    html(clerk, f"/office/records/{uid}/edit/")
    seen = {"lock_version": "1"}
    for minutes in (8, 16, 24):
        with frozen(at + timedelta(minutes=minutes)):
            assert clerk.post(f"/office/records/{uid}/editing/", seen).json() == {"others": [], "overtaken": ""}
    with frozen(at + timedelta(minutes=30)):
        assert "（30分钟前打开）" in html(colleague, f"/office/records/{uid}/edit/")
        sent = form_of(drafted, title="李四改的标题")
        colleague.post(f"/office/records/{uid}/edit/", sent)
        heard = clerk.post(f"/office/records/{uid}/editing/", seen).json()
        assert heard["others"] == []  # saved and left
        assert heard["overtaken"].startswith("李四刚刚保存了这份稿件")
        assert clerk.post(f"/office/records/{uid}/editing/", {"leave": "1"}).status_code == 204
        assert "正在修改这份稿件" not in html(colleague, f"/office/records/{uid}/")


def test_saving_over_another_s_change_loses_neither_text(
    clerk: Client, colleague: Client, drafted: Edition, form_of: Callable[..., dict[str, str]]
) -> None:
    uid = drafted.record.uid
    mine, theirs = form_of(drafted, summary="我写的概述"), form_of(drafted, summary="李四写的概述")
    colleague.post(f"/office/records/{uid}/edit/", theirs)
    answer = clerk.post(f"/office/records/{uid}/edit/", mine)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "李四已先于您保存" in page
    assert page.count("我写的概述") >= 2  # in the comparison and in the form
    assert "李四写的概述" in page
