"""一件意见征集：the draft passage by passage, its explanation and basis, what others said, and what became of it."""

from typing import Any

from django.http import HttpResponse
from django.utils.safestring import SafeString

from gongkai.engines.publishing.models import Edition
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.surveys import bars_of
from gongkai.faces.portal.consultations.lists import LAST_DAY, calendar_of, theme_of
from gongkai.faces.portal.http import page, public
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text import storable
from gongkai.programmes.consultations import contents, queries, rules
from gongkai.programmes.consultations.contents import BASIS, EXPLANATION, Passage
from gongkai.programmes.consultations.programme import OUTCOMES
from gongkai.programmes.consultations.queries import Seen, Shown


@public
def show(request: Request, consultation: str) -> HttpResponse:
    """一件意见征集：as it stands now, or an earlier version of its texts. Eight SQL queries.

    :raises NotFound: for what does not exist and what is not public.
    """
    one = queries.seen(consultation, request.at)
    number = number_in(request.GET.get("version", "")) or one.edition
    edition = queries.version(one, number, request.at)
    parts = contents.parts_of(edition.body)
    counts = queries.counts_by_passage(one, edition.number)
    by_version = queries.copies_by_version(one)
    facts = common(request, one) | {
        "edition": edition,
        "editions": [(*row, by_version.get(row[0], 0)) for row in queries.public_versions(one, request.at)],
        "elsewhere": sum(many for number, many in by_version.items() if number != edition.number),
        "passages": [
            (passage, SafeString(passage.html), counts.get(passage.number, 0))
            for passage in contents.passages_of(edition.body)
        ],
        "on_all": counts.get(0, 0),
        "explanation": _html(parts.get(EXPLANATION, [])),
        "basis": _html(parts.get(BASIS, [])),
        "notice": _html(parts[""]),
        "owed": rules.period(one.matter, one.opened_on),
        "has_survey": bool(one.questions),
        "totals": queries.totals(one.pk),
    }
    return page(request, "consultations/show", facts)


@public
def comments(request: Request, consultation: str) -> HttpResponse:
    """意见清单：what most people said first; of one passage, or those with one outcome. Seven SQL queries.

    :raises NotFound: for what does not exist and what is not public.
    """
    one = queries.seen(consultation, request.at)
    version, passage = number_in(request.GET.get("version", "")), request.GET.get("passage", "")
    outcome = request.GET.get("outcome", "")
    chosen = number_in(passage) if passage else None
    found = queries.comments(
        one,
        version=version,
        passage=chosen,
        outcome=outcome if outcome in OUTCOMES else "",
        after=storable(request.GET.get("after", "")),
    )
    facts = common(request, one) | {
        "rows": with_passages(one, found.rows, request),
        "next": found.next,
        "first": bool(request.GET.get("after")),
        "on": passage_of(one, version or one.edition, chosen, request) if chosen else None,
        "whole": chosen == 0,
        "version": version or one.edition,
        "outcome": OUTCOMES.get(outcome, ""),
        "totals": queries.totals(one.pk),
        "outcomes": OUTCOMES,
    }
    return page(request, "consultations/comments", facts)


@public
def results(request: Request, consultation: str) -> HttpResponse:
    """征集结果：the numbers, the choices of the survey, and the way to each answer. Nine SQL queries and one a question
    with 其他.

    The choices are counted for all to see once the survey is closed: who has not answered yet is not led by them.

    :raises NotFound: for what does not exist and what is not public.
    """
    one = queries.seen(consultation, request.at)
    totals = queries.totals(one.pk)
    survey = [] if one.is_open else queries.survey_counts(one.pk, one.questions)
    facts = common(request, one) | {
        "totals": totals,
        "survey": [(each, bars_of(each)) for each in survey],
        "duty": one.duty,
    }
    return page(request, "consultations/results", facts)


@public
def calendar(request: Request, consultation: str) -> HttpResponse:
    """一件征集的截止日。One SQL query.

    :raises NotFound: for what does not exist and what is not public.
    """
    return calendar_of(LAST_DAY, [queries.seen(consultation, request.at)])


def common(request: Request, one: Seen) -> dict[str, Any]:
    """每页都有的：the consultation, its organ by name, its theme."""
    name = organs.names_on({one.organ}, china_date(request.at)).get(one.organ, one.organ)
    return {"one": one, "organ_name": name, "theme": theme_of(one)}


def passage_of(one: Seen, version: int, number: int, request: Request) -> Passage | None:
    """草案的一段：of a version; None where there is none such."""
    edition = queries.version(one, version, request.at)
    return next((each for each in contents.passages_of(edition.body) if each.number == number), None)


def with_passages(one: Seen, rows: tuple[Shown, ...], request: Request) -> list[tuple[Shown, Passage | None]]:
    """意见和它所指的段落：each with the passage it speaks of, as it stood. One SQL query a version."""
    bodies: dict[int, Edition] = {}
    found: list[tuple[Shown, Passage | None]] = []
    for row in rows:
        if row.version not in bodies:
            bodies[row.version] = queries.version(one, row.version, request.at)
        passages = {each.number: each for each in contents.passages_of(bodies[row.version].body)}
        found.append((row, passages.get(row.passage)))
    return found


def number_in(said: str) -> int:
    """数字：from an address; 0 for anything else."""
    return int(said) if said.isascii() and said.isdigit() and len(said) < 7 else 0


def _html(blocks: list[str]) -> SafeString:
    return SafeString("\n".join(blocks))
