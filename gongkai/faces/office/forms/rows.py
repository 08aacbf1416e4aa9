"""多行表单：relations and identifiers, a row each; an empty row says nothing, an emptied one is removed."""

from typing import Any

from django import forms
from django.forms import BaseFormSet, formset_factory

from gongkai.engines.publishing.content import Identifier, Relation
from gongkai.engines.publishing.models import Relation as RelationRow
from gongkai.faces.office.forms.fields import short_text

BLANK_ROWS = 2
MOST_ROWS = 200


class RelationForm(forms.Form):
    """关联一行：what this file does to another, by choosing it here or by naming it."""

    use_required_attribute = False
    type = forms.ChoiceField(label="关系", required=False, choices=[("", "请选择"), *RelationRow.Type.choices])
    target = forms.CharField(label="本平台的文件", required=False)
    citation = short_text("文件名称", 300)

    def clean(self) -> dict[str, Any]:
        """Each half asks for the other."""
        said = self.cleaned_data
        named = said.get("target") or said.get("citation")
        if named and not said.get("type") and "type" not in self.errors:
            self.add_error("type", "请选择与这份文件的关系。不需要这一行的，请清空。")
        if said.get("type") and not named:
            self.add_error("target", "请选择本平台的文件，或者写明文件名称。")
        return said

    def relation(self) -> Relation | None:
        """关联：none for an empty row; the target is resolved by whoever knows the person."""
        said = self.cleaned_data
        return Relation(said["type"], said["target"], said["citation"]) if said.get("type") else None


class IdentifierForm(forms.Form):
    """其他标识一行：another system's number for the same record."""

    use_required_attribute = False
    scheme = short_text("名称", 60)
    value = short_text("编号", 120)
    source = short_text("编号来源", 120)

    def clean(self) -> dict[str, Any]:
        """All three or none."""
        said = self.cleaned_data
        labels = {"scheme": "名称，例如“统一编号”", "value": "编号", "source": "由哪个系统或机关编的号"}
        if any(said.get(name) for name in labels):
            for name, label in labels.items():
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, f"请填写{label}。不需要这一行的，请清空。")
        return said

    def identifier(self) -> Identifier | None:
        """其他标识：none for an empty row."""
        said = self.cleaned_data
        return Identifier(said["scheme"], said["value"], said["source"]) if said.get("scheme") else None


Relations: "type[BaseFormSet[RelationForm]]" = formset_factory(
    RelationForm, extra=BLANK_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)
Identifiers: "type[BaseFormSet[IdentifierForm]]" = formset_factory(
    IdentifierForm, extra=BLANK_ROWS, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)
