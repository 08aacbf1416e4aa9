"""任务分解的表单：the text, and a row for each proposed task that a clerk corrects."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.forms import BaseFormSet

from gongkai.engines.registers.queries import Wanted
from gongkai.faces.office.forms.fields import Day, LongText
from gongkai.faces.office.naming import organ_named
from gongkai.foundation.errors import Invalid
from gongkai.programmes.execution.rules.breaking import LONGEST, Proposal

MOST_ROWS = 100
"""一次分解的任务：a longer text is read in parts."""
LONGEST_TEXT = 2000
MOST_ASSISTING = 30


class TextForm(forms.Form):
    """原文：of which plan, and the words."""

    plan = forms.ChoiceField(label="计划", help_text="先公布计划，再分解任务。")
    text = forms.CharField(
        label="原文",
        max_length=LONGEST,
        help_text="粘贴政府工作报告、十件实事的文字。有编号的一行一项；没有编号的段落一句一项。系统只提建议，下一步逐项核对。",
        widget=forms.Textarea(attrs={"rows": 14}),
        error_messages={"required": "请粘贴要分解的文字。"},
    )

    def __init__(self, *facts: Any, plans: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*facts, **{**more, "label_suffix": ""})
        field = self.fields["plan"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "请选择"), *plans]
        field.error_messages["required"] = "请选择计划。"


class HeadForm(forms.Form):
    """调整的首部：from which day, why and on what basis, for all tasks together."""

    plan = forms.CharField(widget=forms.HiddenInput, max_length=40)
    since = Day(label="施行日期")
    reason = LongText(label="调整理由", help_text="批准后向社会公布。")
    basis = LongText(label="调整依据", help_text="例如任务分工通知的名称和文号。批准后向社会公布。")


class TaskForm(forms.Form):
    """一项建议的任务：corrected, or left out."""

    keep = forms.BooleanField(label="列入", required=False)
    name = forms.CharField(label="任务", max_length=200, required=False)
    text = forms.CharField(label="原文", max_length=LONGEST_TEXT, required=False, widget=forms.HiddenInput)
    targets = forms.CharField(
        label="量化目标（指标｜目标值｜单位）",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    lead = forms.CharField(label="牵头机关", max_length=100, required=False)
    assisting = forms.CharField(label="配合机关（一行一个）", max_length=1000, required=False,
                                widget=forms.Textarea(attrs={"rows": 2}))  # fmt: skip
    due_on = Day(label="完成时限", required=False)

    def __init__(self, *facts: Any, **more: Any) -> None:
        super().__init__(*facts, **{**more, "label_suffix": ""})

    def task(self, plan: str, day: date) -> Mapping[str, object] | None:
        """任务的取值：organs by their codes; none for one left out, or with what is wrong said at its field."""
        said = self.cleaned_data
        if not said.get("keep"):
            return None
        values: dict[str, object] = {
            "name": said["name"],
            "plan": plan,
            "text": said["text"],
            "targets": _lines(said["targets"]),
            "due_on": said["due_on"].isoformat() if said.get("due_on") else "",
        }
        try:
            values["lead"] = organ_named(said["lead"], day).code if said["lead"].strip() else ""
        except Invalid as refusal:
            self.add_error("lead", refusal.sentence)
        try:
            values["assisting"] = [organ_named(one, day).code for one in _few(_lines(said["assisting"]))]
        except Invalid as refusal:
            self.add_error("assisting", refusal.sentence)
        for field, sentence in (("lead", "请写明牵头机关。"), ("due_on", "请写明完成时限。"), ("name", "请写明任务。")):
            if not said.get(field) and field not in self.errors:
                self.add_error(field, sentence)
        return values


Tasks = forms.formset_factory(TaskForm, extra=0, max_num=MOST_ROWS, absolute_max=MOST_ROWS)


def initial_of(one: Proposal) -> dict[str, object]:
    """建议的取值：as read from the text."""
    return {
        "keep": True,
        "name": one.name,
        "text": one.text[:LONGEST_TEXT],
        "targets": "\n".join(
            f"{each.name}｜{'≤' if each.most else ''}{each.amount}｜{each.unit}" for each in one.targets
        ),
        "lead": one.lead[:100],
        "assisting": "\n".join(one.assisting),
        "due_on": one.due_on,
    }


def wanted(rows: "BaseFormSet[TaskForm]", plan: str, day: date, first: int) -> list[Wanted]:
    """要新增的任务：those kept, numbered on from the last of the plan."""
    found = [values for row in rows if (values := row.task(plan, day)) is not None]
    return [
        Wanted("add", key, {"code": key, **values})
        for place, values in enumerate(found)
        for key in (f"{plan}-{first + place:02d}",)
    ]


def _few(names: list[str]) -> list[str]:
    if len(names) > MOST_ASSISTING:
        raise Invalid(f"配合机关最多写{MOST_ASSISTING}个。", field="assisting")
    return names


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]
