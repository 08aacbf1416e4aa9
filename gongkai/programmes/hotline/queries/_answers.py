"""The answer that went out, and what who was merged into another message sees of that one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.engines.casework.models import Case
from gongkai.engines.casework.queries import done_in
from gongkai.engines.casework.rules import Done
from gongkai.foundation.organs import queries as organs
from gongkai.law import codes
from gongkai.programmes.hotline.models import Message
from gongkai.programmes.hotline.programme import OUTCOME
from gongkai.programmes.hotline.rules import DOORS
from gongkai.programmes.hotline.senders import senders_of, tells_of_any


@dataclass(frozen=True)
class Answer:
    """答复：its outcome, words, day and whose it is; only once it went out."""

    outcome: str
    text: str
    on: date
    organ: str


@dataclass(frozen=True)
class Joined:
    """并入的那一件：what of it those merged into it see; nothing that tells of another sender."""

    answer: Answer | None = None
    withheld: bool = False
    refused: str = ""
    door: str = ""


def answer_of(done: Sequence[Done], named: Mapping[str, str]) -> Answer | None:
    """答复：the last that went out; nothing while it is done again."""
    sent = next((item for item in reversed(done) if item.act in {"answer", "answer_directly", "redo"}), None)
    if sent is None or sent.act == "redo":
        return None
    before = [item for item in done if item.number <= sent.number]
    words = next(item for item in reversed(before) if item.act in {"propose_answer", "answer_directly"})
    organ = named.get(words.organ, "") if words.organ else ""
    return Answer(OUTCOME.shown(words.given["outcome"]), words.given["text"], sent.on, organ)


def joined_of(message: Message, *, on: date) -> Joined:
    """并入的那一件：its answer or why it is not accepted. 5 SQL.

    An answer that names another sender is withheld, as is one to a message whose words are kept from everybody; the
    hotline office sees that it is and has it written anew. Of a refusal the ground is told in any case.
    """
    other = Message.objects.select_related("case").get(case=message.leading_id)
    done = done_in(other.case)
    named = organs.names_on({item.given["organ"] for item in done if item.given.get("organ")}, on)
    if answer := answer_of(done, named):
        kept = other.confidential or tells_of_any(answer.text, senders_of(other.case, but=message))
        return Joined(withheld=True) if kept else Joined(answer)
    refusal = next((item.given for item in done if item.act == "refuse"), None)
    if refusal is None:
        return Joined()
    ground = codes.hotline_refusals.get(refusal["ground"])
    kept = other.confidential or tells_of_any(refusal["reason"], senders_of(other.case, but=message))
    said = "：".join(one for one in (ground.name if ground else "", "" if kept else refusal["reason"]) if one)
    return Joined(refused=said, door=DOORS.get(refusal["ground"], ""))


def is_withheld(case: Case) -> bool:
    """答复是否对并入的诉求人不显示：for the hotline office, of a case into which others were merged. 4 SQL."""
    answer = answer_of(done_in(case), {})
    message = Message.objects.get(case=case)
    return answer is not None and (message.confidential or tells_of_any(answer.text, senders_of(case)))
