"""请求：what every view of the office may rely on."""

from gongkai.faces.kit.http import Request
from gongkai.foundation.errors import NotFound
from gongkai.foundation.people.actors import Actor


class StaffRequest(Request):
    """办公请求：somebody is signed in; the kit's middleware has seen to it."""

    actor: Actor


def edition_number(request: StaffRequest) -> int | None:
    """版本号：the edition asked for by `?edition=`, or the newest.

    :raises NotFound: for anything that is no edition's number.
    """
    said = request.GET.get("edition", "")
    if not said:
        return None
    if not said.isascii() or not said.isdigit() or len(said) > 6:
        raise NotFound
    return int(said)
