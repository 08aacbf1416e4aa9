"""The queue, the alarms, and who sees what."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from types import SimpleNamespace

import pytest
from django.test import Client

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.models import Edition, SecretTally
from gongkai.foundation.jobs.models import JobReceipt
from gongkai.foundation.notices import operations as notices
from gongkai.foundation.notices.models import Notice
from gongkai.foundation.now import frozen
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.models import ApiToken

SignIn = Callable[..., Client]
GETS = ("", "edit/", "preview/", "original", "files/1", "?edition=1")
ACTS = [
    "submit",
    "recall",
    "approve",
    "return",
    "schedule",
    "unschedule",
    "release",
    "file",
    "revise",
    "withdraw",
    "discard",
    "reconsider",
    "purge",
    "exempt",
    "promise",
]


@pytest.fixture
def theirs(foreign: Organ, foreigner: SimpleNamespace, content: Content, at: datetime) -> str:
    return ops.draft(organ=foreign, kind="document", content=content, by=foreigner.drafter, at=at).record.uid


def test_a_foreign_record_answers_exactly_as_one_that_does_not_exist(clerk: Client, theirs: str) -> None:
    for tail in GETS:
        there = clerk.get(f"/office/records/{theirs}/{tail}")
        nowhere = clerk.get(f"/office/records/zzzzzzzzzz/{tail}")
        assert there.status_code == nowhere.status_code == 404, tail
        assert there.content.replace(theirs.encode(), b"") == nowhere.content.replace(b"zzzzzzzzzz", b""), tail
    for act in ACTS:
        there = clerk.post(f"/office/records/{theirs}/{act}/")
        nowhere = clerk.post(f"/office/records/zzzzzzzzzz/{act}/")
        assert there.status_code == nowhere.status_code == 404, act
        assert there.content.replace(theirs.encode(), b"") == nowhere.content.replace(b"zzzzzzzzzz", b""), act


def test_a_foreign_draft_is_neither_listed_nor_found_nor_offered(clerk: Client, theirs: str, drafted: Edition) -> None:
    for address in ("/office/", "/office/?q=养老", f"/office/records/{drafted.record.uid}/edit/"):
        assert theirs not in clerk.get(address).content.decode()


def test_a_stranger_is_sent_to_sign_in(client: Client, drafted: Edition) -> None:
    for address in ("/office/", "/office/tokens/", f"/office/records/{drafted.record.uid}/"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer["Location"].startswith("/accounts/login/")


def test_what_waits_for_me_stands_first_and_says_what_for(
    clerk: Client, drafted: Edition, organ: Organ, content: Content, who: SimpleNamespace, sign_in: SignIn, at: datetime
) -> None:
    ops.submit(record=drafted.record.uid, by=who.drafter, at=at)
    ops.draft(
        organ=organ, kind="document", content=replace(content, title="另一份", document_number=""), by=who.drafter,
        at=at + timedelta(hours=1),
    )  # fmt: skip
    page = sign_in(who.unit_head).get("/office/").content.decode()
    queue = page.split('<ul class="queue">')[1].split("</ul>")[0]
    assert queue.index("关于推进养老服务高质量发展的通知") < queue.index("另一份")
    assert "<b>等待核稿</b>" in queue


def test_lateness_is_marked_in_words(clerk: Client, drafted: Edition, at: datetime) -> None:
    with frozen(at + timedelta(days=60)):
        page = clerk.get("/office/").content.decode()
    assert "已逾期，应于" in page
    assert ">已逾期</span>" in page


def test_a_state_filters_the_list(clerk: Client, released: str) -> None:
    assert "没有这样的文件" in clerk.get("/office/").content.decode()
    assert released in clerk.get("/office/?state=released").content.decode()
    assert clerk.get("/office/?state=nonsense").status_code == 200


def test_a_record_is_found_by_title_number_and_index_number(clerk: Client, released: str) -> None:
    for asked in ("养老服务", "东民发〔2026〕3号", "000014349/2026-00001", released):
        assert f"/office/records/{released}/" in clerk.get("/office/", {"q": asked}).content.decode(), asked
    assert "没有找到" in clerk.get("/office/", {"q": "\x00查无此件"}).content.decode()


def test_a_notice_leads_to_its_record_and_is_read(
    clerk: Client, drafted: Edition, who: SimpleNamespace, foreigner: SimpleNamespace, at: datetime, no_jobs: object
) -> None:
    about = f"record:{drafted.record.uid}"
    for to in (who.drafter.uid, foreigner.drafter.uid):
        notices.post(to=to, subject="您的稿件被退回", body="请登录查看。", about=about, key=f"k{to}", at=at)
    assert "通知（1）" in clerk.get("/office/notices/").content.decode()
    mine = Notice.objects.get(to_uid=who.drafter.uid)
    answer = clerk.post(f"/office/notices/{mine.pk}/read/", {"about": about})
    assert answer["Location"] == f"/office/records/{drafted.record.uid}/"
    mine.refresh_from_db()
    assert mine.read_at == at
    foreign = Notice.objects.get(to_uid=foreigner.drafter.uid)
    assert clerk.post(f"/office/notices/{foreign.pk}/read/").status_code == 404


def test_a_notice_leads_nowhere_else(clerk: Client, who: SimpleNamespace, at: datetime, no_jobs: object) -> None:
    notices.post(to=who.drafter.uid, subject="x", body="x", about="", key="k", at=at)
    answer = clerk.post(f"/office/notices/{Notice.objects.get().pk}/read/", {"about": "record://evil.example"})
    assert answer["Location"] == "/office/notices/"


def test_secrets_are_counted_and_nothing_else(clerk: Client, organ: Organ, foreign: Organ) -> None:
    page = clerk.post("/office/secrets/", {"organ": organ.code}, follow=True).content.decode()
    assert "东澜省民政厅2026年累计1件" in page
    assert clerk.post("/office/secrets/", {"organ": foreign.code}).status_code == 400
    assert SecretTally.objects.get().count == 1


def test_who_may_not_count_secrets_is_told_who_does(who: SimpleNamespace, sign_in: SignIn) -> None:
    answer = sign_in(who.signer).get("/office/secrets/")
    assert answer.status_code == 403
    assert "由拟稿人或者保密审查员登记" in answer.content.decode()


def test_a_token_is_shown_once_and_revoked(clerk: Client, who: SimpleNamespace, sign_in: SignIn) -> None:
    answer = clerk.post("/office/tokens/", {"name": "公文系统", "until": "2026-06-01"})
    page = answer.content.decode()
    clear = "gk_" + page.split('value="gk_')[1].split('"')[0]
    assert answer["Cache-Control"] == "no-store"
    assert clear not in clerk.get("/office/tokens/").content.decode()
    token = ApiToken.objects.get()
    assert sign_in(who.signer).post(f"/office/tokens/{token.pk}/revoke/").status_code == 404
    assert "已吊销令牌" in clerk.post(f"/office/tokens/{token.pk}/revoke/", follow=True).content.decode()


def test_a_token_for_yesterday_is_refused_with_its_purpose_kept(clerk: Client) -> None:
    answer = clerk.post("/office/tokens/", {"name": "公文系统", "until": "2026-03-01"})
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "失效日期须在今天之后" in page
    assert 'value="公文系统"' in page


def test_the_auditor_reads_every_organ_s_journal(
    drafted: Edition, theirs: str, who: SimpleNamespace, sign_in: SignIn, foreign: Organ
) -> None:
    auditor = sign_in(who.auditor)
    page = auditor.get("/office/journal/").content.decode()
    assert theirs in page
    assert drafted.record.uid in page
    one = auditor.get("/office/journal/", {"organ": foreign.code}).content.decode()
    assert f">{drafted.record.uid}<" not in one
    table = b"".join(auditor.get("/office/journal/export.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert table.startswith("\ufeff序号,")
    assert f"record:{theirs}" in table


def test_the_openness_office_reads_its_own_places_only(
    drafted: Edition, theirs: str, who: SimpleNamespace, sign_in: SignIn, foreign: Organ
) -> None:
    officer = sign_in(who.openness_officer)
    for address in ("/office/journal/", f"/office/journal/?organ={foreign.code}"):
        page = officer.get(address).content.decode()
        assert drafted.record.uid in page
        assert theirs not in page


def test_nobody_else_reads_the_journal(clerk: Client) -> None:
    for address in ("/office/journal/", "/office/journal/export.csv"):
        answer = clerk.get(address)
        assert answer.status_code == 403
        assert "由审计员和政务公开办查阅" in answer.content.decode()


def test_an_administrator_has_a_dead_job_tried_again(
    who: SimpleNamespace, sign_in: SignIn, clerk: Client, at: datetime
) -> None:
    JobReceipt.objects.create(key="k1", operation="ledger.checkpoint", state="dead", enqueued_at=at, last_error="坏了")
    assert clerk.get("/office/jobs/").status_code == 403
    administrator = sign_in(who.administrator)
    assert "坏了" in administrator.get("/office/jobs/").content.decode()
    assert "已放回队列" in administrator.post("/office/jobs/", {"key": "k1"}, follow=True).content.decode()
    assert JobReceipt.objects.get().state == "waiting"
    assert administrator.post("/office/jobs/", {"key": "nothing"}).status_code == 404


def test_the_preview_says_that_it_is_not_public(clerk: Client, drafted: Edition) -> None:
    page = clerk.get(f"/office/records/{drafted.record.uid}/preview/").content.decode()
    assert "预览，尚未发布" in page
    assert "健全养老服务体系" in page
    assert "noindex" in page


def test_no_page_of_the_office_may_be_kept_by_a_cache(clerk: Client, drafted: Edition) -> None:
    uid = drafted.record.uid
    for address in ("/office/", f"/office/records/{uid}/", f"/office/records/{uid}/preview/", "/office/records/new/"):
        assert clerk.get(address)["Cache-Control"] == "no-store"


@pytest.mark.parametrize("said", ["0", "-1", "x", "9" * 30, "７"])
def test_an_edition_there_is_not_does_not_exist(clerk: Client, drafted: Edition, said: str) -> None:
    assert clerk.get(f"/office/records/{drafted.record.uid}/", {"edition": said}).status_code == 404


def test_the_item_asks_a_bounded_number_of_questions(
    clerk: Client, released: str, django_assert_max_num_queries: Callable[[int], object]
) -> None:
    clerk.get(f"/office/records/{released}/")
    with django_assert_max_num_queries(40):  # type: ignore[attr-defined]
        clerk.get(f"/office/records/{released}/")


def test_the_counts_and_every_filter_say_what_there_is(
    clerk: Client, released: str, organ: Organ, content: Content, who: SimpleNamespace, sign_in: SignIn, at: datetime
) -> None:
    ops.revise(record=released, by=who.drafter, at=at)
    drafts = [
        ops.draft(
            organ=organ, kind="document", content=replace(content, title=f"另一份{n}", document_number=""),
            by=who.drafter, at=at,
        )
        for n in range(2)
    ]  # fmt: skip
    ops.submit(record=drafts[0].record.uid, by=who.drafter, at=at)
    for person, mine in ((who.drafter, 2), (who.unit_head, 1), (who.signer, 0)):
        page = sign_in(person).get("/office/").content.decode()
        assert f"{mine} 件／在办 3 件" in page, person.name
        assert page.count('class="queue-mine"') == mine
    first, second = drafts[0].record.uid, drafts[1].record.uid
    shown = {
        "": {f"{released}/", f"{first}/", f"{second}/"},
        "draft": {f"{released}/", f"{second}/"},
        "in_review": {f"{first}/"},
        "approved": set(),
        "released": {f"{released}/?edition=1"},
    }
    for state, expected in shown.items():
        page = clerk.get("/office/", {"state": state}).content.decode().split('id="list"')[1]
        assert set(re.findall(r'href="/office/records/([^"]+)"', page)) == expected, state


@pytest.mark.usefixtures("drafted")
def test_a_queue_that_is_cut_says_so(
    clerk: Client,
    organ: Organ,
    content: Content,
    who: SimpleNamespace,
    at: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for n in range(4):
        other = replace(content, title=f"另一份{n}", document_number="")
        ops.draft(organ=organ, kind="document", content=other, by=who.drafter, at=at + timedelta(hours=n))
    for module in ("desk", "views.home"):
        monkeypatch.setattr(f"gongkai.faces.office.{module}.QUEUE", 2)
    page = clerk.get("/office/").content.decode()
    assert "至少 4 件／在办 5 件" in page
    assert "这里只列成文最早和最近保存的 4 件" in page


def test_beside_an_open_item_the_queue_folds_on_a_narrow_screen(clerk: Client, drafted: Edition) -> None:
    assert "queue-fold" not in clerk.get("/office/").content.decode()
    for tail in ("", "edit/"):
        page = clerk.get(f"/office/records/{drafted.record.uid}/{tail}").content.decode()
        assert "<summary>队列（1）" in page


def test_the_home_page_says_first_what_waits_for_its_reader_why_and_since_when(
    clerk: Client, drafted: Edition, who: SimpleNamespace, sign_in: SignIn, at: datetime
) -> None:
    uid = drafted.record.uid
    ops.submit(record=uid, by=who.drafter, at=at)
    head = sign_in(who.unit_head).get("/office/").content.decode().split('id="first"')[1].split("</section>")[0]
    assert f"/office/records/{uid}/" in head
    assert "待我审查" in head
    assert "等待核稿，2026年3月2日送审" in head
    assert "没有等您办理的" in clerk.get("/office/").content.decode()
    with frozen(at + timedelta(days=60)):
        page = clerk.get("/office/").content.decode()
        assert "应办未办（由他人办理）" in page
        late = sign_in(who.unit_head).get("/office/").content.decode()
    assert "已逾期" in late
    assert "已超过" in late.split('id="first"')[1]
    assert "应办未办" not in late  # it is theirs, and said once


def test_the_home_page_asks_a_bounded_number_of_questions_however_long_the_queue(
    clerk: Client,
    organ: Organ,
    content: Content,
    who: SimpleNamespace,
    at: datetime,
    django_assert_max_num_queries: Callable[[int], object],
) -> None:
    for n in range(12):
        other = replace(content, title=f"另一份{n}", document_number="")
        ops.draft(organ=organ, kind="document", content=other, by=who.drafter, at=at)
    clerk.get("/office/")
    with django_assert_max_num_queries(24):  # type: ignore[attr-defined]
        clerk.get("/office/")
