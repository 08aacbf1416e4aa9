"""个人信息检查 on the item's page: groups in place, two buttons, what was decided."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.models import Edition, State
from gongkai.foundation.organs.models import Organ

ID = "11010519491231002X"
ROWS = "".join(f"<tr><td>王{a}{b}</td><td>{a}</td></tr>" for a in "秀玉桂淑凤春" for b in "兰英珍华梅芳")
BODY = (
    f"<p>当事人身份证号：{ID}。</p><p>咨询电话：0311-87654321</p>"
    f"<table><thead><tr><th>姓名</th><th>金额</th></tr></thead><tbody>{ROWS}</tbody></table>"
)


@pytest.fixture
def edition(organ: Organ, who: SimpleNamespace, content: Content, at: datetime) -> Edition:
    return ops.draft(organ=organ, kind="document", content=replace(content, body=BODY), by=who.drafter, at=at)


def post(client: Client, edition: Edition, act: str, **data: object) -> object:
    return client.post(f"/office/records/{edition.record.uid}/{act}/", data, follow=True)


def page(client: Client, edition: Edition) -> str:
    return client.get(f"/office/records/{edition.record.uid}/").content.decode()


def fingerprints(html: str) -> list[str]:
    return [piece[:64] for piece in html.split('name="fingerprints"\n                   value="')[1:]]


def test_each_group_is_shown_in_place_with_what_would_stand_there(clerk: Client, edition: Edition) -> None:
    html = page(clerk, edition)
    assert "还有 37 处需要处理，处理完才能送审" in html
    assert f"当事人身份证号：<mark>{ID}</mark>。" in html
    assert "姓名（正文表格“姓名”列）" in html
    assert "连同没有列出的 6 处" in html
    assert "王＊＊" in html
    assert "0311-87654321</mark>" in html


def test_a_column_is_covered_with_one_button_and_the_rest_kept(clerk: Client, edition: Edition) -> None:
    names = fingerprints(page(clerk, edition))
    covered = post(clerk, edition, "redact", group="name|body|姓名", fingerprints=names[1:31], rest="1")
    assert "已遮盖36处个人信息" in covered.content.decode()  # type: ignore[attr-defined]
    kept = post(clerk, edition, "keep", group="id_number||", fingerprints=names[:1], reason="依法公示的对象")
    html = kept.content.decode()  # type: ignore[attr-defined]
    assert "没有需要处理的个人信息" in html
    assert "理由：依法公示的对象" in html
    post(clerk, edition, "submit")
    assert Edition.objects.get(pk=edition.pk).state == State.IN_REVIEW


def test_without_a_reason_the_page_comes_back_and_says_so_at_the_field(clerk: Client, edition: Edition) -> None:
    names = fingerprints(page(clerk, edition))
    html = post(clerk, edition, "keep", group="id_number||", fingerprints=names[:1]).content.decode()  # type: ignore[attr-defined]
    assert 'href="#id_privacy_reason"' in html
    assert "请写明保留的理由" in html


def test_submitting_undecided_leads_to_the_section(clerk: Client, edition: Edition) -> None:
    html = post(clerk, edition, "submit").content.decode()  # type: ignore[attr-defined]
    assert '<a href="#privacy">有37处个人信息' in html


def test_the_secrecy_reviewer_reads_the_reasons_and_decides_nothing(
    clerk: Client, edition: Edition, who: SimpleNamespace, sign_in: Callable[..., Client]
) -> None:
    names = fingerprints(page(clerk, edition))
    post(clerk, edition, "keep", group="name|body|姓名", fingerprints=names, rest="1", reason="依法公示的对象")
    html = page(sign_in(who.secrecy_reviewer), edition)
    assert "理由：依法公示的对象" in html
    assert "遮盖所选" not in html
