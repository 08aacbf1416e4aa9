"""The openness office sees what the public did not find, and puts a document first for it."""

from collections.abc import Callable
from datetime import datetime, timedelta
from io import BytesIO
from types import SimpleNamespace

import pytest
from django.test import Client
from openpyxl import load_workbook

from gongkai.engines.publishing.models import Edition
from gongkai.foundation.now import frozen
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.finding import operations, queries

SignIn = Callable[..., Client]


@pytest.fixture
def keeper(who: SimpleNamespace, sign_in: SignIn) -> Client:
    return sign_in(who.openness_officer)


def prefer(client: Client, **said: str) -> object:
    return client.post("/office/finding/", {"words": "养老补贴", "reason": "群众问得最多", "until": "", **said})


def test_what_was_not_found_leads_to_a_best_bet(keeper: Client, released: str, at: datetime) -> None:
    operations.note_missed(words="养老补贴", at=at)
    page = keeper.get("/office/finding/").content.decode()
    assert "养老 补贴" in page
    assert "?words=%E5%85%BB%E8%80%81%20%E8%A1%A5%E8%B4%B4#prefer" in page
    assert 'value="养老 补贴"' in keeper.get("/office/finding/?words=养老 补贴").content.decode()
    assert prefer(keeper, record=released).status_code == 302  # type: ignore[attr-defined]
    assert [item.record for item in queries.best_bets("养老补贴", at)] == [released]
    assert "群众问得最多" in keeper.get("/office/finding/").content.decode()


def test_a_best_bet_is_taken_off(keeper: Client, released: str, who: SimpleNamespace, at: datetime) -> None:
    bet = operations.prefer(words="养老", record=released, reason="群众最关心", by=who.openness_officer, at=at)
    assert keeper.post(f"/office/finding/{bet.pk}/remove/").status_code == 302
    assert queries.best_bets("养老", at) == ()
    assert keeper.post(f"/office/finding/{bet.pk}/remove/").status_code == 404


@pytest.mark.parametrize(
    ("said", "sentence"),
    [({"record": "没有这份"}, "没有找到"), ({"record": ""}, "必填"), ({"words": "？", "record": "$"}, "检索词")],
    ids=["unknown", "missing", "no words"],
)
def test_a_refusal_keeps_what_was_written(keeper: Client, released: str, said: dict[str, str], sentence: str) -> None:
    said = {name: released if value == "$" else value for name, value in said.items()}
    answer = prefer(keeper, **said)
    page = answer.content.decode()  # type: ignore[attr-defined]
    assert answer.status_code == 400  # type: ignore[attr-defined]
    assert sentence in page or "请填写" in page
    assert "群众问得最多" in page


def test_what_is_not_public_cannot_be_put_first(keeper: Client, drafted: Edition) -> None:
    answer = prefer(keeper, record=drafted.record.uid)
    assert "已经公开" in answer.content.decode()  # type: ignore[attr-defined]


def test_a_foreign_best_bet_is_not_there(
    released: str, who: SimpleNamespace, foreigner: SimpleNamespace, sign_in: SignIn, at: datetime
) -> None:
    bet = operations.prefer(words="养老", record=released, reason="群众最关心", by=who.openness_officer, at=at)
    stranger = sign_in(foreigner.openness_officer)
    assert "群众最关心" not in stranger.get("/office/finding/").content.decode()
    assert stranger.post(f"/office/finding/{bet.pk}/remove/").status_code == 404


def test_the_questions_without_answer_are_exported(keeper: Client, at: datetime) -> None:
    operations.note_missed(words="+电瓶车", at=at)
    assert "电瓶车,1,1" in keeper.get("/office/finding/missed.csv").content.decode()
    book = load_workbook(BytesIO(keeper.get("/office/finding/?xlsx=missed").content))
    assert [[cell.value for cell in row] for row in book.active.rows] == [
        ["检索词", "次数", "天数"],
        ["电瓶车", 1, 1],
    ]


def test_who_does_not_keep_the_search_is_not_offered_it(who: SimpleNamespace, sign_in: SignIn) -> None:
    person: Actor = who.drafter
    client = sign_in(person)
    assert client.get("/office/finding/").status_code == 403
    assert "检索服务" not in client.get("/office/").content.decode()


def test_a_best_bet_taken_off_is_put_back_within_a_day(
    keeper: Client, released: str, who: SimpleNamespace, foreigner: SimpleNamespace, sign_in: SignIn, at: datetime
) -> None:
    bet = operations.prefer(words="养老", record=released, reason="群众最关心", by=who.openness_officer, at=at)
    restore = f"/office/finding/{bet.pk}/restore/"
    assert keeper.post(restore).status_code == 404
    keeper.post(f"/office/finding/{bet.pk}/remove/")
    assert restore in keeper.get("/office/finding/").content.decode()
    assert sign_in(foreigner.openness_officer).post(restore).status_code == 404
    with frozen(at + timedelta(days=1)):
        assert keeper.post(restore).status_code == 404
    assert keeper.post(restore).status_code == 302
    assert [item.record for item in queries.best_bets("养老", at)] == [released]
    keeper.post(f"/office/finding/{bet.pk}/remove/")
    prefer(keeper, words="养老", record=released)
    assert keeper.post(restore).status_code == 409
