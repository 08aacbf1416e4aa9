"""名录 in the office and in public: brought in by file, guides, penalties, money: entered, adopted, read, undone."""

import io
import os
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest

from .acts import Desk
from .site import Site
from .window import NARROW, WIDE, Window, follow_link

pytestmark = [pytest.mark.browser, pytest.mark.once]
SHOTS = os.environ.get("GONGKAI_SHOTS")
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def seen(person: Window, name: str) -> None:
    """Nobody is shut out of this page; pictures of both widths where GONGKAI_SHOTS names a folder."""
    person.look()
    for width in (WIDE, NARROW) if SHOTS else ():
        person.page.set_viewport_size({"width": width, "height": 900})
        person.page.screenshot(path=Path(SHOTS or "") / f"lists-{name}-{width}.png", full_page=True)
    person.page.set_viewport_size({"width": WIDE, "height": 900})


def edited(clerk: Window, rows: list[dict[str, str]]) -> bytes:
    """The register as it is exported, with rows written under it as a clerk would."""
    with clerk.page.expect_download() as taken:
        clerk.page.get_by_role("link", name="导出本机关条目（XLSX）").click()
    book = openpyxl.load_workbook(io.BytesIO(Path(taken.value.path()).read_bytes()))
    sheet = book.worksheets[0]
    heads = [cell.value for cell in sheet[1]]
    for row in rows:
        sheet.append([row.get(str(head), "") for head in heads])
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def approve(person: Window, address: str, button: str) -> None:
    person.go(address)
    person.press(button)
    assert person.page.locator(".messages").is_visible()


NEW = {
    "职权编码": "99-01-00777",
    "职权名称": "养老机构等级评定",
    "职权类型": "行政确认",
    "实施主体": "990000033",
    "行使层级": "省级",
    "设定依据": "《东澜省养老服务条例》第三条",
}
BAD = {**NEW, "职权编码": "99-01-00778", "职权名称": "某项审批", "职权类型": "行政放行"}


def test_a_file_with_a_bad_row_is_tried_mended_reviewed_adopted_and_undone(
    desk: Desk, window: Callable[..., Window]
) -> None:
    clerk = desk("civil-drafter")
    page = clerk.go("/office/registers/powers/")
    seen(clerk, "register")
    content = edited(clerk, [NEW, BAD])
    clerk.go("/office/registers/powers/import/")
    page.set_input_files("[name=file]", {"name": "权力清单.xlsx", "mimeType": XLSX, "buffer": content})
    page.fill("[name=reason]", "新设一项行政确认")
    page.fill("[name=basis]", "东澜省养老服务条例")
    page.fill("[name=since]", "2026-12-01")
    clerk.press("试导入")
    assert "“职权类型”没有“行政放行”这个选项" in clerk.text()
    assert page.input_value("[name=reason]") == "新设一项行政确认"
    seen(clerk, "tried")
    assert "用刚才核对的文件：权力清单.xlsx" in clerk.text()
    page.locator("[name=skip]").check()
    clerk.press("提出调整")
    assert "已提出1项调整" in clerk.page.locator(".messages").inner_text()
    seen(clerk, "proposed")
    address = page.url.removeprefix(clerk.url)

    citizen = window()
    citizen.go("/registers/powers/?on=2026-12-02&q=养老机构等级评定")
    assert "99-01-00777" not in citizen.text()
    approve(desk("civil-head"), address, "同意（处室审核）")
    approve(desk("civil-reviewer"), address, "同意（合法性审查）")
    signer = desk("civil-signer")
    approve(signer, address, "批准并公布")
    seen(signer, "adopted")

    citizen.go("/registers/powers/?q=养老机构等级评定")
    assert "99-01-00777" not in citizen.text()
    found = citizen.go("/registers/powers/?on=2026-12-02&q=养老机构等级评定")
    follow_link(found.get_by_role("link", name="养老机构等级评定"))
    assert "行政确认" in citizen.text()
    seen(citizen, "entry")
    citizen.go("/registers/powers/compare/?from=2026-11-30&to=2026-12-02")
    assert "养老机构等级评定" in citizen.text()
    seen(citizen, "compared")

    signer.go(address)
    signer.page.locator("[name=remark]").fill("依据尚未施行")
    signer.press("撤销批准")
    citizen.go("/registers/powers/?on=2026-12-02&q=养老机构等级评定")
    assert "99-01-00777" not in citizen.text()
    citizen.go("/registers/powers/changes/")
    assert "新设一项行政确认" in citizen.text()
    seen(citizen, "changes")


FOOD = "11990121990000105X1990131002001"


def test_a_guide_is_corrected_and_a_citizen_learns_without_script_what_a_restaurant_takes(
    desk: Desk, window: Callable[..., Window]
) -> None:
    clerk = desk("county-drafter")
    page = clerk.go("/office/registers/services/?q=食品经营许可")
    follow_link(page.locator(f"main li a[href$='key={FOOD}']"))
    page.fill("[name=reason]", "窗口电话变更")
    page.fill("[name=basis]", "望川县政务服务中心关于调整窗口电话的通知")
    page.locator("summary", has_text="地点、时间和联系方式").click()  # a long form folds what is filled in
    page.fill("[name=f-phone]", "0000-5550299")
    page.fill("[name=f-hours]", "")
    clerk.press("提出调整")
    assert "办事指南缺少“办理时间”" in page.locator(".error-summary").inner_text()
    assert page.input_value("[name=f-phone]") == "0000-5550299"
    seen(clerk, "guide-refused")
    page.fill("[name=f-hours]", "工作日上午8:30—12:00，下午14:00—17:30")
    clerk.press("提出调整")
    address = page.url.removeprefix(clerk.url)
    head = desk("county-head")
    approve(head, address, "同意（处室审核）")
    assert "没有空白表格可以下载的：经营场所平面布局图。" in head.text()
    seen(head, "guide-reviewed")
    approve(head, address, "同意（合法性审查）")
    approve(desk("county-signer"), address, "批准并公布")

    citizen = window(javascript=False)
    page = citizen.go("/services/")
    follow_link(page.get_by_role("link", name="我要开饭店"))
    page.get_by_label("个体工商户").check()
    citizen.press("看要办什么")
    assert "店面使用面积多大？" in page.locator(".error-summary").inner_text()
    assert page.get_by_label("个体工商户").is_checked()
    page.get_by_label("300平方米以上").check()
    for answer in page.get_by_label("要", exact=True).all():
        answer.check()
    citizen.press("看要办什么")
    brought = page.locator("main li strong").all_inner_texts()
    assert "居民身份证" in brought
    assert len(brought) == len(set(brought))
    assert "公众聚集场所投入使用、营业前消防安全检查" in citizen.text()
    assert "公司设立登记" not in citizen.text()
    kept = page.url.removeprefix(citizen.url)
    follow_link(page.get_by_role("link", name="食品经营许可（新办）"))
    assert "0000-5550299" in citizen.text()

    neighbour = window()  # the address keeps the answers; axe needs scripts
    neighbour.go(kept)
    assert "300平方米以上" in neighbour.text()
    seen(neighbour, "situation")


BURNT = {
    "number": "东环罚〔2026〕31号",
    "violation": "露天焚烧秸秆",
    "party_name": "钟离春禾",
    "facts": "在自家承包地焚烧稻草约零点二亩。",
    "basis": "《中华人民共和国大气污染防治法》第一百一十九条",
    "content": "罚款五百元。",
    "fine": "0.05",
    "decided_on": "2026-11-20",
    "authority": "东澜省生态环境厅",
    "authority_code": "11990000990000041D",
}


def test_a_penalty_on_a_person_is_published_with_the_name_covered_and_withdrawn_with_its_reason(
    desk: Desk, window: Callable[..., Window]
) -> None:
    clerk = desk("ecology-drafter")
    page = clerk.go("/office/registers/penalties/propose/")
    page.fill("[name=since]", BURNT["decided_on"])  # it may be withdrawn today
    page.fill("[name=reason]", "公布行政处罚决定")
    page.fill("[name=basis]", "《中华人民共和国行政处罚法》第四十八条")
    for key, value in BURNT.items():
        page.fill(f"[name=f-{key}]", value)
    page.select_option("[name=f-party_kind]", label="自然人")
    page.locator("fieldset", has_text="处罚类别").get_by_label("罚款", exact=True).check()
    page.select_option("[name=f-small_fine]", label="是")
    page.fill("[name=f-facts]", "钟离春禾在自家承包地焚烧稻草约零点二亩。")
    clerk.press("提出调整")
    assert "请改为“钟**”" in page.locator(".error-summary").inner_text()
    seen(clerk, "penalty-refused")
    page.fill("[name=f-facts]", BURNT["facts"])
    clerk.press("提出调整")
    seen(clerk, "penalty-proposed")
    address = page.url.removeprefix(clerk.url)
    head, signer = desk("ecology-head"), desk("ecology-signer")
    approve(head, address, "同意（处室审核）")
    approve(signer, address, "批准并公布")

    citizen = window()
    page = citizen.go("/enforcement/?q=东环罚〔2026〕31号")
    seen(citizen, "penalty-found")
    follow_link(page.get_by_role("link", name="露天焚烧秸秆"))
    assert "钟**" in citizen.text()
    assert "钟离" not in page.content()
    seen(citizen, "penalty")
    public = page.url.removeprefix(citizen.url)

    page = clerk.go("/office/enforcement/changes/")
    page.select_option("[name=kind]", label="撤回公示")
    page.select_option("[name=register]", label="行政处罚决定")
    page.fill("[name=key]", BURNT["number"])
    page.fill("[name=arisen_on]", "2026-11-23")
    page.fill("[name=reason]", "行政复议决定撤销")
    clerk.press("登记")
    page.fill("[name=reason]", "该处罚决定经行政复议撤销。")
    seen(clerk, "withdrawal")
    clerk.press("提出名录调整")
    follow_link(page.get_by_role("link", name="查看名录调整"))
    address = page.url.removeprefix(clerk.url)
    approve(head, address, "同意（处室审核）")
    approve(signer, address, "批准并公布")
    assert citizen.status(public) == 410
    assert "该处罚决定经行政复议撤销。" in citizen.text()
    assert "焚烧" not in citizen.text()
    seen(citizen, "penalty-withdrawn")


def test_a_villager_objects_to_money_and_reads_the_answer(desk: Desk, window: Callable[..., Window]) -> None:
    villager = window()
    page = villager.go("/funds/places/990121100201/")
    seen(villager, "village")
    follow_link(page.locator("article", has_text="困难群众救助补助资金").get_by_role("link", name="提出异议"))
    villager.press("提交异议")
    assert page.locator(".error-summary").is_visible()
    page.get_by_label("哪里不对").fill("名单上有一户已经搬走两年。")
    villager.press("提交异议")
    number, code = page.locator(".figures dd").all_inner_texts()
    seen(villager, "objected")

    head = desk("county-head")
    page = head.go("/office/objections/")
    follow_link(page.get_by_role("row", name=number).get_by_role("link"))
    assert "名单上有一户已经搬走两年。" in head.text()
    page.select_option("[name=finding]", label="反映属实，已经改正")
    page.fill("[name=answer]", "已经停发并追回，名单下月更正。")
    seen(head, "objection")
    head.press("答复资金异议")

    page = villager.go("/funds/objections/")
    page.get_by_label("异议编号").fill(number)
    page.get_by_label("查询码").fill(code)
    villager.press("查询")
    assert "已经停发并追回，名单下月更正。" in villager.text()
    seen(villager, "objection-answered")


RECEIPT = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"


def test_a_company_asks_for_credit_repair_and_its_penalty_is_shown_no_longer(
    desk: Desk, window: Callable[..., Window], site: Site
) -> None:
    party = window()
    page = party.go("/enforcement/repair/?number=东环罚〔2025〕6号")
    page.get_by_label("申请人").fill("栖云市新桥表面处理有限公司")
    page.get_by_label("联系方式").fill("尚经理 0000-5553320")
    page.get_by_label("怎样履行、怎样改正的").fill("罚款已经缴清，联单和验收意见见附件。")
    page.set_input_files("[name=evidence]", {"name": "联单.pdf", "mimeType": "application/pdf", "buffer": RECEIPT})
    party.press("提交申请")
    assert "请先作出承诺" in page.locator(".error-summary").inner_text()
    seen(party, "repair-refused")
    page.set_input_files("[name=evidence]", {"name": "联单.pdf", "mimeType": "application/pdf", "buffer": RECEIPT})
    page.get_by_label("我承诺").check()
    party.press("提交申请")
    number, code = page.locator(".figures dd").all_inner_texts()

    clerk = desk("ecology-drafter")
    page = clerk.go("/office/enforcement/repairs/")
    follow_link(page.get_by_role("row", name=number).get_by_role("link").first)
    assert "与决定的相对人同名" in clerk.text()
    assert "联单和验收意见见附件。" in clerk.text()
    page.fill("[name=reason]", "当事人已履行处罚决定并改正，停止公示。")
    seen(clerk, "repair")
    clerk.press("提出名录调整")
    follow_link(page.get_by_role("link", name="查看名录调整"))
    address = page.url.removeprefix(clerk.url)
    approve(desk("ecology-head"), address, "同意（处室审核）")
    approve(desk("ecology-signer"), address, "批准并公布")

    page = party.go("/enforcement/repair/follow/")
    page.get_by_label("申请编号").fill(number)
    page.get_by_label("查询码").fill(code)
    party.press("查询")
    assert "准予修复，停止公示" in party.text()
    now = site.clock.now()
    site.clock.set(now + timedelta(days=1))
    assert party.status("/registers/penalties/entries/东环罚〔2025〕6号/") == 404
    site.clock.set(now)


HEADS = ("职权编码", "职权名称", "职权类型", "实施主体", "行使层级", "设定依据")
RULES = "第一条　为了规范殡仪服务收费，制定本办法。\n第二条　殡仪服务机构应当公示收费标准。"


def test_a_long_file_is_tried_and_proposed_behind_and_a_statute_is_taken_in_by_a_second_person(
    desk: Desk, window: Callable[..., Window], site: Site
) -> None:
    rows = [(f"99-01-{n:05}", f"事项{n}", "行政确认", "990000033", "省级", "条例第一条") for n in range(2000, 4100)]
    rows[7] = (*rows[7][:2], "行政放行", *rows[7][3:])
    content = "\n".join(",".join(row) for row in (HEADS, *rows)).encode()
    clerk = desk("civil-drafter")
    page = clerk.go("/office/registers/powers/import/")
    page.set_input_files("[name=file]", {"name": "权力清单.csv", "mimeType": "text/csv", "buffer": content})
    for name, words in (("reason", "整理权力清单"), ("basis", "机构改革方案"), ("since", "2026-12-01")):
        page.fill(f"[name={name}]", words)
    clerk.press("试导入")
    assert "正在排队" in clerk.text()
    site.work()
    follow_link(page.get_by_role("link", name="刷新进度"))
    assert "可以提出2099行，有问题1行" in clerk.text()
    assert "“职权类型”没有“行政放行”这个选项" in clerk.text()
    seen(clerk, "long-tried")
    page.locator("[name=skip]").check()
    clerk.press("提出调整")
    site.work()
    follow_link(page.get_by_role("link", name="刷新进度"))
    follow_link(page.get_by_role("link", name="看这次调整"))
    assert "2099" in clerk.text()

    page = clerk.go("/office/statutes/propose/")
    for name, words in (
        ("title", "东澜省殡仪服务收费公示办法"), ("region", "东澜"), ("issuer", "东澜省民政厅"),
        ("since", "2026-12-01"), ("reason", "东澜省民政厅令第12号"), ("body", RULES),
    ):  # fmt: skip
        page.fill(f"[name={name}]", words)
    page.select_option("[name=category]", label="法律")
    clerk.press("提出")
    assert "法律不是本地机关制定的" in page.locator(".error-summary").inner_text()
    assert page.input_value("[name=body]").startswith("第一条")
    page.select_option("[name=category]", label="地方政府规章")
    clerk.press("提出")
    address = page.url.removeprefix(clerk.url)
    second = desk("civil-reviewer")
    second.go(address)
    seen(second, "statute")
    approve(second, address, "批准入库")
    citizen = window()
    page = citizen.go("/statutes/?q=殡仪服务收费公示办法")
    follow_link(page.get_by_role("link", name="东澜省殡仪服务收费公示办法").first)
    assert "殡仪服务机构应当公示收费标准。" in citizen.text()


ENTERED = {
    "institution-matters": {
        "code": "WCGS-05", "name": "供水服务承诺和投诉电话", "institution": "91990121990200019J", "owner": "客户服务部",
        "updated_on": "2026-11-20", "address": "https://water.wangchuan.example/pledge",
    },
    "service-payments": {
        "code": "GM-2026-03-2", "name": "第二季度服务费", "project": "GM-2026-03", "amount": "370000",
        "on": "2026-11-20",
    },
}  # fmt: skip


def test_what_an_institution_publishes_and_a_payment_beyond_the_contract_are_read_by_anybody(
    desk: Desk, window: Callable[..., Window]
) -> None:
    clerk, head, signer = desk("county-drafter"), desk("county-head"), desk("county-signer")
    for register, values in ENTERED.items():
        page = clerk.go(f"/office/registers/{register}/propose/")
        page.fill("[name=reason]", "公开新的内容")
        page.fill("[name=basis]", "望川县信息公开制度")
        for key, value in values.items():
            page.fill(f"[name=f-{key}]", value)
        if register == "institution-matters":
            page.select_option("[name=f-matter]", value="03-05")
            page.select_option("[name=f-cycle]", label="变更时更新")
        clerk.press("提出调整")
        address = page.url.removeprefix(clerk.url)
        approve(head, address, "同意（处室审核）")
        approve(signer, address, "批准并公布")

    citizen = window()
    page = citizen.go("/institutions/")
    follow_link(page.get_by_role("link", name="望川县供水有限公司"))
    assert "供水服务承诺和投诉电话" in citizen.text()
    assert "没有公开" not in page.locator("main .doc-list").inner_text()
    seen(citizen, "institution")
    page = citizen.go("/purchases/")
    follow_link(page.get_by_role("link", name="农村居家养老服务"))
    assert "超出8500元" in citizen.text().replace(",", "").replace(".00", "")
    seen(citizen, "purchase")
