"""诉求表：the steps of a message as forms; what is wrong is told by `contents`."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from gongkai.faces.kit.languages import is_english, term
from gongkai.law import codes
from gongkai.law.matters import level_of
from gongkai.programmes.hotline import contents
from gongkai.programmes.hotline.contents import LONGEST, Person, Told
from gongkai.programmes.hotline.matter_words import own_words, suggested

MORE = "more"
"""事项不在建议里：then the whole list counts."""


class StepForm(forms.Form):
    """一步：everything may be missing until the rules say not; their own sentences are shown."""

    asks: tuple[str, ...] = ()

    def __init__(self, data: Any = None, *, said: Mapping[str, str]) -> None:
        super().__init__(data, label_suffix="", initial=dict(said))
        self.said = said

    def clean(self) -> dict[str, Any]:
        """Put each of the rules' sentences at its field."""
        said = {**self.said, **{name: str(value) for name, value in self.cleaned_data.items()}}
        for field, sentence in problems_with(said):
            if field in self.asks:
                self.add_error(self.at(field), term(sentence))
        return dict(self.cleaned_data)

    def at(self, field: str) -> str | None:
        """Where a sentence is shown: at its field, if the step has it."""
        return field if field in self.fields else None


class KindForm(StepForm):
    """诉求类型：which of the six."""

    asks = ("kind",)
    kind = forms.ChoiceField(label=_("您要做什么"), required=False, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, said: Mapping[str, str]) -> None:
        super().__init__(data, said=said)
        choose(self.fields["kind"], [(one.code, name_of(one)) for one in codes.appeal_kinds])


class WordsForm(StepForm):
    """什么事：in their own words."""

    asks = ("text",)
    text = forms.CharField(
        label=_("请写明时间、地点和经过"),
        help_text=_("一件诉求写一件事，办得更快。不需要写姓名和电话，后面会问。"),
        required=False,
        max_length=LONGEST["text"],
        widget=forms.Textarea(attrs={"rows": 9}),
    )


class MatterForm(StepForm):
    """属于哪类事：those the words speak of first, or any of the list."""

    asks = ("matter",)
    matter = forms.ChoiceField(label=_("最接近的一类"), required=False, widget=forms.RadioSelect)
    any_matter = forms.ChoiceField(label=_("从全部事项中选择"), required=False)

    def __init__(self, data: Any = None, *, said: Mapping[str, str]) -> None:
        super().__init__(data, said=said)
        found = suggested(own_words(said))
        self.offered = bool(found)
        near = [(one.code, name_of(one)) for one in found]
        choose(self.fields["matter"], [*near, (MORE, str(_("都不是，从下面的列表中选")))])
        choose(self.fields["any_matter"], [("", "—"), *every_matter()])
        before = said.get("matter", "")
        if before and before not in {one.code for one in found}:
            self.initial.update({"matter": MORE, "any_matter": before})

    def clean(self) -> dict[str, Any]:
        """One choice out of the two fields."""
        near = self.cleaned_data.get("matter", "")
        far = self.cleaned_data.pop("any_matter", "")
        self.cleaned_data["matter"] = far if near in {"", MORE} else near
        return super().clean()

    def at(self, field: str) -> str | None:
        """At the list, where nothing was suggested."""
        return super().at(field) if self.offered else "any_matter"


class SpotForm(StepForm):
    """具体位置：what a list of places cannot say."""

    asks = ("address",)
    address = forms.CharField(
        label=_("具体位置"),
        help_text=_("路名和门牌、小区和楼栋、附近的标志物；与地点无关的可以不填。"),
        required=False,
        max_length=LONGEST["address"],
    )
    photo = forms.FileField(
        label=_("照片"),
        help_text=_("JPG 或者 PNG，每张不超过 5MB，最多 4 张，一次上传一张。拍摄的位置、时间和设备信息会自动去除。"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".jpg,.jpeg,.png"}),
    )


class WhoForm(StepForm):
    """您是谁：by name or not."""

    asks = ("name", "anonymous")
    mode = forms.ChoiceField(label=_("是否留下姓名"), required=False, widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("姓名"),
        required=False,
        max_length=LONGEST["name"],
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )
    contact = forms.CharField(
        label=_("联系方式"),
        help_text=_("手机、座机或者电子邮箱，填一种。"),
        required=False,
        max_length=LONGEST["contact"],
        widget=forms.TextInput(attrs={"autocomplete": "tel"}),
    )
    confidential = forms.BooleanField(
        label=_("请保密：不让承办单位知道是谁反映的"),
        help_text=_("举报一律保密，不用勾选。"),
        required=False,
    )

    def __init__(self, data: Any = None, *, said: Mapping[str, str]) -> None:
        super().__init__(data, said={"mode": "named", **said})
        self.initial["confidential"] = said.get("confidential") == "True"
        modes = [
            ("named", _("留下姓名和联系方式，便于核实和回访")),
            ("anonymous", _("匿名：不能回访，只能凭查询码看结果")),
        ]
        choose(self.fields["mode"], [(code, str(name)) for code, name in modes])


def told_of(said: Mapping[str, str]) -> Told:
    """所说的事：from what was filled in."""
    given = {name: said.get(name, "") for name in ("kind", "matter", "text", "place", "address", "about")}
    return Told(**given, confidential=said.get("confidential") == "True")


def person_of(said: Mapping[str, str]) -> Person | None:
    """诉求人：from what was filled in; None for the anonymous."""
    if said.get("mode") == "anonymous":
        return None
    return Person(said.get("name", ""), said.get("contact", ""))


def problems_with(said: Mapping[str, str]) -> list[tuple[str, str]]:
    """缺漏：of everything filled in so far, field and sentence."""
    who = contents.tidy_person(Person(said.get("name", ""), said.get("contact", "")))
    return list(
        contents.problems(told_of(said), who, channel="web", profile=PROFILE, anonymous=said.get("mode") == "anonymous")
    )


PROFILE = "zhoushan"
"""任何一种方案：the profile is the platform's, never asked of the public."""


def name_of(one: Any) -> str:
    """代码的名称：in the language of the page."""
    return str(one.english) if is_english() and one.english else str(one.name)


def every_matter() -> list[tuple[str, Any]]:
    """全部事项：the narrow ones under the broad ones they belong to."""
    groups: list[tuple[str, list[tuple[str, str]]]] = []
    for one in codes.appeal_matters:
        if level_of(one.code) == 1:
            groups.append((name_of(one), []))
        else:
            groups[-1][1].append((one.code, ("　" if level_of(one.code) == 3 else "") + name_of(one)))
    return list(groups)


def choose(field: forms.Field, choices: list[tuple[str, Any]]) -> None:
    """Set the choices of a field."""
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices
