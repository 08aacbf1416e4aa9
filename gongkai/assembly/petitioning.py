"""信访和热线互转：the hotline answers what petitions ask of it; bound to their port."""

from datetime import datetime

from gongkai.engines.casework import operations as casework
from gongkai.foundation.errors import NotFound
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.programmes.hotline import operations, permission
from gongkai.programmes.hotline.contents import Person, Told
from gongkai.programmes.hotline.programme import TURN
from gongkai.programmes.petitions.ports import Turned

UNDER_WAY = "petition"
"""不予受理的情形：already in the petition procedure."""


class Messages:
    """热线诉求：taken over as petitions, or lodged for one."""

    def take(self, *, case: str, by: Actor, at: datetime) -> Turned:
        """取出：opened as the hotline lets its office open it, and journalled there."""
        found = permission.visible_to(by).select_related("case__organ").filter(case__uid=case).first()
        if found is None:
            raise NotFound
        who, words = operations.reveal_person(case=case, by=by, at=at)
        return Turned(
            organ=found.case.organ,
            number=found.case.number,
            matter=found.matter,
            text=words,
            name=who.name,
            contact=who.contact,
            confidential=found.confidential,
            language=found.language,
            code_hash=found.code_hash,
        )

    def end(self, *, case: str, into: str, by: Actor, at: datetime) -> None:
        """了结：of one not accepted yet, not accepted; of one that was, turned, by the system with the clerk's act."""
        found = permission.visible_to(by).select_related("case").get(case__uid=case).case
        reason = f"已转为信访事项{into}，在信访程序中办理，凭原查询码查询。"
        if found.state == "accepted":
            casework.do(case=case, act=TURN, given={"reason": reason}, seen=found.events.count(), by=SYSTEM, at=at)
            return
        given = {"ground": UNDER_WAY, "reason": reason}
        casework.do(case=case, act="refuse", given=given, seen=found.events.count(), by=by, at=at)

    def lodge(self, *, turned: Turned, kind: str, by: Actor, at: datetime) -> str:
        """登记为诉求：by the same words and person; the petition's code opens the message, too."""
        told = Told(kind, turned.matter, turned.text, confidential=turned.confidential)
        person = Person(turned.name, turned.contact)
        made = operations.lodge(
            organ=turned.organ, told=told, person=person, channel="web", language=turned.language,
            code_hash=turned.code_hash, by=by, at=at,
        )  # fmt: skip
        return made.case.number
