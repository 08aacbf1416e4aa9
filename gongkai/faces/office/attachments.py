"""附件：the buttons of the attachments' section; each saves what was typed first, so that nothing is lost."""

from collections.abc import Callable

from gongkai.engines.publishing import intake
from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing.queries import Work
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.uploads import refusal_of
from gongkai.foundation.errors import Conflict, Invalid

STALE = "附件列表刚刚有变化。请看清现在的附件后再办。"


def perform(request: StaffRequest, work: Work, button: str) -> str:
    """办理附件：by the button pressed ("attach", "detach:2", "up:2", "down:2"); answers what was done, "" for none.

    :raises Invalid: with what to do, when the file cannot be taken.
    :raises Conflict: when the list is no longer what the clerk saw.
    """
    name, _, place = button.partition(":")
    if name == "attach":
        return _attach(request, work)
    if name not in _BUTTONS:
        return ""
    position = int(place) if place.isascii() and place.isdigit() and len(place) < 6 else 0
    if position not in [attachment.position for attachment in work.attachments]:
        raise Conflict(STALE)
    return _BUTTONS[name](request, work, position)


def _attach(request: StaffRequest, work: Work) -> str:
    too_large = refusal_of(request, "attachment")
    if too_large:
        raise Invalid(too_large)
    file = request.FILES.get("attachment")
    if file is None:
        raise Invalid("请选择要添加的附件。")
    name = (file.name or "附件")[:255]
    original, public = intake.keep_attachment(content=file.read(), name=name, by=request.actor, at=request.at)
    ops.attach(
        record=work.edition.record.uid,
        title=request.POST.get("attachment_title", "").strip()[:255] or name.rsplit(".", 1)[0],
        file_name=name,
        original=original,
        public=public,
        by=request.actor,
        at=request.at,
    )
    return f"已添加附件：{name}。"


def _detach(request: StaffRequest, work: Work, position: int) -> str:
    ops.detach(record=work.edition.record.uid, position=position, by=request.actor, at=request.at)
    return "已移除附件。"


def _move(step: int) -> Callable[[StaffRequest, Work, int], str]:
    def move(request: StaffRequest, work: Work, position: int) -> str:
        places = [attachment.position for attachment in work.attachments]
        here = places.index(position)
        there = here + step
        if not 0 <= there < len(places):
            return ""
        places[here], places[there] = places[there], places[here]
        ops.reorder(record=work.edition.record.uid, positions=places, by=request.actor, at=request.at)
        return "已调整附件顺序。"

    return move


_BUTTONS = {"detach": _detach, "up": _move(-1), "down": _move(1)}
