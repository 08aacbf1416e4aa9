"""决策事项的表单：finding matters, proposing one, choosing participants of a hearing."""

from collections.abc import Iterable
from typing import Any

from django import forms

from gongkai.faces.office.forms.casework import SEEN
from gongkai.faces.office.forms.fields import LongText
from gongkai.programmes.decisions.hearings import numbers_in

STANDINGS = (("", "全部在办"), ("mine", "轮到我"), ("ended", "已办结"))


class MattersForm(forms.Form):
    """筛选：words and tab."""

    use_required_attribute = False
    standing = forms.ChoiceField(required=False, choices=STANDINGS, widget=forms.HiddenInput)
    words = forms.CharField(label="编号或者名称", required=False, max_length=100)


class MatterForm(forms.Form):
    """提出决策事项：which organ decides, on what."""

    use_required_attribute = False
    organ = forms.ChoiceField(label="决策机关")
    title = forms.CharField(
        label="决策事项", required=False, max_length=200, help_text="写清决定什么，例如：青溪河流域水环境综合治理规划。"
    )

    def __init__(self, said: Any = None, *, organs: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(said, **more)
        field = self.fields["organ"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(organs)


class ChosenForm(forms.Form):
    """遴选听证参加人：which of those enrolled, and how they were chosen."""

    use_required_attribute = False
    chosen = forms.MultipleChoiceField(label="听证参加人", required=False, widget=forms.CheckboxSelectMultiple)
    text = LongText(
        label="遴选情况",
        required=False,
        rows=4,
        help_text="按公告的遴选办法怎样选出的，相关各方是否都有代表；随名单公布。",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    elsewhere = forms.CharField(widget=forms.HiddenInput, required=False, max_length=4000)

    def __init__(self, said: Any = None, *, enrolled: Iterable[tuple[str, str]], seen: int = 0) -> None:
        super().__init__(said, auto_id="id_chosen_%s", initial={SEEN: seen})
        field = self.fields["chosen"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = list(enrolled)

    def others(self) -> list[int]:
        """别的页上选中的序号：carried in the form, so that a choice goes over pages."""
        return numbers_in(str(self["elsewhere"].value() or ""))

    def numbers(self) -> list[int]:
        """选中的序号：of this page and of the others."""
        here = {int(one) for one in self["chosen"].value() or () if str(one).isdecimal() and len(str(one)) < 7}
        return sorted({*here, *self.others()})
