"""名录文件的上传：what was chosen in a form is kept before anything is refused, to be chosen once only."""

from collections.abc import Sequence
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from gongkai.engines.registers import operations as ops
from gongkai.engines.registers.rules import Register, Type
from gongkai.faces.office.forms.registers import KEPT
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.uploads import refusal_of
from gongkai.foundation.errors import Invalid
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ


def kept(
    request: StaffRequest, register: Register, own: Sequence[tuple[str, str]]
) -> tuple[QueryDict | None, dict[str, str]]:
    """收下所选的文件：what was posted, with each file as a box ticked; and a sentence for each that cannot be taken.

    :raises NotPermitted: for an organ whose files are not this person's to keep.
    """
    if request.method != "POST":
        return None, {}
    posted, refused = request.POST.copy(), {}
    code = posted.get("organ", "")
    organ = organs.by_code(code) if code in dict(own) else None
    for field in register.fields:
        name = f"f-{field.key}"
        if field.type is not Type.FILE or organ is None:
            continue
        if said := refusal_of(request, name):
            refused[name] = said
        try:
            values = [_keep(request, organ, file) for file in request.FILES.getlist(name)]
        except Invalid as refusal:
            refused[name] = refusal.sentence
            continue
        if values and not field.many:
            posted.setlist(f"{KEPT}{field.key}", values[-1:])
        elif values:
            posted.setlist(f"{KEPT}{field.key}", [*posted.getlist(f"{KEPT}{field.key}"), *values])
    return posted, refused


def named(request: StaffRequest, organ: Organ) -> dict[str, str]:
    """随表格上传的文件：name → the value that names what was kept.

    :raises Invalid: for a file that cannot be taken.
    """
    found = {}
    for file in request.FILES.getlist("enclosed"):
        try:
            found[str(file.name)] = _keep(request, organ, file)
        except Invalid as refusal:
            raise Invalid(f"“{file.name}”：{refusal.sentence}", field="enclosed") from refusal
    return found


def _keep(request: StaffRequest, organ: Organ, file: "UploadedFile[Any]") -> str:
    return ops.keep_file(organ=organ, content=file.read(), name=str(file.name), by=request.actor, at=request.at)
