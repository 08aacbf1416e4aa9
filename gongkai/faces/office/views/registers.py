"""名录：registers as their keepers work on them: lists of adjustments, one entry's change, what they hold as a file."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from gongkai.engines.registers import exchange, queries
from gongkai.engines.registers import operations as ops
from gongkai.engines.registers.declared import all_registers, register_of
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.queries import Wanted
from gongkai.engines.registers.rules import Action, Field, Register, Type, Value, in_words
from gongkai.faces.kit.answers import heading_of
from gongkai.faces.kit.tables import Cell, xlsx_file
from gongkai.faces.office.desk import desk
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.forms.registers import FileForm, LineForm, initial_of
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.naming import organ_named
from gongkai.faces.office.uploads import taking_files
from gongkai.faces.office.views import register_uploads as uploads
from gongkai.foundation.errors import Invalid, NotFound, NotPermitted, Refusal
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import DRAFTER
from gongkai.foundation.text import storable

PAGE = 100
FOUND = 30
LONGEST_KEY = 80
NONE_TO_TAKE = "没有编码为“{}”的条目可以承接。请对照公开页面上的编码核对。"


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """全部名录。"""
    if not request.actor.posts:
        raise NotPermitted("名录由各机关的工作人员维护，您现在没有岗位。")
    groups: dict[str, list[Register]] = {}
    for register in all_registers():
        groups.setdefault(register.group, []).append(register)
    return desk(request, "office/registers.html", {"groups": sorted(groups.items())})


@require_safe
def show(request: StaffRequest, register: str) -> HttpResponse:
    """一个名录：its adjustments as far as this person sees them, and its entries to change."""
    return _page(request, register_of(register))


def _page(request: StaffRequest, declared: Register, *, mistyped: str = "") -> HttpResponse:
    """Of a register; with the key of an entry to take over that names none."""
    words = storable(request.GET.get("q", ""))[:100].strip()
    rows = list(queries.proposals(declared.code, request.actor)[: PAGE + 1])
    codes = request.actor.organs(DRAFTER)
    day = china_date(request.at)
    own = {
        code: queries.listing(declared, day, seen_on=None, words=words, organ=code, limit=FOUND).versions
        for code in sorted(codes)
    }
    facts = {
        "register": declared,
        "rows": rows[:PAGE],
        "more": len(rows) > PAGE,
        "proposes": bool(codes),
        "imports": queries.imports(declared.code, request.actor),
        "entries": [version for versions in own.values() for version in versions],
        "words": words,
        "names": organs.names_on({row.organ.code for row in rows}, day),
        "mistyped": mistyped,
        "faults": [("taken-key", NONE_TO_TAKE.format(mistyped))] if mistyped else (),
    }
    return desk(request, "office/register.html", facts, status=404 if mistyped else 200)


def posted(request: StaffRequest) -> QueryDict | None:
    """所提交的：an empty form too."""
    return request.POST if request.method == "POST" else None


def own_organs(request: StaffRequest) -> list[tuple[str, str]]:
    """拟稿的机关：those for which this person drafts.

    :raises NotPermitted: when there is none.
    """
    codes = request.actor.organs(DRAFTER)
    if not codes:
        raise NotPermitted("提出名录调整由本机关拟稿人办理，您没有这个岗位。")
    return sorted(organs.names_on(codes, china_date(request.at)).items())


@taking_files
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: StaffRequest, register: str) -> HttpResponse:
    """提出一项调整：a new entry, or `?key=` an entry to amend or, with `&end=1` or `&move=1`, to end or to move."""
    declared, own = register_of(register), own_organs(request)
    try:
        version = _version(request, declared)
    except NotFound:
        if not (request.GET.get("move") and declared.moves):
            raise
        return _page(request, declared, mistyped=storable(request.GET.get("key", ""))[:LONGEST_KEY].strip())
    action = _action(request, version)
    initial = {"organ": own[0][0], "since": china_date(request.at)}
    if version is not None:
        initial |= _begun(declared, version, own)
    posted, refused = uploads.kept(request, declared, own)
    form = LineForm(posted, initial=initial, organs=own, register=declared, action=action, on=china_date(request.at))
    status = 400 if form.is_bound else 200
    for field, sentence in refused.items():
        form.add_error(field, sentence)
    if request.method == "POST" and form.is_valid():
        values = form.values()
        key = version.key if version is not None else str(values[declared.key])
        line = Wanted(form.cleaned_data["manner"], key, values)
        try:
            return proposed(request, declared, form, [line])
        except Refusal as refusal:
            if isinstance(refusal, NotFound):
                raise
            refuse(form, refusal, field=_field_of(refusal))
            status = heading_of(refusal).status
    facts = {"register": declared, "form": form, "version": version, "does": action.value}
    return desk(request, "office/register_propose.html", facts, status=status)


def _action(request: StaffRequest, version: EntryVersion | None) -> Action:
    if version is None:
        return Action.ADD
    if request.GET.get("move"):
        return Action.MOVE
    return Action.END if request.GET.get("end") else Action.AMEND


def _begun(register: Register, version: EntryVersion, own: Sequence[tuple[str, str]]) -> dict[str, object]:
    """What the form begins with: of one's own entry what stands, of another organ's who keeps it."""
    if version.organ.code in dict(own):
        return {"organ": version.organ.code, **initial_of(register, version.values)}
    return {"other": version.organ.code, f"f-{register.key}": version.key}


def _field_of(refusal: Refusal) -> str:
    """The field of the form a refusal is about: one of the entry's, or one of the head's."""
    name = refusal.field or ""
    return f"f-{name.removeprefix(ops.OF_ENTRY)}" if name.startswith(ops.OF_ENTRY) else name


def _version(request: StaffRequest, register: Register) -> EntryVersion | None:
    """The last version of the entry named; of another organ's to take over, as far as everybody reads it.

    :raises NotFound: for an entry that is not this person's to change or to take over.
    """
    key = storable(request.GET.get("key", "")).strip()
    if not key:
        return None
    found = next(iter(queries.history(register.code, key, seen_on=None)), None)
    if found is not None and found.organ.code in request.actor.organs(DRAFTER):
        return found
    if found is None or not (request.GET.get("move") and register.moves):
        raise NotFound
    if found.hidden_from is not None and found.hidden_from <= china_date(request.at):
        raise NotFound
    return found


def proposed(
    request: StaffRequest, register: Register, form: LineForm | FileForm, wanted: Sequence[Wanted]
) -> HttpResponse:
    """提出：and on to the page of the adjustment."""
    said = form.cleaned_data
    made = ops.propose(
        register=register.code,
        organ=organs.by_code(said["organ"]),
        other=other_of(said),
        since=said["since"],
        reason=said["reason"],
        basis=said["basis"],
        wanted=wanted,
        by=request.actor,
        at=request.at,
    )
    messages.success(request, f"已提出{made.size}项调整，等待审查。")
    return redirect("office:adjustment", made.uid)


def other_of(said: Mapping[str, Any]) -> Organ | None:
    """划转的另一方：the other organ of a move; one abolished is known by its code alone.

    :raises Invalid: for none so named, and for several.
    """
    words = storable(said.get("other") or "").strip()
    if not words:
        return None
    try:
        return organs.by_code(words)
    except NotFound:
        pass
    try:
        return organ_named(words, said["since"])
    except Invalid as refusal:
        raise Invalid(refusal.sentence, field="other") from refusal


@require_safe
def export(request: StaffRequest, register: str) -> HttpResponse:
    """导出：an organ's own entries, every field whole, in the form they are brought in again."""
    declared, own = register_of(register), own_organs(request)
    rows: list[list[Cell]] = []
    day = china_date(request.at)
    for code, _ in own:
        after = ""
        while True:
            page = queries.listing(declared, day, seen_on=None, organ=code, after=after, limit=500)
            rows += [
                ["", *(_said(field, version.values.get(field.key)) for field in declared.asked_on(day))]
                for version in page.versions
            ]
            after = page.next
            if not after:
                break
    return xlsx_file(f"{declared.name}-{day}", exchange.columns(declared, day), rows)


def _said(field: Field, value: Value | None) -> str:
    """As an import reads it: codes by their names, numbers without their unit."""
    return in_words(field, value) if field.type is Type.CODE or field.type is Type.YES_NO else written(value)


def written(value: object) -> str:
    """写成文字：as a file that can be brought in again holds it."""
    return "\n".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
