"""情形引导页：a few questions, and what they call for: items stage by stage, every material once, time and money.

The answers stand in the address, so that a page can be kept, sent and printed; nothing needs a script.
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import HttpResponse

from gongkai.engines.registers import queries
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import YES, every
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.guides import parts
from gongkai.faces.portal.http import page, public
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text import storable
from gongkai.programmes.services import situations
from gongkai.programmes.services.programme import MATERIALS, SERVICES, SITUATIONS
from gongkai.programmes.services.rules import WAYS
from gongkai.programmes.services.situations import Needed, Question


@dataclass(frozen=True)
class Asked:
    """一个问题：and what was answered."""

    question: Question
    answer: str


@dataclass(frozen=True)
class Item:
    """一个事项：what, from whom, how long, how much."""

    version: EntryVersion
    organ: str


@dataclass(frozen=True)
class Bring:
    """一种材料：what it is, how many of it, and for what."""

    material: parts.Material
    needed: Needed
    titles: tuple[str, ...]


@public
def situation(request: Request, key: str) -> HttpResponse:
    """一个情形：questions first; with every one answered, what to do. Seven SQL queries.

    :raises NotFound: for a situation that does not stand.
    """
    today = china_date(request.at)
    version = queries.entry_on(SITUATIONS, storable(key), today, seen_on=today)
    if version is None:
        raise NotFound
    known = situations.situation_of(version.values)
    answers = known.answered({one.name: storable(request.GET.get(one.name, "")) for one in known.questions})
    missing = [one for one in known.questions if one.name not in answers]
    facts = {
        "key": version.key,
        "title": version.title,
        "version": version,
        "about": version.values.get("about", ""),
        "after": version.values.get("after", ""),
        "asked": [Asked(one, answers.get(one.name, "")) for one in known.questions],
        "missing": missing if request.GET and not request.GET.get("again") else [],
        "again": f"?{urlencode({**answers, 'again': '1'})}",
        **({} if missing or request.GET.get("again") else _needed(known.stages(answers), today)),
    }
    return page(request, "guides/situation", facts)


def _needed(stages: list[tuple[str, ...]], day: date) -> dict[str, object]:
    """What the answers call for; an item that stands no longer is left out and said so."""
    items = queries.versions(SERVICES, {key for stage in stages for key in stage}, day, seen_on=day)
    standing = [tuple(key for key in stage if key in items) for stage in stages]
    ordered = [(key, items[key].values) for stage in standing for key in stage]
    wanted = {one for _, values in ordered for how in WAYS for one in every(values.get(how))}
    materials = queries.versions(MATERIALS, wanted, day, seen_on=day)
    names = organs.names_on({str(values["organ"]) for _, values in ordered}, day)
    needed = situations.materials(ordered, {key: one.values for key, one in materials.items()})
    total = situations.total(standing, dict(ordered))
    return {
        "stages": [[Item(items[key], names.get(str(items[key].values["organ"]), "")) for key in stage]
                   for stage in standing if stage],
        "materials": [
            Bring(parts.material(one.key, materials.get(one.key)), one, tuple(items[key].title for key in one.items))
            for one in needed
        ],
        "total": total,
        "untimed": [items[key].title for key in total.untimed],
        "unpriced": [items[key].title for key in total.unpriced],
        # What a guide does not say is not free, nor without materials.
        "unsaid": [items[key].title for key, values in ordered if not values.get("charged")],
        "no_materials": bool(ordered) and all(values.get("no_materials") == YES for _, values in ordered),
        "gone": sum(map(len, stages)) - len(ordered),
        "ready": True,
    }  # fmt: skip
