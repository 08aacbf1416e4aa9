"""The statute library in the office: proposed from a form, compared with the version before, adopted by a second."""

from collections.abc import Callable
from datetime import datetime
from types import SimpleNamespace

import pytest
from django.test import Client

from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM
from gongkai.programmes.statutes import operations, queries
from gongkai.programmes.statutes.models import StatuteProposal
from gongkai.programmes.statutes.rules import entered

LIST = "/office/statutes/"
BODY = "第一条 停车位收费每小时五元。\n第二条 本办法由省民政厅解释。"


@pytest.fixture
def slug(organ: Organ, at: datetime) -> str:
    said = {
        "title": "停车办法",
        "category": "地方政府规章",
        "issuer": "东澜省民政厅",
        "body": BODY,
        "since": "2020-01-01",
    }
    return str(operations.enter_version(wanted=entered(said), by=SYSTEM, at=at)[0].statute.slug)


def test_a_version_is_proposed_compared_adopted_and_then_repealed(
    slug: str, organ: Organ, who: SimpleNamespace, foreigner: SimpleNamespace, sign_in: Callable[..., Client],
    run_jobs: Callable[[], int],
) -> None:  # fmt: skip
    drafter, reviewer = sign_in(who.drafter), sign_in(who.legality_reviewer)
    found = drafter.get(LIST, {"q": "停车"}).content.decode()
    assert f"?statute={slug}" in found
    form = {"organ": organ.code, "title": "停车办法", "since": "2026-05-01", "reason": "省民政厅令第7号"}
    wrong = drafter.post(f"{LIST}propose/?statute={slug}", {**form, "title": "停车条例", "body": BODY})
    assert (wrong.status_code, "不是同一部法规" in wrong.content.decode()) == (400, True)
    answer = drafter.post(f"{LIST}propose/?statute={slug}", {**form, "body": BODY.replace("五元", "四元")})
    assert answer.status_code == 302
    page = str(answer.url)
    assert "批准入库" not in drafter.get(page).content.decode()
    assert sign_in(foreigner.legality_reviewer).get(page).status_code == 404
    run_jobs()
    assert "有一件法规变动等待您批准" in reviewer.get("/office/notices/").content.decode()
    read = reviewer.get(page).content.decode()
    assert all(said in read for said in ("<del>五", "<ins>四"))
    assert "另有1段没有变动" in read
    made = StatuteProposal.objects.get()
    assert Client().get(f"/statutes/{slug}/").content.decode().count("四元") == 0
    stale = reviewer.post(page, {"do": "adopt", "sha256": "0"})
    assert stale.status_code == 409
    assert reviewer.post(page, {"do": "adopt", "sha256": made.sha256}).status_code == 302
    assert "已入库" in drafter.get(LIST).content.decode()
    assert "四元" in Client().get(f"/statutes/{slug}/", {"on": "2026-05-01"}).content.decode()
    asked = {"organ": organ.code, "on": "2026-06-01", "reason": "省民政厅令第9号"}
    page = str(drafter.post(f"{LIST}propose/?statute={slug}&repeal=1", asked).url)
    refused = reviewer.post(page, {"do": "return", "remark": ""})
    assert refused.status_code == 400
    made = StatuteProposal.objects.exclude(pk=made.pk).get()
    reviewer.post(page, {"do": "adopt", "sha256": made.sha256})
    assert str(queries.statute(slug).repealed_on) == "2026-06-01"


def test_a_new_statute_is_proposed_with_all_it_needs(
    organ: Organ, who: SimpleNamespace, sign_in: Callable[..., Client]
) -> None:
    drafter = sign_in(who.drafter)
    assert "提出新法规" in drafter.get(f"{LIST}propose/").content.decode()
    empty = drafter.post(f"{LIST}propose/", {})
    assert empty.status_code == 400
    form = {
        "organ": organ.code, "title": "养老办法", "category": "local_rule", "region": "东澜", "issuer": "东澜省民政厅",
        "since": "2026-05-01", "reason": "第1号令", "history": "某年某月某日通过", "body": BODY,
    }  # fmt: skip
    page = str(drafter.post(f"{LIST}propose/", form).url)
    read = drafter.get(page).content.decode()
    assert "第一条　停车位收费每小时五元。" in read
    assert drafter.post(page, {"do": "recall", "remark": "重写"}).status_code == 302
    assert sign_in(who.signer).get(f"{LIST}propose/").status_code == 403
