"""`gongkai reorganise`: says of every record what would happen, changes nothing until told to, then passes them on."""

from pathlib import Path

import pytest

from gongkai.assembly import cli
from gongkai.engines.publishing.models import Record
from gongkai.foundation.journal.models import Entry

from .office import Office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at_rest")]
NOTE = ["--note", "机构改革方案第三条"]


@pytest.fixture
def office(at) -> Office:
    return Office(at)


def held(office: Office) -> set[str]:
    return set(Record.objects.filter(organ=office.organ).values_list("uid", flat=True))


def test_without_do_it_only_tells(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    uid, new = office.release(), office.successor()
    assert cli.main(["reorganise", office.organ.code, new.code, *NOTE]) == 0
    said = capsys.readouterr().out
    assert uid in said
    assert "只是试办" in said
    assert held(office) == {uid}


def test_with_do_released_records_pass_and_the_journal_says_why(
    office: Office, capsys: pytest.CaptureFixture[str]
) -> None:
    uids = {office.release(), office.release()}
    new = office.successor()
    assert cli.main(["reorganise", office.organ.code, new.code, *NOTE, "--do"]) == 0
    assert "已办完" in capsys.readouterr().out
    assert held(office) == set()
    assert set(Record.objects.filter(organ=new).values_list("uid", flat=True)) == uids
    assert Entry.objects.filter(act="publishing.transferred").count() == 2


def test_only_what_a_list_names_passes_and_what_is_unknown_is_told(
    office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = office.release(), office.release()
    new, listed = office.successor(), tmp_path / "清单.csv"
    listed.write_text(f"编号\n{first}\n没有这一份\n", encoding="utf-8")
    assert cli.main(["reorganise", office.organ.code, new.code, *NOTE, "--list", str(listed), "--do"]) == 1
    assert "没有这一份" in capsys.readouterr().out
    assert held(office) == {second}


@pytest.mark.parametrize("new", ["990000033", "002482816"])
def test_to_itself_or_to_no_successor_nothing_passes(
    office: Office, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    uid = office.release()
    if new != office.organ.code:
        office.establish(new, "东澜省社会工作部")
    assert cli.main(["reorganise", office.organ.code, new, *NOTE, "--do"]) == 1
    assert "承继" in capsys.readouterr().out
    assert held(office) == {uid}


def test_an_organ_that_is_not_there_is_refused(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["reorganise", "000000000", office.organ.code, *NOTE]) == 2
    assert capsys.readouterr().err


def test_a_list_that_is_not_there_is_refused_before_anything(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["reorganise", "1", "2", *NOTE, "--list", "/nowhere.csv"]) == 2
    assert "找不到文件" in capsys.readouterr().out
