"""`gongkai check-report`: what it says, what it writes, and its exit codes."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from gongkai.assembly import cli

TEXTS = Path(cli.__file__).parent / "demo" / "data" / "texts"
REPORTS = sorted(path.stem for path in TEXTS.glob("report-*.txt"))
Save = Callable[..., str]


@pytest.fixture
def save(tmp_path: Path) -> Save:
    """A report of the demo as a page, its text around its tables, with words replaced."""

    def write(name: str = "report-civil", file: str = "年报.html", **changes: str) -> str:
        text = (TEXTS / f"{name}.txt").read_text(encoding="utf-8")
        page = "".join(f"<p>{line}</p>\n" for line in text.splitlines())
        page += "".join((TEXTS / f"{name}-t{n}.html").read_text(encoding="utf-8") for n in (2, 3, 4))
        for old, new in changes.items():
            assert old in page
            page = page.replace(old, new)
        path = tmp_path / file
        path.write_text(page, encoding="utf-8")
        return str(path)

    return write


@pytest.mark.parametrize("name", REPORTS)
def test_the_reports_of_the_demo_hold(name: str, save: Save, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check-report", save(name)]) == cli.OK
    shown = capsys.readouterr().out
    assert "2025年度，政府信息公开工作年度报告统计表（2021年格式）：读出200格，共200格。" in shown
    assert "✗" not in shown
    assert "AR-C5 未核对：没有给出上一年度的报告" in shown


def test_what_does_not_hold_is_said_with_its_basis_and_the_cell_to_look_at(
    save: Save, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = save(**{"<td>19</td><td>4</td>": "<td>18</td><td>4</td>"})
    assert cli.main(["check-report", wrong]) == cli.FOUND
    shown = capsys.readouterr().out
    assert "✗ AR-C2 表三“自然人”栏：" in shown
    assert "✗ AR-C3 表三“三（一）予以公开”行：" in shown
    assert "依据：《政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）" in shown
    assert "只要把表三“三（一）予以公开”行“自然人”栏改为19，各项勾稽关系就都成立" in shown
    assert "核对完毕：2处必须成立的关系不成立。" in shown


def test_a_number_in_the_text_that_differs_asks_to_look_and_is_no_error(
    save: Save, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["check-report", save(新收政府信息公开申请52件="新收政府信息公开申请53件")]) == cli.OK
    shown = capsys.readouterr().out
    assert "△ AR-C11 正文写“新收政府信息公开申请53件”" in shown
    assert "1处请留意" in shown


def test_last_year_is_held_against_this_one(save: Save, capsys: pytest.CaptureFixture[str]) -> None:
    this = save()
    last = save(file="上年.html", **{"2025年": "2024年"})
    assert cli.main(["check-report", this, "--last", last]) == cli.FOUND
    assert "2024年度报告“四、结转下年度”行同一栏填3" in capsys.readouterr().out
    reason = "AR-C5=某处室划入。"
    assert cli.main(["check-report", this, "--last", last, "--explain", reason]) == cli.OK
    assert "已说明：某处室划入。" in capsys.readouterr().out


def test_what_is_read_can_be_written_and_read_again(
    save: Save, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    blank = save(**{"<td>0</td>": "<td></td>"})
    for name in ("表.xlsx", "表.html"):
        out = str(tmp_path / name)
        assert cli.main(["check-report", blank, "--write", out, "--complete"]) == cli.OK
        assert "格未填" in capsys.readouterr().out
        assert cli.main(["check-report", out, "--parts", out]) == cli.OK
        assert "读出200格，共200格" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["没有.html"], "找不到文件：没有.html"),
        (["{}", "--last", "没有.html"], "找不到文件：没有.html"),
        (["{}", "--explain", "没有等号"], "约束=原因"),
        (["{}", "--explain", "AR-C1=四舍五入"], "AR-C1不能以说明代替改正，可以说明的是AR-C5、AR-C6。"),
        (["{}", "--write", "表.docx"], ".html 或 .xlsx"),
    ],
)
def test_wrong_use_is_refused(arguments: list[str], word: str, save: Save, capsys: pytest.CaptureFixture[str]) -> None:
    report = save()
    assert cli.main(["check-report", *(argument.replace("{}", report) for argument in arguments)]) == cli.REFUSED
    assert word in capsys.readouterr().out


def test_what_cannot_be_read_is_named_and_refused(save: Save, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["check-report", save(**{"<td>39</td>": "<td>约39</td>"})]) == cli.REFUSED
    said = capsys.readouterr().err
    assert "年报.html 读不出来：" in said
    assert "表三“一、本年新收”行“自然人”栏写的是“约39”，不是数" in said


def test_a_report_of_the_wrong_year_is_no_last_year(save: Save, capsys: pytest.CaptureFixture[str]) -> None:
    last = save(file="上年.html", **{"2025年": "2024年"})
    assert cli.main(["check-report", last, "--last", last]) == cli.REFUSED
    assert "需要2023年度的报告" in capsys.readouterr().err


def test_no_database_is_needed(save: Save) -> None:
    code = (
        "import sys; from gongkai.assembly import cli;"
        f"assert cli.main(['check-report', {save()!r}]) == 0;"
        "assert 'django' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True)
