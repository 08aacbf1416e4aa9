"""名录的文件：which the public may download, and which a reviewer."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Q

from gongkai.engines.registers.models import Adjustment, EntryFile, RegisterFile
from gongkai.engines.registers.queries._lines import Examined, chunks
from gongkai.engines.registers.rules import Register, Type, Values, files_in, parts_of
from gongkai.foundation.errors import NotFound
from gongkai.foundation.files.models import StoredFile
from gongkai.foundation.files.queries import by_sha256
from gongkai.foundation.organs.models import Organ


def unknown_files(register: Register, lines: Sequence[Examined], organ: Organ) -> None:
    """核对文件：each was uploaded by the organ for its registers: no other stored file becomes public by its digest.

    One SQL query for every 500 files.
    """
    named = {parts_of(value)[0] for line in lines for _, value in files_in(register, line.values, public=False)}
    known: dict[str, str] = {}
    for some in chunks(sorted(named)):
        rows = RegisterFile.objects.filter(organ=organ, public__sha256__in=some)
        known.update(rows.values_list("public__sha256", "public__extension"))
    for line in lines if named else ():
        stood = dict.fromkeys(value for _, value in files_in(register, _standing(line), public=False))
        for key, value in files_in(register, line.values, public=False):
            (sha256, name), said = parts_of(value), register.field(key).name
            if value in stood:
                continue  # an entry that moved brought the files of the organ that kept it before
            if sha256 not in known:
                line.problems[key] = f"“{said}”的“{name[:40]}”没有由本机关上传过，请先上传这个文件。"
            elif not name.lower().endswith(f".{known[sha256]}"):
                line.problems[key] = f"“{said}”的“{name[:40]}”是{known[sha256]}文件，扩展名请与内容一致。"


def _standing(line: Examined) -> Values:
    return line.standing.values if line.standing else {}


def public_file(register: str, sha256: str, name: str, *, seen_on: date) -> StoredFile:
    """公众下载的文件：one that a version the public may read names, under that very name. 2 SQL.

    :raises NotFound: for any other.
    """
    shown = Q(version__hidden_from__isnull=True) | Q(version__hidden_from__gt=seen_on)
    if not EntryFile.objects.filter(shown, register=register, sha256=sha256, name=name).exists():
        raise NotFound
    return by_sha256(sha256)


def file_of_adjustment(adjustment: Adjustment, register: Register, sha256: str) -> tuple[StoredFile, str]:
    """审查中的文件：one that a line of an adjustment names, with its name; who may see the adjustment is asked before.

    :raises NotFound: for any other.
    """
    for values in adjustment.lines.order_by("number").values_list("values", flat=True).iterator():
        for _, value in files_in(register, values, public=False):
            found, name = parts_of(value)
            if found == sha256:
                return by_sha256(sha256), name
    raise NotFound


def has_files(register: Register) -> bool:
    """是否有文件字段。"""
    return any(field.type is Type.FILE for field in register.fields)


def names_replaced(register: Register, values: Mapping[str, object], known: Mapping[str, str]) -> dict[str, object]:
    """换成引用：where a row names a file that came with its table, the file that was kept takes the name's place."""
    made = dict(values)
    for field in register.fields:
        if field.type is Type.FILE and isinstance(said := values.get(field.key), str):
            lines = (line.strip() for line in said.splitlines())
            made[field.key] = "\n".join(known.get(line, line) for line in lines)
    return made
