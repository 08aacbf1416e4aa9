"""What the loader refuses, and what an overlay may do."""

from datetime import date
from pathlib import Path

import pytest

from gongkai.law import (
    LEGALITY_REVIEW_MAX,
    CalendarDays,
    LawFileError,
    WorkingDays,
    codes,
    count_working_days,
    current,
    load,
    use_overlay,
)

INSTRUMENT = """
key: LOCAL
title: 某市行政规范性文件管理办法
editions:
  - {key: LOCAL-2024, number: 某政令第1号, from: 2024-01-01, attested: unverified}
parameters:
  - id: legality_review_max
    name: 合法性审查最长时间
    unit: working_days
    keyed_on: submitted_on
    rows:
      - {from: 2024-01-01, until: 2025-01-01, value: 10, article: 第九条, attested: unverified}
      - {from: 2025-01-01, value: 7, article: 第九条, attested: unverified}
"""
CALENDAR = """
year: 2027
notice: 国办发明电〔2026〕9号
attested: excerpt
rest:
  - {name: 元旦, from: 2027-01-01, through: 2027-01-03}
  - {name: 春节, from: 2027-02-05, through: 2027-02-12}
work:
  - {name: 元旦, day: 2027-01-09}
"""
THEMES = """
list: themes
name: 本市主题分类
configuration: true
attested: unverified
codes:
  - {code: a, name: 城市管理, english: City}
"""


@pytest.fixture
def overlay(tmp_path):
    def write(**files):
        for name, text in files.items():
            folder, _, stem = name.partition("__")
            (tmp_path / folder).mkdir(exist_ok=True)
            (tmp_path / folder / f"{stem}.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


@pytest.fixture
def shipped_law_afterwards():
    yield
    use_overlay(None)


def refused(path: Path) -> LawFileError:
    with pytest.raises(LawFileError) as error:
        load(path)
    return error.value


@pytest.mark.parametrize(
    ("old", "new", "path", "problem"),
    [
        ("title:", "titel:", "", "unknown key 'titel'"),
        ("key: LOCAL\n", "", "", "'key' is missing"),
        ("key: LOCAL\n", "key: LOCAL\nkey: AGAIN\n", "line 3", "duplicate key"),
        ("unit: working_days", "unit: days", "parameters[0].unit", "one of working_days"),
        ("keyed_on: submitted_on", "keyed_on: today", "parameters[0].keyed_on", "ending in _on"),
        ("until: 2025-01-01", "until: 2025-01-02", "parameters[0].rows[1]", "overlaps"),
        ("until: 2025-01-01, ", "", "parameters[0].rows[1]", "overlaps"),
        ("until: 2025-01-01", "until: 2024-01-01", "parameters[0].rows[0]", "until must lie after from"),
        ("value: 7", 'value: "7"', "parameters[0].rows[1].value", "whole number"),
        ("value: 7", "value: true", "parameters[0].rows[1].value", "whole number"),
        ("value: 7", "value: -7", "parameters[0].rows[1].value", "negative"),
        ("value: 7, ", "", "parameters[0].rows[1]", "'value' is missing"),
        ("from: 2025-01-01", 'from: "2025-01-01"', "parameters[0].rows[1].from", "a date like"),
        ("from: 2025-01-01", "from: 2025-01-01 08:00:00", "parameters[0].rows[1].from", "a date like"),
        ("from: 2025-01-01", "from: 2025-02-30", "", "not readable"),
        ("from: 2024-01-01, attested", "from: 2024-06-01, attested", "parameters[0].rows[0].from", "no edition"),
        (
            "from: 2024-01-01, attested",
            "from: 2024-01-01, until: 2026-01-01, attested",
            "parameters[0].rows[1]",
            "outlives its edition",
        ),
        ("第九条, attested: unverified}", "第九条, attested: verbatim}", "parameters[0].rows[0]", "needs its quote"),
        ("第九条, attested: unverified}", "第九条, attested: surely}", "parameters[0].rows[0].attested", "one of"),
        ("key: LOCAL\n", "key: FOI\n", "key", "exists already"),
        ("id: legality_review_max", "id: proactive_limit", "parameters", "not configuration"),
        ("key: LOCAL-2024", "key: FOI-2019", "editions", "defined twice"),
        ("unit: working_days", "unit: calendar_days", "parameters", "must keep unit"),
        ("key: LOCAL\n", "key: LOCAL\nreplaces: NOTHING\n", "replaces", "no instrument 'NOTHING'"),
        ("key: LOCAL\n", "key: LOCAL\nreplaces: LEGALITY\n", "parameters", "is missing"),
    ],
)
def test_a_mistake_in_an_instrument_is_refused_with_its_place(overlay, old, new, path, problem):
    assert old in INSTRUMENT
    error = refused(overlay(instruments__local=INSTRUMENT.replace(old, new)))
    assert error.file.endswith("local.yaml")
    assert error.path == path
    assert problem in str(error)


@pytest.mark.parametrize(
    ("old", "new", "path", "problem"),
    [
        ("year: 2027", "year: 2027\nholidays: []", "", "unknown key"),
        ("year: 2027", "year: 2029", "rest[0]", "outside 2029"),
        ("day: 2027-01-09", "day: 2027-01-08", "work[0].day", "Saturday or Sunday"),
        ("day: 2027-01-09", "day: 2027-01-02", "work[0].day", "already listed"),
        ("through: 2027-01-03", "through: 2026-12-30", "rest[0]", "before from"),
        ("from: 2027-02-05", "from: 2027-01-03", "rest[1]", "already a rest day"),
        ("notice: 国办发明电〔2026〕9号", "notice: none", "notice", "provisional"),
    ],
)
def test_a_mistake_in_a_calendar_is_refused_with_its_place(overlay, old, new, path, problem):
    error = refused(overlay(calendars__2027=CALENDAR.replace(old, new)))
    assert (error.file[-9:], error.path) == ("2027.yaml", path)
    assert problem in str(error)


def test_a_gap_between_years_is_refused(overlay):
    far = CALENDAR.replace("2027-01-09", "2027-01-07").replace("2027", "2029")
    assert "the calendar of 2028 is missing" in str(refused(overlay(calendars__x=far)))


def test_a_published_year_is_replaced_only_when_that_is_said(overlay):
    again = CALENDAR.replace("2027-02-12", "2027-02-07").replace("2027-01-09", "2027-01-10").replace("2027", "2026")
    again = again.replace("2026-01-10", "2026-01-11")
    assert "published already" in str(refused(overlay(calendars__x=again)))
    book = load(overlay(calendars__x=again.replace("attested", "supersedes: true\nattested")))
    assert book.calendar.is_working_day(date(2026, 1, 11))


@pytest.mark.parametrize("name", ["texts", "instrument"])
def test_an_overlay_with_an_unknown_folder_is_refused(tmp_path, name):
    (tmp_path / name).mkdir()
    assert "an overlay holds only" in str(refused(tmp_path))


def test_a_file_that_would_be_ignored_is_refused(tmp_path):
    (tmp_path / "calendars").mkdir()
    (tmp_path / "calendars" / "2028.yml").write_text(CALENDAR, encoding="utf-8")
    assert "only .yaml files" in str(refused(tmp_path))


def test_a_missing_overlay_is_refused(tmp_path):
    assert "does not exist" in str(refused(tmp_path / "nowhere"))


def test_a_list_fixed_by_law_cannot_be_replaced(overlay):
    text = THEMES.replace("themes", "withholding_grounds").replace("english: City", "english: City, force: may")
    text = text.replace("force: may", "force: may, state_secret: false, third_party_consent: false, ")
    text = text.replace("false, }", "false, review_before_court: true}")
    assert "fixed by law" in str(refused(overlay(codelists__x=text)))


@pytest.mark.usefixtures("shipped_law_afterwards")
def test_an_overlay_changes_what_is_configuration(overlay):
    before = current().version
    assert LEGALITY_REVIEW_MAX.at(submitted_on=date(2026, 1, 5)).value == WorkingDays(15)
    book = use_overlay(overlay(instruments__local=INSTRUMENT, codelists__themes=THEMES))
    assert book.version != before
    local = LEGALITY_REVIEW_MAX.at(submitted_on=date(2026, 1, 5))
    assert local.value == WorkingDays(7)
    assert str(local.citation) == "《某市行政规范性文件管理办法》（某政令第1号）第九条"
    assert codes.themes.choices() == [("a", "城市管理")]


@pytest.mark.usefixtures("shipped_law_afterwards")
def test_a_published_notice_makes_a_provisional_date_final(overlay):
    start, limit = date(2026, 12, 21), WorkingDays(15)
    projected = count_working_days(start, limit)
    use_overlay(overlay(calendars__2027=CALENDAR))
    final = count_working_days(start, limit)
    assert (projected.provisional, final.provisional) == (True, False)
    assert (projected.due_on, final.due_on) == (date(2027, 1, 12), date(2027, 1, 11))
    assert projected.calendar_version != final.calendar_version


@pytest.mark.usefixtures("shipped_law_afterwards")
def test_a_local_holiday_is_laid_over_the_national_calendar(overlay):
    local = """
year: 2026
notice: 某州政令第3号
attested: unverified
local: 某自治州民族节日放假安排
rest:
  - {name: 火把节, from: 2026-08-05, through: 2026-08-06}
work: []
"""
    use_overlay(overlay(calendars__local=local))
    count = count_working_days(date(2026, 8, 4), WorkingDays(1))
    assert count.due_on == date(2026, 8, 7)
    assert "火把节放假" in count.steps[1].sentence
    assert count.steps[1].citation.title == "某自治州民族节日放假安排"


def test_an_overlay_with_an_error_leaves_the_law_in_force_untouched(overlay):
    before = current()
    with pytest.raises(LawFileError):
        use_overlay(overlay(calendars__2027="year: x"))
    assert current() is before


def test_money_is_read_exactly(overlay):
    text = INSTRUMENT.replace("legality_review_max", "local_fee").replace("working_days", "yuan")
    book = load(overlay(instruments__local=text.replace("value: 7", 'value: "12.50"')))
    assert str(book.rule("local_fee").row({"submitted_on": date(2026, 1, 5)}).value) == "12.5元"
    assert CalendarDays(1) < CalendarDays(2)


def test_a_byte_that_is_not_utf8_is_refused(tmp_path):
    (tmp_path / "instruments").mkdir()
    (tmp_path / "instruments" / "local.yaml").write_bytes(b"key: \xb9\xab")
    assert "not readable" in str(refused(tmp_path))
