"""多行填写：the rows of one need as small forms of their own; what is typed comes back as one text."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms

from gongkai.engines.casework.rules import MOST_ROWS as MOST
from gongkai.engines.casework.rules import Kind, Need, read_rows, write_rows
from gongkai.faces.office.forms.fields import LongText
from gongkai.foundation.text import storable

FEWEST, MORE = 3, 6
"""项：rows that stand open, and empty ones folded away after them."""


class RowsInput(forms.Widget):
    """多行控件：read from fields named `withheld-0-part`; or a text as programs send it."""

    def __init__(self, need: Need) -> None:
        super().__init__()
        self.need = need

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> str:  # noqa: ARG002
        """The rows somebody filled in, as one text; empty rows say nothing."""
        rows = (
            {
                column.key: storable(str(data.get(f"{name}-{n}-{column.key}", ""))).strip()
                for column in self.need.columns
            }
            for n in range(MOST)
        )
        return write_rows(row for row in rows if any(row.values())) or storable(str(data.get(name, "")))


class RowForm(forms.Form):
    """一行的表单：and which row it is."""

    @property
    def number(self) -> int:
        """Its place, from one on."""
        return int((self.prefix or "-0").rpartition("-")[2]) + 1


@dataclass(frozen=True)
class RowForms:
    """各行的表单：those that stand open, and those folded away."""

    open: tuple[forms.Form, ...]
    more: tuple[forms.Form, ...]


def row_forms(need: Need, bound: forms.BoundField) -> RowForms:
    """各行：those filled in, and some more that are empty; after the first few, folded away."""
    said = read_rows(str(bound.value() or "")) or ()
    kind = type("OneRowForm", (RowForm,), {column.key: _column(column) for column in need.columns})
    shown = max(len(said) + 1, FEWEST)
    made = [
        kind(
            initial=said[n] if n < len(said) else {},
            prefix=f"{bound.html_name}-{n}",
            auto_id=f"{bound.auto_id}-%s",
            use_required_attribute=False,
        )
        for n in range(min(shown + MORE, MOST))
    ]
    return RowForms(tuple(made[:shown]), tuple(made[shown:]))


def _column(column: Need) -> forms.Field:
    if column.kind is Kind.CODE and column.choices():
        return forms.ChoiceField(label=column.name, required=False, choices=[("", "请选择"), *column.choices()])
    return LongText(label=column.name, required=False, rows=2)
