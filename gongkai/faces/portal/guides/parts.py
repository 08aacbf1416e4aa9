"""指南的部分：materials, files and cited law as pages show them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from gongkai.engines.registers import ports
from gongkai.engines.registers.models import EntryVersion
from gongkai.engines.registers.rules import YES, Values, every, parts_of
from gongkai.faces.kit.register_files import path_of
from gongkai.law import codes
from gongkai.programmes.services.programme import MATERIALS, SERVICES


@dataclass(frozen=True)
class Download:
    """一个文件。"""

    name: str
    href: str


@dataclass(frozen=True)
class Part:
    """一段文字：and where it leads."""

    text: str
    href: str = ""


@dataclass(frozen=True)
class Material:
    """一种材料：what to bring, in which form, from whom; nothing to bring where the office gets it itself."""

    key: str
    name: str
    href: str
    form: str
    copies: str
    source: str
    issuer: str
    demand: str
    shared: bool
    downloads: tuple[Download, ...]


def downloads(register: str, *values: object) -> tuple[Download, ...]:
    """文件：of several fields, one after the other."""
    files = (one for value in values if isinstance(value, str | list) for one in every(value))
    return tuple(Download(parts_of(one)[1], path_of(register, one)) for one in files)


def material(key: str, version: EntryVersion | None) -> Material:
    """一种材料：as it stands on the day; one that stands no longer is named by its code."""
    said: Values = version.values if version else {}
    form, source = (
        codes.material_forms.get(str(said.get("form", ""))),
        codes.material_sources.get(str(said.get("source", ""))),
    )
    return Material(
        key=key,
        name=version.title if version else key,
        href=reverse("portal:entry", args=[MATERIALS, key]),
        form=form.name if form else "",
        copies=str(said.get("copies") or "1"),
        source=source.name if source else "",
        issuer=str(said.get("issuer", "")),
        demand=str(said.get("demand", "")),
        shared=said.get("shared") == YES,
        downloads=downloads(MATERIALS, said.get("blank"), said.get("sample")),
    )


def cited(texts: Sequence[str]) -> list[list[Part]]:
    """依据：each in parts, with links to the articles we hold."""
    links = ports.basis().links(set(texts)) if texts else {}
    return [list(_parts(text, links)) for text in texts]


def _parts(text: str, links: Mapping[str, Sequence[ports.Link]]) -> Iterator[Part]:
    done = 0
    for link in links.get(text, ()):
        if link.start > done:
            yield Part(text[done : link.start])
        yield Part(text[link.start : link.end], link.address)
        done = link.end
    if done < len(text):
        yield Part(text[done:])


def files_of(values: Values) -> tuple[Download, ...]:
    """事项自己的文件：blank forms, samples, what one gets."""
    return downloads(SERVICES, values.get("forms"), values.get("samples"), values.get("result_sample"))
