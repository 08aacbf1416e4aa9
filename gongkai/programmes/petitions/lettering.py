"""信访发函：the written notices go out with the acts that send them, numbered by the organ that acts."""

from collections.abc import Sequence
from datetime import datetime

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.printing import refuse_unprintable
from gongkai.engines.casework.rules import Clock, Done
from gongkai.foundation.errors import NotFound
from gongkai.foundation.events import emit
from gongkai.foundation.letters import operations, queries
from gongkai.foundation.letters.models import Letter
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.organs.queries import by_code, name_on
from gongkai.foundation.people.actors import Actor
from gongkai.programmes.petitions import letters
from gongkai.programmes.petitions.letters import Matter
from gongkai.programmes.petitions.models import Petition
from gongkai.programmes.petitions.programme import PETITIONS


def send_notice(*, case: Case, done: Sequence[Done], clock: Clock | None, by: Actor, at: datetime) -> Letter | None:
    """发出书面告知：number the letter the last act sends, within its transaction; its files are made from the queue.

    :raises Invalid: for a character no font here has.
    """
    last = done[-1]
    kind = letters.kind_of(last.act)
    if kind is not None or last.act == letters.DRAFTED_BY:
        refuse_unprintable(PETITIONS.act(last.act), last.given)
    if kind is None:
        return None
    organ = by_code(last.organ) if last.organ else case.organ
    letter = operations.number_letter(
        organ=organ,
        subject=subject_of(case),
        act=last.number,
        kind=kind.key,
        series=kind.series,
        otherwise=queries.default_word(organ, letters.OTHERWISE[kind.series], on=last.on),
        sheet=letters.sheet_for(kind, _matter(case, organ, done), done, clock),
        on=last.on,
        by=by,
        at=at,
    )
    emit("letters.numbered", key=letter.uid, letter=letter.uid)
    return letter


def subject_of(case: Case) -> str:
    """公函所属：what the letters of a case belong to."""
    return f"case:{case.uid}"


def letters_in(case: Case) -> list[Letter]:
    """书面告知：the numbered letters of a petition, in order; each was sent to who asks. 1 SQL."""
    return list(queries.letters_of(subject_of(case)))


def letter_in(case: Case, uid: str) -> Letter:
    """一份书面告知：of this petition. 1 SQL.

    :raises NotFound: for any other.
    """
    found = next((one for one in letters_in(case) if one.uid == uid), None)
    if found is None:
        raise NotFound
    return found


def _matter(case: Case, organ: Organ, done: Sequence[Done]) -> Matter:
    said = (("联系电话", organ.phone), ("地址", organ.address), ("邮政编码", organ.postcode))
    return Matter(
        number=case.number,
        title=case.title,
        sort=Petition.objects.only("sort").get(case=case).sort,
        received_on=case.first_received_on or done[0].on,
        organ=name_on(organ, done[-1].on),
        contact="　".join(f"{name}：{value}" for name, value in said if value),
    )
