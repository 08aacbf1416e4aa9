"""稿纸：the three forms of the edit page as one: asked, refused and read together."""

from collections.abc import Iterable, Iterator
from typing import Any

from django import forms
from django.forms import BaseFormSet
from django.http import QueryDict

from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.queries import Work
from gongkai.engines.publishing.rules import Problem
from gongkai.faces.kit.components import Fault
from gongkai.faces.kit.faults import faults_of
from gongkai.faces.office.forms.content import ContentForm, initial_of
from gongkai.faces.office.forms.fields import refuse
from gongkai.faces.office.forms.rows import IdentifierForm, Identifiers, RelationForm, Relations
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.targets import resolve, targets
from gongkai.foundation.errors import Invalid, Refusal


class Sheet:
    """稿纸：unbound it shows what is kept, bound it holds what was typed."""

    def __init__(
        self, main: ContentForm, relations: "BaseFormSet[RelationForm]", identifiers: "BaseFormSet[IdentifierForm]"
    ) -> None:
        self.main, self.relations, self.identifiers = main, relations, identifiers

    @classmethod
    def blank(cls, request: StaffRequest, work: Work) -> "Sheet":
        """初始：an edition's content as it is kept."""
        content = work.content
        known = targets(request.actor, [r.target for r in content.relations], request.at)
        relations = [
            {"type": r.type, "citation": r.citation, "target": known[r.target].label if r.target in known else r.target}
            for r in content.relations
        ]
        identifiers = [{"scheme": i.scheme, "value": i.value, "source": i.source} for i in content.identifiers]
        return cls(
            ContentForm(initial=initial_of(content, work.edition.lock_version)),
            Relations(initial=relations, prefix="relation"),
            Identifiers(initial=identifiers, prefix="identifier"),
        )

    @classmethod
    def typed(cls, data: QueryDict, *, lock_version: int = 0) -> "Sheet":
        """已填：what was sent; with `lock_version`, as seen again after a conflict."""
        if lock_version:
            data = data.copy()
            data["lock_version"] = str(lock_version)
        return cls(ContentForm(data), Relations(data, prefix="relation"), Identifiers(data, prefix="identifier"))

    def is_valid(self, request: StaffRequest) -> bool:
        """可否读取：each form's own rules, and every relation's target found."""
        valid = [self.main.is_valid(), self.relations.is_valid(), self.identifiers.is_valid()]
        return all(valid) and self._resolve(request)

    def content(self) -> Content:
        """内容：what was typed, as a value."""
        relations = (form.relation() for form in self.relations)
        identifiers = (form.identifier() for form in self.identifiers)
        return Content(**self.main.plain(), relations=tuple(_some(relations)), identifiers=tuple(_some(identifiers)))

    def note_problems(self, problems: Iterable[Problem]) -> None:
        """写上问题。"""
        self.main.note_problems(problems)

    def refuse(self, refusal: Refusal) -> None:
        """写上拒绝。"""
        refuse(self.main, refusal)

    def faults(self) -> list[tuple[str, str]]:
        """错误汇总：of all the forms, in the order of the page."""
        found: list[Fault] = []
        for form in self._forms():
            found += faults_of(form, {})
        for rows in (self.relations, self.identifiers):
            found += [Fault("", str(error)) for error in rows.non_form_errors()] if rows.is_bound else []
        return [(fault.target, fault.sentence) for fault in found]

    def _forms(self) -> Iterator[forms.Form]:
        yield self.main
        yield from self.relations
        yield from self.identifiers

    def _resolve(self, request: StaffRequest) -> bool:
        """Put the uid in place of what the clerk wrote."""
        for form in self.relations:
            said: dict[str, Any] = form.cleaned_data
            if said.get("target"):
                try:
                    said["target"] = resolve(request.actor, said["target"], request.at)
                except Invalid as refusal:
                    form.add_error("target", refusal.sentence)
        return not any(form.errors for form in self.relations)


def _some(rows: Iterable[Any]) -> Iterator[Any]:
    return (row for row in rows if row is not None)
