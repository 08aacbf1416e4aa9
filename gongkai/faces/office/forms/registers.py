"""名录的表单：made from what a register declares of itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict

from gongkai.engines.registers.rules import (
    PARTED,
    YES,
    Action,
    Field,
    Register,
    Type,
    Values,
    every,
    parts_of,
    under_headings,
)
from gongkai.faces.office.forms.fields import Day, LongText
from gongkai.foundation.files.rules import LIMITS

KEPT = "k-"
"""保留的文件：the name of the boxes under which files stay in an entry."""
FOLDED = 20
"""从几项起分节折叠：a shorter form is read at a glance."""
CHOOSE = ("", "请选择")
_OTHER = (
    "让出或者接收条目的机关：写全称或者组织机构代码。批准前须经其签发人同意；已经撤销的机关不用同意，由承继的机关提出。"
)
_YES_NO = (CHOOSE, (YES, "是"), ("0", "否"))


class Files(forms.ClearableFileInput):
    """多个文件：chosen together."""

    allow_multiple_selected = True

    def __init__(self) -> None:
        super().__init__(attrs={"multiple": True})


class FilesField(forms.FileField):
    """多个文件：none, one or many, each taken by itself."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Each file that was chosen."""
        return [super(FilesField, self).clean(one, initial) for one in data or ()]


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

    file = forms.FileField(
        label="文件", required=False, help_text="XLSX、CSV 或者 JSON，不超过 20 MB、50000 行。第一行是列名。"
    )
    enclosed = FilesField(
        label="表格里写到的文件", required=False,
        help_text="文件栏里写文件名的，把这些文件一起选上；也可以写已经公开的文件的网址。",
    )  # fmt: skip
    other = forms.CharField(
        label="划转的另一方机关", required=False, max_length=100,
        help_text="表格里的调整方式写“划转”的，写另一方机关的全称或者组织机构代码；批准前须经其签发人同意。",
    )  # fmt: skip
    skip = forms.BooleanField(label="有问题的行先不提出，其余的照常提出", required=False)
    kept = forms.SlugField(widget=forms.HiddenInput, required=False)


class SkipForm(forms.Form):
    """提出导入：whether the rows in question are left out."""

    skip = forms.BooleanField(label="有问题的行先不提出，其余的照常提出", required=False)


class LineForm(HeadForm):
    """一项调整：the head, the manner, and every field of the register unless the entry ends or moves as it stands."""

    manner = forms.ChoiceField(label="调整方式")

    def __init__(self, *facts: Any, register: Register, action: Action, on: date, **more: Any) -> None:
        super().__init__(*facts, **more)
        field = self.fields["manner"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(one.code, one.name) for one in register.manners if one.action is action]
        as_it_stands = action in (Action.END, Action.MOVE)
        shown = (register.field(register.key),) if as_it_stands else register.typed_on(on)
        if action is Action.MOVE:
            self.fields["other"] = forms.CharField(label="另一方机关", max_length=100, help_text=_OTHER)
        for one in shown:
            if one.type is Type.FILE:
                self.fields[f"{KEPT}{one.key}"] = self._kept(one)
            self.fields[f"f-{one.key}"] = _field(one, on)
        if action is not Action.ADD:
            self.fields[f"f-{register.key}"].widget.attrs["readonly"] = True
        self._shown = shown

    def values(self) -> dict[str, object]:
        """所填的取值：as they were written; the engine reads them."""
        return {one.key: self._value(one) for one in self._shown}

    def _value(self, field: Field) -> object:
        if field.type is not Type.FILE:
            return self.cleaned_data[f"f-{field.key}"]
        kept: list[str] = self.cleaned_data[f"{KEPT}{field.key}"]
        return kept if field.many else "".join(kept[-1:])

    def _kept(self, field: Field) -> forms.MultipleChoiceField:
        """The files that stand and those uploaded a moment ago, each to keep or to let go."""
        name = f"{KEPT}{field.key}"
        posted = self.data.getlist(name) if isinstance(self.data, QueryDict) else []
        found = dict.fromkeys([*self.initial.get(name, ()), *posted])
        choices = [(one, parts_of(one)[1]) for one in found]
        return forms.MultipleChoiceField(
            label=f"{field.name}（保留的文件）", required=False, choices=choices, widget=forms.CheckboxSelectMultiple
        )

    def _names(self, field: Field) -> list[str]:
        """Of the boxes of one field; files to keep are asked after where there are any."""
        kept = self.fields.get(f"{KEPT}{field.key}")
        boxes = isinstance(kept, forms.MultipleChoiceField) and bool(kept.choices)
        return [*([f"{KEPT}{field.key}"] if boxes else []), f"f-{field.key}"]

    @property
    def entry(self) -> list["Part"]:
        """条目的字段：under their headings."""
        folds = len(self._shown) >= FOLDED
        return [self._part(name, some, folds=folds) for name, some in under_headings(self._shown)]

    def _part(self, name: str, fields: Iterable[Field], *, folds: bool) -> "Part":
        boxes = [(one, self[box]) for one in fields for box in self._names(one)]
        wanting = any(one.required and not box.value() for one, box in boxes)
        return Part(name, [box for _, box in boxes], folds=folds and bool(name), wanting=wanting)


@dataclass(frozen=True)
class Part:
    """一节：its boxes; in a long form it folds, closed unless something is wrong in it or must still be written."""

    name: str
    boxes: list[forms.BoundField]
    folds: bool
    wanting: bool

    @property
    def filled(self) -> int:
        """已填几项。"""
        return sum(bool(box.value()) for box in self.boxes)

    @property
    def is_open(self) -> bool:
        """是否展开。"""
        return self.wanting or any(box.errors for box in self.boxes)


def initial_of(register: Register, values: Values) -> dict[str, object]:
    """初始：what stands, as the form shows it."""
    found: dict[str, object] = {}
    for field in register.fields:
        said = every(values.get(field.key))
        if field.type is Type.FILE:
            found[f"{KEPT}{field.key}"] = list(said)
            continue
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
    if field.type is Type.FILE:
        most = f"{LIMITS.size // 1024**2} MB 以内"
        hint = f"{common['help_text']}PDF、Word、Excel、图片等，{most}；公众下载的是去掉作者、批注等信息的副本。"
        return (FilesField if field.many else forms.FileField)(label=field.name, required=False, help_text=hint)
    if field.many or field.type is Type.LONG:
        return LongText(**common)
    return forms.CharField(**common)
