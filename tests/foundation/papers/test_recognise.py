"""要素识别：proposals from the head and the foot of a paper; nothing from its middle."""

from datetime import date

import pytest

from gongkai.foundation.papers import read
from gongkai.foundation.papers.organs import is_run_together

NOTICE = """某省人民政府办公厅文件
某政办发〔２０２４〕12号
某省人民政府办公厅关于印发
某省政务公开工作要点的通知
各市、县（市、区）人民政府，省政府直属各单位：
　　经省政府同意，现将《某省政务公开工作要点》印发给你们。2016年4月19日印发的旧要点同时废止。
　　附件：1.任务分工表
　　　　　2.指标说明
　　　　　　　　　　　　某省人民政府办公厅
　　　　　　　　　　　　二〇二四年四月十九日
（此件公开发布）
抄送：省委各部门。
某省人民政府办公厅  2024年4月20日印发
某省政务公开工作要点
一、总体要求
坚持以公开为常态。
"""


def paper(text):
    return read(text.encode(), "a.txt")


def test_a_notice_is_recognised_whole():
    found = paper(NOTICE)
    assert found.title == "某省人民政府办公厅关于印发某省政务公开工作要点的通知"
    assert found.document_number == "某政办发〔2024〕12号"
    assert found.issuer == "某省人民政府办公厅"
    assert found.formed_on == date(2024, 4, 19)
    assert found.addressees == "各市、县（市、区）人民政府，省政府直属各单位"
    assert found.attachments == ("任务分工表", "指标说明")
    assert found.notes == ()
    for role, text in (
        ("letterhead", "某省人民政府办公厅文件"),
        ("doc-number", "某政办发〔２０２４〕12号"),
        ("signature", "某省人民政府办公厅"),
        ("formed-on", "二〇二四年四月十九日"),
        ("release-note", "（此件公开发布）"),
        ("copies", "抄送：省委各部门。"),
    ):
        assert f'<p class="{role}">{text}</p>' in found.html
    assert "<h2>一、总体要求</h2>" in found.html


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("浙政办发〔2024〕12号", "浙政办发〔2024〕12号"),
        ("浙政办发[2024]12号", "浙政办发〔2024〕12号"),
        ("（浙政办发【2024】12号）", "浙政办发〔2024〕12号"),
        ("浙政办发（２０２４）１２号", "浙政办发〔2024〕12号"),
        ("浙政办发〔2024〕12号　　签发人：某某", "浙政办发〔2024〕12号"),
        ("第388号", ""),
        ("某省人民政府令第388号", "某省人民政府令第388号"),
    ],
)
def test_every_bracket_is_one_number(typed, canonical):
    assert paper(f"{typed}\n某省人民政府关于某事的通知\n各单位：\n正文。").document_number == canonical


@pytest.mark.parametrize(
    "written",
    ["2016年4月19日", "２０１６年４月１９日", "二〇一六年四月十九日", "二○一六年四月十九日", "（2016年4月19日）"],
)
def test_dates_in_every_spelling(written):
    assert paper(f"某局关于某事的通知\n各单位：\n正文。\n某局\n{written}").formed_on == date(2016, 4, 19)


@pytest.mark.parametrize(
    ("after", "found"),
    [
        ("全面落实。二〇〇六年二月五日公开程序：本单位审核后公开责任部门：某处", date(2006, 2, 5)),
        ("电子邮箱：a@126.com某省民政厅2024年7月15日（此件主动公开）更多信息请关注", date(2024, 7, 15)),
        ("附件：某表（略）民政部中国残联2022年7月19日更多信息请关注官方微信", date(2022, 7, 19)),
        ("请及时报告。2022年12月23日《关于某事的措施》政策解读更多信息请关注", date(2022, 12, 23)),
        ("某省民政厅2024年3月8日牵头单位信息表.docx更多信息请关注官方微信", date(2024, 3, 8)),
        ("本办法自2022年4月1日起施行。", None),
        ("有效期至2025年12月31日", None),
        ("本办法由某厅负责解释，有效期5年，自2012年9月10日", None),
    ],
)
def test_the_date_at_the_end_of_a_run_together_text(after, found):
    body = "现将有关事项通知如下。各地要高度重视，结合实际认真抓好落实。" * 6
    assert paper(f"关于某事的通知\n各单位：\n{body}{after}").formed_on == found


def test_a_date_in_the_body_is_not_the_papers_date():
    found = paper("某局关于某事的通知\n各单位：\n根据2016年4月19日会议精神，通知如下。")
    assert found.formed_on is None
    assert any("成文日期" in note for note in found.notes)


def test_joint_signatures_are_joined_and_glued_ones_left_to_the_clerk():
    joint = paper("关于某事的通知\n各单位：\n正文。\n某省教育厅\n某省财政厅\n2024年1月2日")
    assert joint.issuer == "某省教育厅、某省财政厅"
    glued = paper("关于某事的通知\n各单位：\n正文。\n人力资源社会保障部国家发展改革委财政部\n2024年1月2日")
    assert glued.issuer == ""
    assert any("没有分隔" in note for note in glued.notes)


def test_head_and_signature_that_disagree_are_left_to_the_clerk():
    found = paper("某省人民政府关于某事的通知\n各单位：\n正文。\n某省人民政府办公厅\n2024年1月2日")
    assert found.issuer == ""
    assert any("不一致" in note for note in found.notes)


def test_a_secrecy_mark_stops_the_clerk_first():
    found = paper("机密★10年\n某局关于某事的通知\n各单位：\n正文。")
    assert found.notes[0].startswith("文首有“机密”字样。涉密信息不得上网公开")


def test_headings_of_official_papers():
    html = paper(
        "某办法\n第一章　总则\n第一条　为了规范，制定本办法。\n第二条 范围：\n（一）甲；\n（二）乙。\n"
        "第二章 附则\n第三条 自发布之日起施行。"
    ).html
    assert "<h2>第一章　总则</h2>" in html
    assert "<p><strong>第一条</strong>　为了规范，制定本办法。</p>" in html
    assert "<p>（一）甲；</p>" in html
    lead = paper(
        "某局关于某事的通知\n一、总体要求\n（一）强化责任。各地要落实。\n1.申报\n有关材料按要求报送。\n2.甲\n3.乙"
    ).html
    assert "<h2>一、总体要求</h2>" in lead
    assert "<p><strong>（一）强化责任。</strong>各地要落实。</p>" in lead
    assert "<h3>1.申报</h3>" in lead
    assert "<p>2.甲</p>" in lead


def test_run_together_text_is_parted_and_nothing_else_changed():
    text = (
        "某政发〔2024〕1号各市人民政府：现就有关事项通知如下。一、总体要求坚持统一、规范的原则。二、主要任务（一）加强领导。"
        "按照第三条第（二）项执行，2.5亿元资金到位。（二）抓好落实。三、其他事项请及时报告，谢谢各单位的支持与配合工作。"
        "某省人民政府2024年3月5日（此件公开发布）"
    )
    found = paper(text)
    assert found.text.replace("\n", "") == text
    assert found.text.split("\n") == [
        "某政发〔2024〕1号", "各市人民政府：", "现就有关事项通知如下。", "一、总体要求坚持统一、规范的原则。",
        "二、主要任务",
        "（一）加强领导。按照第三条第（二）项执行，2.5亿元资金到位。", "（二）抓好落实。",
        "三、其他事项请及时报告，谢谢各单位的支持与配合工作。", "某省人民政府", "2024年3月5日", "（此件公开发布）",
    ]  # fmt: skip
    assert found.issuer == "某省人民政府"
    assert any("试着分段" in note for note in found.notes)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_text_in_the_encodings_of_this_country(encoding):
    assert read("关于某事的通知\r\n正文𠮷。".encode(encoding), "a.txt").text == "关于某事的通知\n正文𠮷。"


@pytest.mark.parametrize(
    ("name", "glued"),
    [
        ("河北省人力资源和社会保障厅", False),
        ("河北省人民政府办公厅", False),
        ("国务院办公厅", False),
        ("河北省人民代表大会常务委员会", False),
        ("中共河北省委办公厅", False),
        ("国家税务总局河北省税务局", False),
        ("河北省科技创新工作领导小组办公室", False),
        ("河北省教育厅、河北省财政厅", False),
        ("财政部科技部", True),
        ("中共中央国务院", True),
        ("中共河北省委河北省人民政府", True),
        ("人力资源社会保障部国家发展改革委财政部", True),
        ("河北省人力资源和社会保障厅河北省教育厅河北省民政厅", True),
    ],
)
def test_names_run_together_are_told_from_one_long_name(name, glued):
    assert is_run_together(name) == glued


@pytest.mark.parametrize(
    ("tail", "issuer", "day"),
    [
        ("联系电话：0311-12345678河北省教育厅2024年1月2日", "河北省教育厅", date(2024, 1, 2)),
        ("请抓好落实。（此件公开发布）河北省教育厅2024年1月2日", "河北省教育厅", date(2024, 1, 2)),
        ("附件：某某评价表河北省教育厅2024年1月2日", "", date(2024, 1, 2)),
        ("本办法自河北省教育厅2024年1月2日批准之日起施行。", "", None),
    ],
)
def test_signatures_in_run_together_text(tail, issuer, day):
    found = paper("为做好有关工作，" + "现将有关事项通知如下，请各地结合实际认真贯彻执行，" * 5 + "特此通知。" + tail)
    assert (found.issuer, found.formed_on) == (issuer, day)
    assert found.attachments == ()


@pytest.mark.parametrize(
    ("text", "title", "number"),
    [
        (
            "某省人民政府令\n第12号\n某省某某办法\n（2024年1月2日某某公布）\n第一条 甲。",
            "某省某某办法",
            "某省人民政府令第12号",
        ),
        (
            "某局关于印发《某计划\n项目办法》的通知\n各单位：\n甲。",
            "某局关于印发《某计划项目办法》的通知",
            "",
        ),
        ("某某法（2019年10月26日某某会议通过）\n第一条 甲。", "某某法", ""),
        ("目录\n第一章 总则\n第二章 附则", "", ""),
        ("来源：某局\n各单位：\n甲。", "", ""),
    ],
)
def test_titles_that_are_whole_and_those_that_are_not(text, title, number):
    found = paper(text)
    assert (found.title, found.document_number) == (title, number)


def test_a_signer_broken_over_two_lines_is_left_to_the_clerk():
    found = paper("关于某事的通知\n各单位：\n正文。\n某省教育厅某省政协港澳台侨和\n外事委员会\n2024年1月2日")
    assert found.issuer == ""
    assert found.formed_on == date(2024, 1, 2)
