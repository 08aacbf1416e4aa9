"""Every public exit of a register that forgets: of an entry past its day nothing, of a withdrawn one key and reason."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from gongkai.engines.registers import declared, ports
from gongkai.engines.registers import operations as ops
from gongkai.engines.registers.ports import Link
from gongkai.engines.registers.queries import Wanted
from gongkai.engines.registers.rules import PLAIN_MANNERS, Action, Field, Manner, Register, Type
from gongkai.foundation.now import frozen

PAID = Register(
    code="paid", name="发放名单", about="测试用。", keeper="各机关", basis="本机关制度", key="code", title="name",
    steps=(), group="资金", shown_until="shown",
    manners=(*PLAIN_MANNERS, Manner("withdraw", "撤下", Action.END, hides=True)),
    fields=(
        Field("code", "编号", required=True, longest=40),
        Field("name", "姓名", required=True, searched=True, section="发给谁"),
        Field("village", "村", facet=True, searched=True, listed=True, section="发给谁"),
        Field("basis", "依据", Type.BASIS, section="凭什么"),
        Field("shown", "公示截止日", Type.DATE),
        Field("same", "同一户", Type.REFERENCE, of="paid"),
    ),
)  # fmt: skip


class Held:
    """《社会救助办法》 is held; it is cited in one place."""

    def problems(self, texts: Any, on: date) -> dict[str, str]:
        return {}

    def links(self, texts: Any) -> dict[str, list[Link]]:
        return {text: [Link(1, 9, "/statutes/jiuzhu/")] for text in texts}


@pytest.fixture
def paid(press, organ, at):
    def adopt(on: str, *lines: Wanted) -> Any:
        then = datetime.fromisoformat(f"{on}T09:00:00+08:00")
        made = ops.propose(register="paid", organ=organ, since=date.fromisoformat(on), reason="更正说明",
                           basis="东财〔2026〕1号", wanted=lines, by=press.who("drafter"), at=then)  # fmt: skip
        return ops.adopt(adjustment=made.uid, sha256=made.sha256, by=press.who("signer"), at=then)

    def one(key: str, name: str, **more: str) -> Wanted:
        return Wanted(more.pop("manner", "新增"), key, {"name": name, "village": f"{name}家村", **more})

    before = declared.all_registers()
    declared.bind([PAID])
    ports.bind(Held())
    first = adopt(
        "2026-01-05",
        one("P-1", "甲不见", shown="2026-02-28"),
        one("P-2", "乙撤下"),
        one("P-3", "丙常在", basis="按《社会救助办法》第三条", same="P-1"),
        one("P-4", "丁改短", shown="2026-12-31"),
    )
    amended = adopt("2026-02-01", one("P-4", "丁改短", shown="2026-02-28", manner="修改"),
                    one("P-2", "乙撤下", basis="乙的依据", manner="修改"))  # fmt: skip
    withdrawn = adopt("2026-02-20", Wanted("撤下", "P-2", {}))
    yield [first.uid, amended.uid, withdrawn.uid]
    declared.bind(before)
    ports.bind(None)


PAGES = [
    "/registers/", "/registers/paid/", "/registers/paid/?on=2026-01-10", "/registers/paid/?on=2026-02-10",
    "/registers/paid/?q=家村", "/registers/paid/?on=2026-01-10&village=乙撤下家村", "/registers/paid/entries/P-3/",
    "/registers/paid/compare/?from=2026-01-01&to=2026-03-02", "/registers/paid/compare/?from=2026-01-10&to=2026-02-10",
    "/registers/paid/changes/", "/registers/paid/list.csv", "/registers/paid/list.csv?on=2026-01-10",
    "/registers/paid/list.json?on=2026-01-10", "/registers/paid/feed.atom", "/registers/paid/feed.json",
    "/api/v1/registers", "/api/v1/registers/paid/entries?on=2026-01-10", "/api/v1/registers/paid/entries?words=甲不见",
    "/api/v1/registers/paid/entries/P-3/history", "/api/v1/registers/paid/adjustments",
    "/api/v1/registers/paid/comparison?first=2026-01-01&second=2026-03-02",
]  # fmt: skip
GONE = [f"entries/{key}{rest}" for key in ("P-1", "P-4") for rest in ("/", "/?on=2026-01-10")]
GONE_FROM_API = [f"entries/{key}{rest}" for key in ("P-1", "P-2", "P-4") for rest in ("", "?on=2026-01-10", "/history")]


def read(site, address, status=200):
    answer = site.get(address)
    assert answer.status_code == status, (address, answer.status_code)
    return (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode()


def test_no_exit_tells_what_is_out_of_sight(site, paid, at):
    adjustments = [f"/registers/paid/changes/{uid}/" for uid in paid]
    with frozen(datetime.fromisoformat("2026-02-19T09:00:00+08:00")):
        told = "".join(read(site, page) for page in [*PAGES, *adjustments, "/registers/paid/entries/P-1/"])
        assert all(name in told for name in ("甲不见", "乙撤下", "丙常在", "丁改短"))  # the same exits, a day before
        assert "乙撤下" in read(site, "/registers/paid/entries/P-2/")
    with frozen(at):
        for page in [*PAGES, *adjustments]:
            told = read(site, page)
            for name in ("甲不见", "丁改短", "P-4", *(() if "village=" in page else ("乙撤下", "乙的依据"))):
                assert name not in told, (page, name)
            if "changes" not in page and "P-3" not in page:
                assert "P-2" not in told, page
        for page in GONE:
            read(site, f"/registers/paid/{page}", 404)
        for page in GONE_FROM_API:
            read(site, f"/api/v1/registers/paid/{page}", 404)
        assert "共 <strong>1</strong> 条" in read(site, "/registers/paid/?on=2026-01-10")
        assert "另有 2 项已过公开期限" in read(site, adjustments[0])
        assert "已撤下" in read(site, adjustments[0])
        left = read(site, "/registers/paid/entries/P-3/")
        assert "P-1" in left  # its own words; what they name leads nowhere
        assert "entries/P-1" not in left
        for page in ("", "?on=2026-01-10"):
            stone = read(site, f"/registers/paid/entries/P-2/{page}", 410)
            assert all(said in stone for said in ("P-2", "2026-02-20", "更正说明", "东财〔2026〕1号"))
            assert "乙" not in stone
    with frozen(at + timedelta(days=365)):
        assert "P-2" in read(site, "/registers/paid/entries/P-2/", 410)


def test_registers_and_fields_stand_under_their_headings_and_a_basis_leads_to_its_article(site, paid, at_rest):
    assert "<h2>资金</h2>" in read(site, "/registers/")
    page = read(site, "/registers/paid/entries/P-3/")
    assert page.index("发给谁") < page.index("丙常在家村") < page.index("凭什么")
    assert '按<a href="/statutes/jiuzhu/">《社会救助办法》</a>第三条' in page
