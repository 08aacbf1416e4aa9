"""用语检查：suggestions of a draft by word, each with where it stands."""

from dataclasses import dataclass
from typing import Any

from gongkai.engines.publishing import personal, wording
from gongkai.engines.publishing.models import OPEN_STATES
from gongkai.engines.publishing.queries import Work
from gongkai.foundation.wording.rules import Rule, Suggestion

SHOWN = 5  # 处：of one word that are listed


@dataclass(frozen=True)
class Word:
    """一个用语：its rule, and the places where it stands."""

    rule: Rule
    places: tuple[tuple[str, Suggestion], ...]
    count: int


def facts_of(work: Work) -> dict[str, Any]:
    """用语建议：for the item's page, of open drafts only."""
    if work.edition.state not in OPEN_STATES:
        return {"wording": []}
    found: dict[str, list[Suggestion]] = {}
    for suggestion in wording.suggestions(work.content, work.edition.organ):
        found.setdefault(suggestion.rule.wrong, []).append(suggestion)
    return {"wording": [_word(places) for places in found.values()]}


def _word(found: list[Suggestion]) -> Word:
    places = tuple((personal.where(suggestion.place), suggestion) for suggestion in found[:SHOWN])
    return Word(found[0].rule, places, len(found))
