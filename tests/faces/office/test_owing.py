"""应办未办：what is late of every programme on one page, for its organ and for whoever supervises the place."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from types import SimpleNamespace

from django.test import Client

from gongkai.engines.publishing import operations as publishing
from gongkai.foundation.now import frozen
from gongkai.foundation.organs.models import Organ
from gongkai.programmes.consultations import operations as ops
from gongkai.programmes.consultations.contents import Texts
from tests.faces.office.test_cases import main_of

NAME = "停车管理办法（征求意见稿）"


def test_a_result_nobody_published_stands_before_its_clerk_and_the_supervisor(
    organ: Organ, who: SimpleNamespace, foreigner: SimpleNamespace, sign_in: Callable[..., Client], at: datetime
) -> None:
    said = Texts(
        NAME, "第一条　为了规范停车。", "为了方便。", "《道路交通安全法》。", until=date(2026, 4, 2), theme="10"
    )
    begun = ops.begin_consultation(organ=organ, matter="market", texts=said, by=who.drafter, at=at)
    edition = publishing.submit(record=begun.record.uid, by=who.drafter, at=at)
    for role in ("unit_head", "secrecy_reviewer", "signer"):
        publishing.approve(record=begun.record.uid, sha256=edition.sha256, by=getattr(who, role), at=at)
    publishing.release(record=begun.record.uid, by=who.publisher, at=at)
    with frozen(at + timedelta(days=120)):
        for reader, seen in ((who.drafter, True), (who.openness_officer, True), (foreigner.drafter, False)):
            client = sign_in(reader)
            page = main_of(client.get("/office/owing/?show=overdue"))
            assert (f"/office/consultations/{begun.uid}/" in page, NAME in page, "个工作日" in page) == (seen,) * 3
        assert client.get("/office/owing/?xlsx=owing").status_code == 200
        assert "/office/owing/" in main_of(client.get("/office/"))
    with frozen(at + timedelta(days=35)):
        assert "未到期" in main_of(sign_in(who.drafter).get("/office/owing/"))
