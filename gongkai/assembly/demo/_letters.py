"""演示公函：the words letters are numbered under, and two messages that nobody could match."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from functools import partial

from gongkai.assembly.demo._dates import Act, instant
from gongkai.assembly.demo._world import SETUP_ON, World, data
from gongkai.foundation.letters import operations as letters
from gongkai.foundation.mail import operations as mail
from gongkai.foundation.people.actors import SYSTEM

NAMED, CAME = 400, 500


def acts(world: World) -> Iterator[tuple[datetime, Act]]:
    """全部行为：each with its instant."""
    listed = data("letters")
    for place, about in enumerate(listed["words"]):
        yield instant(SETUP_ON, NAMED + place), partial(_name, world, about)
    for place, about in enumerate(listed["mail"]):
        day = world.today - timedelta(days=int(about["days_ago"]))
        yield instant(day, CAME + place), partial(_receive, about)


def _name(world: World, about: dict[str, str], at: datetime) -> None:
    by, organ = world.actor(about["organ"], "foi_head"), world.organs[about["organ"]]
    letters.name_series(organ=organ, series="reply", word=about["reply"], by=by, at=at)
    letters.name_series(organ=organ, series="notice", word=about["notice"], by=by, at=at)


def _receive(about: dict[str, str], at: datetime) -> None:
    message = EmailMessage()
    message["From"], message["Subject"] = about["from"], about["title"]
    message["Message-ID"] = f"<{about['id']}@donglan.example>"
    message.set_content(about["text"])
    mail.receive_mail(content=message.as_bytes(), by=SYSTEM, at=at)
