"""来信登记为事项：a letter of the tray fills in the form of a message or a petition, and leaves the tray with it."""

from dataclasses import dataclass
from datetime import date
from email.utils import parseaddr

from gongkai.faces.office.http import StaffRequest
from gongkai.foundation.errors import NotFound
from gongkai.foundation.mail import operations, queries
from gongkai.foundation.now import china_date
from gongkai.foundation.people.actors import HOTLINE_CLERK, Actor
from gongkai.foundation.text import storable

DOORS = (("登记为热线诉求", "office:hotline_new"), ("登记为信访事项", "office:petition_new"))


@dataclass(frozen=True)
class Letter:
    """登记所依据的来信：who wrote, from where, what, and on which day it came."""

    uid: str
    name: str
    address: str
    text: str
    came_on: date


def doors(actor: Actor) -> tuple[tuple[str, str], ...]:
    """可登记为：each with the name of the page that does it, for who may register."""
    return DOORS if actor.organs(HOTLINE_CLERK) else ()


def letter_for(request: StaffRequest) -> Letter | None:
    """所登记的来信：the one named in the address of the page (`?mail=`), if one is.

    :raises NotFound: when it is not in the tray, no longer, or lies with others.
    :raises NotPermitted: for who has none of the posts that sort.
    """
    uid = storable(request.GET.get("mail", ""))[:12]
    if not uid:
        return None
    mail = queries.in_the_tray(request.actor, uid)
    said = queries.opened(mail).said
    name, address = parseaddr(said.sender)
    text = "\n".join(part for part in (said.title, said.text) if part)
    return Letter(mail.uid, name, address, text, china_date(mail.at))


def registered(request: StaffRequest, letter: Letter | None, what: str, number: str) -> None:
    """已登记：the letter leaves the tray; it is kept, with the number it went to."""
    if letter is None:
        return
    try:
        operations.set_aside(mail=letter.uid, reason=f"已登记为{what} {number}", by=request.actor, at=request.at)
    except NotFound:
        return  # sorted by somebody else in the same moment: the matter stands, and the letter is out of the tray
