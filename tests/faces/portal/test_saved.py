"""A citizen keeps a search, confirms it from the letter, and ends it."""

import re
from collections.abc import Callable
from datetime import datetime

import pytest
from django.core import mail
from django.test import Client

from gongkai.foundation.now import frozen
from gongkai.programmes.finding.models import SavedSearch

pytestmark = pytest.mark.django_db
ADDRESS = "/search/save/?scope=search&q=养老&theme=17"


@pytest.fixture
def letter(client: Client, run_jobs: Callable[[], int], at: datetime) -> str:
    """The path in the letter that answers a subscription."""
    with frozen(at):
        assert client.post(ADDRESS, {"email": "li@example.cn", "rhythm": "daily"}).status_code == 302
        run_jobs()
    found = re.search(r"/search/saved/\w+/", mail.outbox[0].body)
    assert found
    return found[0]


def test_what_is_kept_is_shown_before_it_is_agreed_to(client: Client) -> None:
    page = client.get(ADDRESS).content.decode()
    assert '“<span lang="zh-CN">养老</span>”' in page
    assert "筛选条件也一并保存" in page


def test_opening_the_letter_does_nothing_by_itself(client: Client, letter: str) -> None:
    assert "确认订阅" in client.get(letter).content.decode()
    assert SavedSearch.objects.get().confirmed_at is None


def test_it_is_confirmed_and_ended(client: Client, letter: str) -> None:
    assert "已经生效" in client.post(letter, {"act": "confirm"}).content.decode()
    assert SavedSearch.objects.get().confirmed_at is not None
    assert "清除" in client.post(letter, {"act": "end"}).content.decode()
    assert not SavedSearch.objects.exists()
    assert client.get(letter).status_code == 404


def test_the_answer_does_not_tell_what_an_address_subscribes_to(client: Client, letter: str) -> None:
    again = client.post(ADDRESS, {"email": "li@example.cn", "rhythm": "daily"})
    other = client.post(ADDRESS, {"email": "wang@example.cn", "rhythm": "daily"})
    assert (again.status_code, again["Location"]) == (other.status_code, other["Location"])
    assert client.get(again["Location"]).status_code == 200


@pytest.mark.parametrize(
    "said", [{}, {"email": "li", "rhythm": "daily"}, {"email": "li@example.cn", "rhythm": "hourly"}]
)
def test_a_mistake_is_said_and_nothing_is_kept(client: Client, said: dict[str, str]) -> None:
    answer = client.post(ADDRESS, said)
    assert answer.status_code == 400
    assert "error-summary" in answer.content.decode()
    assert not SavedSearch.objects.exists()


def test_nobody_keeps_the_pages_of_a_subscription(client: Client, letter: str) -> None:
    for path in (ADDRESS, letter, "/search/save/asked/"):
        answer = client.get(path)
        assert "no-store" in answer["Cache-Control"]
        assert "Surrogate-Key" not in answer
