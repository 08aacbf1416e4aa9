"""名录的表单：made from what a register declares of itself."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from django import forms

from gongkai.engines.registers.rules import PARTED, YES, Action, Field, Register, Type, Values, every
from gongkai.faces.office.forms.fields import Day, LongText

CHOOSE = ("", "请选择")
_YES_NO = (CHOOSE, (YES, "是"), ("0", "否"))


class HeadForm(forms.Form):
    """调整的首部：whose, from which day, why and on what basis."""

    organ = forms.ChoiceField(label="机关")
    since = Day(label="施行日期", help_text="可以是将来的日期；早于今天的，是补录已经施行的内容。")
    reason = LongText(label="调整理由", help_text="批准后向社会公布。")
    basis = LongText(label="调整依据", help_text="法律、法规、规章的条款，或者批准文件的名称和文号。批准后向社会公布。")

    def __init__(self, *facts: Any, organs: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*facts, **more)
        field = self.fields["organ"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(organs)


class RemarkForm(forms.Form):
    """理由：why an adjustment goes back, is taken back or undone."""

    remark = LongText(label="理由", help_text="退回的写明要改什么；撤销批准的理由向社会公布。")


class FileForm(HeadForm):
    """导入：a file of rows, with what is common to all."""

    file = forms.FileField(label="文件", help_text="XLSX、CSV 或者 JSON，不超过 20 MB、50000 行。第一行是列名。")
    skip = forms.BooleanField(label="有问题的行先不提出，其余的照常提出", required=False)


class LineForm(HeadForm):
    """一项调整：the head, the manner, and every field of the register unless the entry ends."""

    manner = forms.ChoiceField(label="调整方式")

    def __init__(self, *facts: Any, register: Register, action: Action, on: date, **more: Any) -> None:
        super().__init__(*facts, **more)
        field = self.fields["manner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.code, one.name) for one in register.manners if one.action is action]
        shown = register.typed_on(on) if action is not Action.END else (register.field(register.key),)
        for one in shown:
            self.fields[f"f-{one.key}"] = _field(one, on)
        if action is not Action.ADD:
            self.fields[f"f-{register.key}"].widget.attrs["readonly"] = True
        self.entry_fields = [f"f-{one.key}" for one in shown]
        self._sections = [one.section for one in shown]

    def values(self) -> dict[str, object]:
        """所填的取值：as they were written; the engine reads them."""
        return {name.removeprefix("f-"): self.cleaned_data[name] for name in self.entry_fields}

    @property
    def entry(self) -> list[tuple[str, list[forms.BoundField]]]:
        """条目的字段：under their headings, in the order declared."""
        named = groupby(zip(self._sections, self.entry_fields, strict=True), key=itemgetter(0))
        return [(section, [self[name] for _, name in fields]) for section, fields in named]


def initial_of(register: Register, values: Values) -> dict[str, object]:
    """初始：what stands, as the form shows it."""
    found: dict[str, object] = {}
    for field in register.fields:
        said = every(values.get(field.key))
        boxes = field.type is Type.CODE and field.many
        found[f"f-{field.key}"] = list(said) if boxes else "\n".join(said)
    return found


def _field(field: Field, on: date) -> forms.Field:
    """What a clerk fills in; whether it can be taken the engine says, in the same words as for a file."""
    unit = f"单位：{field.unit}。" if field.unit else ""
    many = "一行一个。" if field.many and not field.hint and field.type is not Type.CODE else ""
    if field.columns:
        many = f"一行一项，写作“{PARTED.join(field.columns)}”，后面的可以不写。"
    common: Mapping[str, Any] = {
        "label": field.name,
        "required": field.required,
        "help_text": "".join(filter(None, (f"{field.hint}。" if field.hint else "", many, unit))),
    }
    if field.type is Type.CODE:
        options = [(choice.code, choice.name) for choice in field.choices if choice.until is None or on < choice.until]
        if field.many:
            return forms.MultipleChoiceField(choices=options, widget=forms.CheckboxSelectMultiple, **common)
        return forms.ChoiceField(choices=[CHOOSE, *options], **common)
    if field.type is Type.YES_NO:
        return forms.ChoiceField(choices=_YES_NO, **common)
    if field.many or field.type is Type.LONG:
        return LongText(**common)
    return forms.CharField(**common)
