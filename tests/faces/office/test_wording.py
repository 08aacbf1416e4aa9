"""用语检查：suggestions in place, replaced with one button; the list is edited, brought in and taken out."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from types import SimpleNamespace

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.models import Edition
from gongkai.foundation.organs.models import Organ

BODY = "<p>请认真布<strong>署</strong>，做为重点；布署要快。</p>"


def test_a_word_is_replaced_everywhere_with_one_button(
    clerk: Client, organ: Organ, who: SimpleNamespace, content: Content, at: datetime
) -> None:
    edition = ops.draft(organ=organ, kind="document", content=replace(content, body=BODY), by=who.drafter, at=at)
    address = f"/office/records/{edition.record.uid}/"
    html = clerk.get(address).content.decode()
    assert "全部替换为“部署”" in html
    done = clerk.post(f"{address}rephrase/", {"word": "布署", "lock_version": "1"}, follow=True).content.decode()
    assert "已替换“布署”2处" in done
    body = Edition.objects.get(pk=edition.pk).body
    assert body == "<p>请认真部<strong>署</strong>，做为重点；部署要快。</p>"
    stale = clerk.post(f"{address}rephrase/", {"word": "做为", "lock_version": "1"})
    assert stale.status_code == 409
    ops.submit(record=edition.record.uid, by=who.drafter, at=at)


def test_the_list_is_edited_and_goes_out_and_in(clerk: Client, organ: Organ) -> None:
    page = "/office/wording/"
    assert "自带的用语" in clerk.get(page).content.decode()
    clerk.post(page, {"do": "add", "wrong": "省厅", "right": "东澜省民政厅", "group": "本机关用语"})
    clerk.post(page, {"do": "take_off", "wrong": "做为"})
    html = clerk.get(page).content.decode()
    assert "已登记的用语（2 条）" in html
    exported = clerk.get(f"{page}list.csv").content
    assert "省厅,东澜省民政厅,本机关用语," in exported.decode("utf-8-sig")
    more = exported + "民政口,民政系统,本机关用语,\r\n".encode()
    answer = clerk.post(page, {"do": "import", "file": SimpleUploadedFile("用语.csv", more)}, follow=True)
    assert "已导入3条用语规则" in answer.content.decode()
    assert clerk.get(f"{page}list.xlsx").content[:2] == b"PK"
    assert clerk.get(f"{page}list.exe").status_code == 404


def test_a_bad_rule_comes_back_with_what_was_typed(clerk: Client, organ: Organ) -> None:
    answer = clerk.post("/office/wording/", {"do": "add", "wrong": "甲", "right": "甲", "group": "错别字"})
    assert answer.status_code == 400
    assert "两个写法相同" in answer.content.decode()
    assert clerk.get("/office/wording/?scope=common").status_code == 404


def test_others_are_told_whose_it_is(sign_in: Callable[..., Client], who: SimpleNamespace) -> None:
    assert sign_in(who.signer).get("/office/wording/").status_code == 403
    assert "公共部分" in sign_in(who.administrator).get("/office/wording/").content.decode()
