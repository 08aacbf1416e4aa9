from datetime import date, datetime

import pytest

from gongkai import law
from gongkai.law import (
    INTERPRETATION_LIMIT,
    LEGALITY_REVIEW_MAX,
    LEGALITY_REVIEW_MIN,
    PROACTIVE_LIMIT,
    RE_REVIEW_INTERVAL,
    CalendarDays,
    OutsideCoverage,
    Parameter,
    Provision,
    UnknownLaw,
    WorkingDays,
    WrongFact,
    appeals,
    consulting,
    deciding,
    enforcing,
    funds,
    hotline,
    parameters,
    remedies,
)

NAMED = [
    value
    for module in (appeals, consulting, deciding, enforcing, funds, hotline, parameters, remedies)
    for value in vars(module).values()
    if isinstance(value, Parameter | Provision)
]


@pytest.mark.parametrize(
    ("parameter", "fact", "value", "article", "attested", "configuration"),
    [
        (PROACTIVE_LIMIT, {"formed_on": date(2008, 5, 1)}, WorkingDays(20), "第十八条", "unverified", False),
        (PROACTIVE_LIMIT, {"formed_on": date(2019, 5, 14)}, WorkingDays(20), "第十八条", "unverified", False),
        (PROACTIVE_LIMIT, {"formed_on": date(2019, 5, 15)}, WorkingDays(20), "第二十六条", "verbatim", False),
        (PROACTIVE_LIMIT, {"changed_on": date(2026, 11, 23)}, WorkingDays(20), "第二十六条", "verbatim", False),
        (RE_REVIEW_INTERVAL, {"reviewed_on": date(2026, 1, 5)}, CalendarDays(365), "第十八条", "unverified", True),
        (LEGALITY_REVIEW_MIN, {"submitted_on": date(2026, 1, 5)}, WorkingDays(5), "审核时限", "unverified", True),
        (LEGALITY_REVIEW_MAX, {"submitted_on": date(2026, 1, 5)}, WorkingDays(15), "审核时限", "unverified", True),
        (
            INTERPRETATION_LIMIT,
            {"published_on": date(2026, 1, 5)},
            WorkingDays(3),
            "政策解读材料发布期限",
            "unverified",
            True,
        ),
    ],
)
def test_a_parameter_gives_its_value_and_citation_together(parameter, fact, value, article, attested, configuration):
    given = parameter.at(**fact)
    assert given.value == value
    assert given.citation.article == article
    assert given.citation.attested == attested
    assert given.citation.configuration is configuration


def test_what_was_not_verified_says_so_on_the_screen():
    assert PROACTIVE_LIMIT.at(formed_on=date(2026, 1, 5)).citation.caution == ""
    assert "尚未与正式文本核对" in PROACTIVE_LIMIT.at(formed_on=date(2010, 1, 5)).citation.caution
    assert "配置" in INTERPRETATION_LIMIT.at(published_on=date(2026, 1, 5)).citation.caution


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"published_on": date(2026, 1, 5)},
        {"formed_on": date(2026, 1, 5), "changed_on": date(2026, 1, 6)},
        {"formed_on": datetime(2026, 1, 5)},
        {"formed_on": "2026-01-05"},
        {"formed_on": None},
    ],
)
def test_a_parameter_refuses_any_other_fact(facts):
    with pytest.raises(WrongFact):
        PROACTIVE_LIMIT.at(**facts)


def test_a_day_before_the_first_row_is_refused_with_a_sentence():
    with pytest.raises(OutsideCoverage) as refused:
        PROACTIVE_LIMIT.at(formed_on=date(2008, 4, 30))
    assert refused.value.sentence.startswith("2008年4月30日不在“主动公开期限”的适用期间内")
    assert "2008年5月1日" in refused.value.sentence


@pytest.mark.parametrize("named", NAMED, ids=lambda named: named.id)
def test_every_named_object_is_defined_in_an_instrument(named):
    rule = law.current().rule(named.id)
    assert named.name == rule.name
    fact = rule.keyed_on[0]
    assert named.at(**{fact: rule.rows[-1].from_})


def test_every_parameter_in_the_files_has_its_name_in_code():
    in_files = {rule.id for rule in law.current().rules.values() if rule.unit != "provision"}
    assert in_files == {named.id for named in NAMED if isinstance(named, Parameter)}


def test_what_no_file_defines_is_refused():
    with pytest.raises(UnknownLaw, match="no instrument defines"):
        Parameter("no_such_limit", WorkingDays).at(formed_on=date(2026, 1, 5))


def test_the_edition_in_force_follows_the_day():
    book = law.current()
    assert book.edition_on("FOI", date(2019, 5, 14)).key == "FOI-2008"
    assert book.edition_on("FOI", date(2019, 5, 15)).key == "FOI-2019"
    assert book.edition_on("FOI", date(2008, 4, 30)) is None
