"""错误：what is wrong with what was given, one sentence each, and the control it belongs to."""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from django.forms import BaseForm, BoundField, CheckboxInput, CheckboxSelectMultiple, FileInput, RadioSelect, Widget
from django.forms.widgets import ChoiceWidget
from django.utils.translation import gettext as _

from gongkai.faces.kit.components import Fault
from gongkai.foundation.errors import Refusal

Faulty: TypeAlias = BaseForm | Refusal | Iterable[tuple[str, str]] | None


def faults_of(source: Faulty, labels: Mapping[str, str]) -> Iterable[Fault]:
    """错误汇总：of a form, of a refusal, or of (element id, sentence) pairs; `labels` replaces a form's own."""
    if isinstance(source, Refusal):
        yield Fault(f"id_{source.field}" if source.field else "", source.sentence)
    elif isinstance(source, BaseForm):
        for name, errors in source.errors.items():
            if name in source.fields:
                bound = source[name]
                yield from (Fault(target_of(bound), text) for text in sentences_of(bound, labels.get(name, "")))
            else:
                yield from (Fault("", str(error)) for error in errors)
    else:
        yield from (Fault(target, sentence) for target, sentence in source or ())


def sentences_of(bound: BoundField, label: str = "") -> list[str]:
    """字段错误：each error of a field; a missing value is asked for by name, as "required" helps nobody."""
    known = {
        "required": _wanting(bound.field.widget) % {"label": label or bound.label},
        "incorrect_code": "验证码不对。请看验证器上最新的六位数字，重新输入。",
    }
    found = bound.form.errors.as_data().get(bound.name, [])
    return [known.get(error.code or "", str(text)) for error in found for text in error.messages]


def _wanting(widget: Widget) -> str:
    if isinstance(widget, CheckboxInput):
        return _("请勾选“%(label)s”。")
    if isinstance(widget, ChoiceWidget):
        return _("请选择“%(label)s”。")
    return _("请上传“%(label)s”。") if isinstance(widget, FileInput) else _("请填写“%(label)s”。")


def is_group(bound: BoundField) -> bool:
    """成组选项：is the control a set of radio buttons or checkboxes?"""
    return isinstance(bound.field.widget, RadioSelect | CheckboxSelectMultiple)


def target_of(bound: BoundField) -> str:
    """错误位置：the id of the control an error links to; the first choice of a group."""
    return f"{bound.auto_id}_0" if is_group(bound) else str(bound.auto_id)
