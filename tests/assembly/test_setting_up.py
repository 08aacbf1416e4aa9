from datetime import date
from pathlib import Path

import pytest

from gongkai.assembly import setting_up
from gongkai.foundation.errors import Invalid
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people import queries as people
from gongkai.foundation.places import queries as places

ON = date(2020, 1, 1)
DIVISIONS = '{"code":"99","name":"东澜省","level":"province"}\n{"code":"9901","name":"澜州市","level":"city"}\n'
ORGANS = "组织机构代码,名称,简称,区划代码,类别\n000014349,东澜省民政厅,省民政厅,99,department\n"
PEOPLE = (
    "用户名,姓名,邮箱,机关代码,岗位,处室\n"
    "li,李明,li@example.cn,000014349,拟稿人,办公室\n"
    "li,李明,li@example.cn,000014349,处室负责人,办公室\n"
    "wang,王静,,000014349,保密审查员,机要处\n"
)


def silent(_sentence: str, _done: int = 0, _total: int = 0) -> None:
    pass


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030"])
def test_a_province_is_set_up_from_three_lists(db, tmp_path, at, encoding):
    said = setting_up.divisions(written(tmp_path, "d.jsonl", DIVISIONS), on=ON, at=at, progress=silent)
    assert "新增 2" in said
    assert places.by_code("9901", on=date(2026, 1, 1)).name == "澜州市"
    assert "新增 1" in setting_up.organ_list(
        written(tmp_path, "o.csv", ORGANS, encoding), on=ON, at=at, progress=silent
    )
    assert organs.name_on(organs.by_code("000014349"), date(2026, 1, 1)) == "东澜省民政厅"
    lines = setting_up.people_list(written(tmp_path, "p.csv", PEOPLE, encoding), at=at)
    assert [line.split("\t")[0] for line in lines] == ["li", "wang"]
    li = people.by_username("li")
    assert {post.role for post in people.actor(li.pk, at, second_factor=False).posts} == {"drafter", "unit_head"}
    assert li.check_password(lines[0].split("\t")[2])


def test_excel_sheets_are_read_as_they_are(db, tmp_path, at):
    from openpyxl import Workbook

    book = Workbook()
    for line in ORGANS.splitlines():
        book.active.append(line.split(","))
    book.save(tmp_path / "机关.xlsx")
    setting_up.divisions(written(tmp_path, "d.jsonl", DIVISIONS), on=ON, at=at, progress=silent)
    assert "新增 1" in setting_up.organ_list(tmp_path / "机关.xlsx", on=ON, at=at, progress=silent)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "空的"),
        ("用户名,姓名,单位\nli,李明,x\n", "单位"),
        (PEOPLE.replace("保密审查员", "处长"), "第 4 行"),
    ],
)
def test_a_bad_list_changes_nothing_and_says_where(db, tmp_path, at, text, says):
    setting_up.divisions(written(tmp_path, "d.jsonl", DIVISIONS), on=ON, at=at, progress=silent)
    setting_up.organ_list(written(tmp_path, "o.csv", ORGANS), on=ON, at=at, progress=silent)
    with pytest.raises(Invalid, match=says):
        setting_up.people_list(written(tmp_path, "p.csv", text), at=at)
    assert people.search("李") == []
