"""信访表：a petition as one form; what is wrong is told by `contents`, in its own words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.faces.kit.languages import is_english, term
from gongkai.law import codes
from gongkai.law.matters import level_of
from gongkai.programmes.petitions import contents
from gongkai.programmes.petitions.contents import LONGEST, Matter, Petitioner

WHO = ("name", "address", "contact")
SORTS = {
    "appeal": _("申诉求决：请求解决自己的问题"),
    "suggestion": _("建议意见：反映情况，提出建议、意见"),
    "accusation": _("检举控告：检举、揭发违纪违法，一律保密"),
}


def _line(label: Any, key: str, *, hint: Any = "", known: str = "") -> forms.CharField:
    widget = forms.TextInput(attrs={"autocomplete": known} if known else {})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=LONGEST[key], widget=widget)


class PetitionForm(forms.Form):
    """提出信访事项：the sort, what it is about, the words, the petitioner."""

    organ = forms.ChoiceField(label=_("向哪个机关提出"), required=False)
    sort = forms.ChoiceField(label=_("类别"), required=False, widget=forms.RadioSelect, choices=list(SORTS.items()))
    matter = forms.ChoiceField(label=_("领域"), required=False)
    text = forms.CharField(
        label=_("请求、事实和理由"),
        help_text=_("写明要求什么、发生了什么、为什么；一件信访事项写一件事。"),
        required=False,
        max_length=LONGEST["text"],
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    name = _line(_("姓名（名称）"), "name", known="name")
    address = _line(_("住址"), "address", hint=_("书面告知和答复寄往这里。"), known="street-address")
    contact = _line(_("联系方式"), "contact", hint=_("手机、座机或者电子邮箱，填一种。"), known="tel")
    confidential = forms.BooleanField(
        label=_("请保密：不让承办机关知道是谁反映的"), help_text=_("检举控告一律保密，不用勾选。"), required=False
    )

    def __init__(self, data: Any = None, *, organs: list[tuple[str, str]], **rest: Any) -> None:
        super().__init__(data, label_suffix="", **rest)
        matters = [(one.code, "　" * (level_of(one.code) - 1) + name_of(one)) for one in codes.appeal_matters]
        for key, choices in (("organ", [("", _("请选择")), *organs]), ("matter", [("", _("请选择")), *matters])):
            field = self.fields[key]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices
        if is_english():
            self.fields["organ"].widget.attrs["lang"] = "zh-CN"

    def clean(self) -> dict[str, Any]:
        """Put each of the rules' sentences at its field."""
        if not self.cleaned_data.get("organ"):
            self.add_error("organ", _("请选择向哪个机关提出。"))
        for field, sentence in contents.problems(self.told(), contents.tidy(self.petitioner()), channel="web"):
            self.add_error(field if field in self.fields else None, term(sentence))
        return dict(self.cleaned_data)

    def told(self) -> Matter:
        """所说的事。"""
        said = {name: self.cleaned_data.get(name) or "" for name in ("sort", "matter", "text")}
        return Matter(**said, confidential=bool(self.cleaned_data.get("confidential")))

    def petitioner(self) -> Petitioner:
        """信访人。"""
        return Petitioner(**{name: self.cleaned_data.get(name) or "" for name in WHO})


def name_of(code: codes.Code) -> str:
    """名称：as the reader's language has it."""
    return code.english if is_english() and code.english else code.name
