"""演示世界：what exists so far while the demo is being loaded."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import yaml

from gongkai.assembly.demo._dates import instant
from gongkai.assembly.demo._texts import DATA
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import Actor

SETUP_ON = date(2024, 1, 2)
SETUP = instant(SETUP_ON, 0)


class _Loader(yaml.SafeLoader):
    """Plain YAML in which `on` is a word and not a yes."""

    yaml_implicit_resolvers = {
        first: [(tag, pattern) for tag, pattern in known if tag != "tag:yaml.org,2002:bool" or first in "tf"]
        for first, known in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


def data(name: str) -> dict[str, Any]:
    """读数据：one of the demo's YAML files."""
    text = (DATA / f"{name}.yaml").read_text(encoding="utf-8")
    loaded: dict[str, Any] = yaml.load(text, Loader=_Loader)  # noqa: S506 — a SafeLoader
    return loaded


@dataclass
class World:
    """演示世界：organs by key, people by username, records by the demo's own names."""

    at: datetime
    today: date
    organs: dict[str, Organ] = field(default_factory=dict)
    about: dict[str, dict[str, Any]] = field(default_factory=dict)
    actors: dict[str, Actor] = field(default_factory=dict)
    posts: dict[tuple[str, str], str] = field(default_factory=dict)
    records: dict[str, str] = field(default_factory=dict)
    emergencies: dict[str, str] = field(default_factory=dict)

    def actor(self, organ: str, role: str) -> Actor:
        """行为人：the first person who holds a post in an organ."""
        return self.actors[self.posts[organ, role]]
