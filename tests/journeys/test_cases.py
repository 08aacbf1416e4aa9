"""申请办件 in the office: a whole case from the counter to the reply, and one the applicant abandons."""

import os
import re
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from gongkai.engines.casework import operations as casework
from gongkai.engines.casework.models import Case
from gongkai.foundation.now import CHINA
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.models import Person
from gongkai.programmes.requests import paying
from gongkai.programmes.requests.models import AnswerPublication

from .acts import Desk, approve, release
from .site import Site
from .window import NARROW, WIDE, Window, follow_link

pytestmark = pytest.mark.browser

OFFICE = "990000025"
SHOTS = os.environ.get("GONGKAI_SHOTS")


def shot(person: Window, name: str) -> None:
    """Pictures of both widths, for whoever wants to look: GONGKAI_SHOTS names a folder."""
    for width in (WIDE, NARROW) if SHOTS else ():
        person.page.set_viewport_size({"width": width, "height": 900})
        person.page.screenshot(path=Path(SHOTS or "") / f"{name}-{width}.png", full_page=True)
    person.page.set_viewport_size({"width": WIDE, "height": 900})


@pytest.fixture
def entered(site: Site) -> Callable[[str], str]:
    """Enter an application of the general office as its clerk; answers the number."""

    def run(title: str) -> str:
        def inside() -> str:
            at = site.clock.now()
            clerk = people.actor(Person.objects.get(username="drafter").pk, at, False)
            organ = organs.by_code(OFFICE)
            return casework.enter(procedure="requests", organ=organ, title=title, by=clerk, at=at).number

        return site.call(inside)

    return run


def on(site: Site, day: str, hour: int = 10) -> None:
    year, month, date = map(int, day.split("-"))
    site.clock.set(datetime(year, month, date, hour, tzinfo=CHINA))


def act(person: Window, number: str, name: str, **given: str) -> None:
    """Press the act's button, fill its form in, press it there."""
    person.go(f"/office/cases/{number}/")
    follow_link(person.page.get_by_role("link", name=name, exact=True))
    form = person.page.locator("#do form")
    for key, value in given.items():
        field = form.locator(f"[name={key}]")
        kind = field.first.evaluate("e => e.type")
        if kind == "radio":
            form.locator(f"[name={key}][value='{value}']").check()
        elif kind == "select-one":
            field.select_option(value)
        else:
            field.fill(value)
    person.press(name, within=form)


def said(person: Window) -> str:
    return person.page.locator(".messages").inner_text()


def register(clerk: Window, title: str) -> str:
    """Enter what somebody brought to the counter; answers the number."""
    page = clerk.go("/office/cases/")
    follow_link(page.get_by_role("link", name="登记申请"))
    clerk.look()
    shot(clerk, "register")
    page.locator("[name=organ]").select_option(OFFICE)
    for name, value in {"name": "周问渠", "proof_number": "11010519491231002X", "phone": "13800138000"}.items():
        page.locator(f"[name={name}]").fill(value)
    clerk.press("登记申请")
    assert "请写明要什么政府信息" in clerk.text()
    assert page.locator("[name=proof_number]").input_value() == "11010519491231002X"
    clerk.look()
    page.locator("[name=title]").fill(title)
    clerk.press("登记申请")
    page.wait_for_url(re.compile(r"/office/cases/[0-9]+-requests-"))
    return page.url.rstrip("/").rsplit("/", 1)[1]


def test_a_whole_case_from_the_counter_to_the_reply(desk: Desk, site: Site) -> None:
    clerk, head, signer = desk("drafter"), desk("head"), desk("signer")
    number = register(clerk, "东澜江防洪堤工程征地补偿安置方案及批复文件")
    assert "第三十一条第（一）项" in said(clerk)
    assert "答复期限至2026年12月21日" in said(clerk)
    assert "查询码" in clerk.text()
    assert "11010519491231002X" not in clerk.text()
    clerk.look()
    shot(clerk, "in-hand")

    on(site, "2026-11-26")
    act(clerk, number, "告知补正", items="请写明工程所在的县区和批复的文号", until_on="2026-12-10")
    assert "期限暂停计算" in said(clerk)
    on(site, "2026-12-01")
    act(clerk, number, "收到补正的申请", text="望川县段，东政函〔2025〕12号")
    assert "答复期限至2026年12月29日" in said(clerk)

    act(clerk, number, "征求第三方意见", whom="东澜水利建设有限公司")
    act(clerk, number, "登记征求意见书送达", letter="4", received_on="2026-12-01")
    assert "（暂定）" in said(clerk)
    on(site, "2026-12-08")
    clerk.go(f"/office/cases/{number}/?act=enter_opinion#do")
    shot(clerk, "opinion")
    objection = "附件中的报价涉及商业秘密，不同意公开；其余同意。"
    act(clerk, number, "收到意见", letter="4", stance="partly", opinion=objection)
    clerk.look()
    shot(clerk, "clock")

    act(clerk, number, "发起会商", subject="报价是否属于商业秘密", participants="法规处、水利厅规划处")
    act(clerk, number, "登记会商意见", author="法规处", view="报价属于商业秘密，应当区分处理。", dissent="no")
    act(clerk, number, "登记会商意见", author="水利厅规划处", view="中标价已经公示，可以公开。", dissent="yes")
    act(clerk, number, "形成会商纪要", minute="单价不予公开，中标总价公开。")
    assert "水利厅规划处" in clerk.text()
    clerk.look()
    shot(clerk, "conference")

    act(head, number, "延长答复期限", days="10", reason="需要对附件区分处理")
    assert "已办理：延长答复期限" in said(head)
    clerk.go(f"/office/cases/{number}/?act=propose_reply#do")
    shot(clerk, "reply-form")
    clerk.look()
    act(
        clerk,
        number,
        "提交答复审核",
        kind="R-PART",
        **{"withheld-0-part": "附件二的单价", "withheld-0-ground": "R-N15", "withheld-0-basis": "报价属于商业秘密"},
        text="予以部分公开。附件二的单价涉及商业秘密，不予公开。",
    )
    legal = desk("legal")
    legal.go("/office/")
    assert "东澜江防洪堤工程" in legal.text()
    legal.look()
    shot(legal, "home")
    act(legal, number, "合法性审查同意", opinion="同意。")
    act(desk("secrecy"), number, "保密审查同意")
    act(signer, number, "签发")
    signer.look()
    act(clerk, number, "送达答复", way="post")
    assert "已办结" in clerk.text()
    assert "在期限内办结" in clerk.text()
    clerk.look()
    shot(clerk, "replied")
    act(clerk, number, "归档")
    assert site.call(lambda: Case.objects.get(number=number).result) == "R-PART"


def test_one_the_applicant_never_corrects_is_abandoned_after_its_day_and_not_before(
    desk: Desk, site: Site, entered: Callable[[str], str]
) -> None:
    on(site, "2026-12-14")
    clerk = desk("drafter")
    number = entered("关于某某事项的全部文件")
    act(clerk, number, "收到申请")
    act(clerk, number, "告知补正", items="请写明文件名称或者文号", until_on="2026-12-21")
    clerk.go(f"/office/cases/{number}/")
    assert "届满以前不能视为放弃" in clerk.text()
    shot(clerk, "too-early")
    clerk.look()
    on(site, "2026-12-22")
    act(clerk, number, "逾期不补正，视为放弃申请")
    assert "视为放弃" in clerk.text()
    clerk.look()


def test_what_is_refused_keeps_what_was_typed_in_the_browser(
    desk: Desk, site: Site, entered: Callable[[str], str]
) -> None:
    on(site, "2026-12-23")
    clerk = desk("drafter")
    number = entered("某路施工许可")
    act(clerk, number, "收到申请")
    act(clerk, number, "告知补正", items="请写明路段", until_on="2026-12-20")
    assert "补正期限须晚于告知之日" in clerk.text()
    assert clerk.page.locator("[name=items]").input_value() == "请写明路段"
    clerk.look()
    shot(clerk, "refused")


def test_the_queue_and_every_form_are_open_to_everybody(desk: Desk, site: Site, entered: Callable[[str], str]) -> None:
    clerk = desk("drafter")
    number = entered("某校基建审计报告")
    act(clerk, number, "收到申请")
    for path in ("/office/cases/", "/office/cases/?standing=overdue", "/office/cases/?state=replied"):
        clerk.go(path)
        clerk.look()
    clerk.go("/office/cases/")
    shot(clerk, "queue")
    clerk.go(f"/office/cases/{number}/")
    acts = re.findall(r"\?act=(\w+)#do", clerk.page.content())
    for key in dict.fromkeys(acts):
        clerk.go(f"/office/cases/{number}/?act={key}")
        clerk.look()


def brought(clerk: Window, title: str) -> tuple[str, str]:
    """Enter what somebody brought, nothing missing; answers the number and the code on the receipt."""
    page = clerk.go("/office/cases/register/")
    page.locator("[name=organ]").select_option(OFFICE)
    said = {"name": "周问渠", "proof_number": "11010519491231002X", "phone": "13800138000", "title": title}
    for name, value in said.items():
        page.locator(f"[name={name}]").fill(value)
    clerk.press("登记申请")
    page.wait_for_url(re.compile(r"/office/cases/[0-9]+-requests-"))
    code = re.search(r"[0-9a-z]{4}(?:-[0-9a-z]{4}){3}", clerk.text())
    assert code, clerk.text()
    return page.url.rstrip("/").rsplit("/", 1)[1], code[0]


def follow(citizen: Window, number: str, code: str) -> str:
    """What the applicant reads of it now."""
    page = citizen.go("/requests/follow/")
    page.fill("[name=number]", number)
    page.fill("[name=code]", code)
    citizen.press("查询")
    citizen.look()
    return citizen.text()


def decided(desk: Desk, number: str, *, sign: bool = True, **reply: str) -> None:
    """From the draft of the reply to its signature and its delivery over the network."""
    act(desk("drafter"), number, "提交答复审核", **reply)
    act(desk("legal"), number, "合法性审查同意")
    act(desk("secrecy"), number, "保密审查同意")
    if sign:
        act(desk("signer"), number, "签发")
        act(desk("drafter"), number, "送达答复", way="network")


def test_a_fee_is_asked_paid_and_the_time_to_reply_begins_anew(
    desk: Desk, site: Site, window: Callable[..., Window]
) -> None:
    on(site, "2026-12-24")
    clerk, citizen = desk("drafter"), window()
    number, code = brought(clerk, "2016年以来全省水利工程招标文件的全部页")
    act(clerk, number, "通知缴纳信息处理费", basis="page", count="250", amount="9999", pay_by="银行转账")
    assert "金额应为4700元，不是9999元" in clerk.text()
    assert clerk.page.locator("#do [name=count]").input_value() == "250"
    clerk.look()
    shot(clerk, "fee-refused")
    act(clerk, number, "通知缴纳信息处理费", basis="page", count="250", pay_by="转账至非税收入专户")
    assert "缴费通知书" in clerk.text()
    clerk.look()
    shot(clerk, "fee")
    asked = follow(citizen, number, code)
    shot(citizen, "follow-fee")
    assert "待缴费" in asked
    assert "4700元" in asked
    on(site, "2026-12-31")
    act(clerk, number, "收到缴费")
    assert "答复期限至2027年1月29日" in said(clerk)
    decided(desk, number, kind="R-OPEN", text="见附件。")
    told = follow(citizen, number, code)
    shot(citizen, "follow-replied")
    assert "已答复" in told
    assert "行政复议" in told


@pytest.fixture
def paid_online() -> Iterator[None]:
    """Fees are taken by the demonstration's own page."""
    before = paying.payments()
    paying.bind(paying.SimulatedPayments())
    yield
    paying.bind(before)


def test_a_fee_is_paid_online_and_the_clerk_finds_it_entered(
    desk: Desk, site: Site, window: Callable[..., Window], paid_online: None
) -> None:
    on(site, "2026-12-24", hour=14)
    clerk, citizen = desk("drafter"), window()
    number, code = brought(clerk, "2018年以来全省水库除险加固的验收报告")
    act(clerk, number, "通知缴纳信息处理费", basis="page", count="250", pay_by="网上缴纳")
    assert "4700.00 元" in follow(citizen, number, code)
    shot(citizen, "bill")
    follow_link(citizen.page.get_by_role("link", name="去缴费"))
    assert "不收取任何费用" in citizen.text()
    citizen.look()
    shot(citizen, "pay")
    citizen.press("模拟缴费")
    assert "缴费凭证号" in citizen.text()
    citizen.look()
    clerk.go(f"/office/cases/{number}/")
    assert "收到缴费" in clerk.text()
    assert "DEMO20261224" in clerk.text()
    clerk.look()
    shot(clerk, "paid-online")
    paid = follow(citizen, number, code)
    assert "办理中" in paid
    assert "去缴费" not in paid


def test_a_fee_not_paid_ends_the_case_after_its_day_and_another_organ_is_named_not_sent_to(
    desk: Desk, site: Site, window: Callable[..., Window]
) -> None:
    on(site, "2027-01-04")
    clerk, citizen = desk("drafter"), window()
    unpaid, its_code = brought(clerk, "2016年以来全部会议纪要")
    act(clerk, unpaid, "通知缴纳信息处理费", basis="item", count="35", pay_by="转账至非税收入专户")
    clerk.go(f"/office/cases/{unpaid}/")
    assert "请先办理“登记缴费通知送达”" in clerk.text()
    act(clerk, unpaid, "登记缴费通知送达", received_on="2027-01-04")
    assert "届满以前不能视为放弃" in clerk.text()
    clerk.look()
    shot(clerk, "fee-waiting")

    number, code = brought(clerk, "望川县城东片区土地征收批复")
    assert "转送" not in clerk.text()
    decided(desk, number, kind="R-NOTOURS", text="批复由自然资源厅制作。", organ="东澜省自然资源厅，0571-5550102")
    told = follow(citizen, number, code)
    shot(citizen, "follow-other-organ")
    assert "负责公开的行政机关：东澜省自然资源厅，0571-5550102" in told
    assert "申请行政复议" in told

    on(site, "2027-02-02")
    act(clerk, unpaid, "逾期不缴费，视为放弃申请")
    clerk.look()
    ended = follow(citizen, unpaid, its_code)
    shot(citizen, "follow-unpaid")
    assert "视为放弃" in ended
    assert "申请行政复议" in ended
    assert site.call(lambda: Case.objects.get(number=unpaid).result) == "R-ABANDON-FEE"


def test_a_third_party_that_objects_is_told_why_before_it_is_disclosed_and_the_answer_is_published(
    desk: Desk, site: Site, window: Callable[..., Window]
) -> None:
    on(site, "2027-02-15")
    clerk, head, citizen = desk("drafter"), desk("head"), window()
    number, code = brought(clerk, "东澜江沿岸企业排污监测数据")
    act(clerk, number, "征求第三方意见", whom="东澜化工有限公司")
    act(clerk, number, "登记征求意见书送达", letter="2", received_on="2027-02-15")
    on(site, "2027-02-22")
    act(clerk, number, "收到意见", letter="2", stance="object", opinion="属于商业秘密，不同意公开。")
    act(head, number, "延长答复期限", days="5", reason="需要核对监测数据")
    extended = follow(citizen, number, code)
    shot(citizen, "follow-extended")
    assert "需要核对监测数据" in extended
    assert "商业秘密" not in extended
    decided(desk, number, sign=False, kind="R-OPEN", text="2026年沿岸企业排放总量和超标次数如下。")
    signer = desk("signer")
    signer.go(f"/office/cases/{number}/")
    assert "请先由政府信息公开工作机构负责人办理“告知第三方决定公开”" in signer.text()
    signer.look()
    shot(signer, "sign-refused")
    act(head, number, "告知第三方决定公开", letter="2", text="排放总量和超标次数", reason="关系沿岸居民健康")
    assert "政府信息公开决定告知书" in head.text()
    head.look()
    shot(head, "overridden")
    act(signer, number, "签发")
    act(clerk, number, "送达答复", way="network", publish="yes", theme="02")
    clerk.look()
    shot(clerk, "published")

    record = site.call(lambda: AnswerPublication.objects.get(case__number=number).record)
    for reviewer in ("head", "secrecy", "signer"):
        approve(desk(reviewer), record)
    release(desk("publisher"), record)
    told = follow(citizen, number, code)
    shot(citizen, "follow-published")
    assert "已答复" in told
    follow_link(citizen.page.get_by_role("link", name="查看公开的答复"))
    assert "东澜江沿岸企业排污监测数据" in citizen.text()
    assert "周问渠" not in citizen.text()
    citizen.look()
    shot(citizen, "answer")
