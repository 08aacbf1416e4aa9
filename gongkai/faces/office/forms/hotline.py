"""热线的表单：what a clerk asks on the phone or at the counter, and the choice of an organ to handle it."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms

from gongkai.faces.office.forms.casework import ActForm
from gongkai.faces.office.forms.fields import Day, LongText
from gongkai.faces.office.mailing import Letter
from gongkai.law.codes import appeal_kinds, appeal_matters
from gongkai.law.matters import level_of
from gongkai.programmes.hotline.contents import BY_CLERK, CHANNELS, LONGEST, Person, Told
from gongkai.programmes.hotline.rules import PROFILES

SET_IN = "　"


def _line(label: str, key: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=LONGEST.get(key), help_text=help_text)


class MessageForm(forms.Form):
    """登记诉求：how it came, what about, where, in which words, from whom."""

    use_required_attribute = False
    organ = forms.ChoiceField(label="热线平台")
    channel = forms.ChoiceField(
        label="来源", choices=[(key, CHANNELS[key]) for key in BY_CLERK], widget=forms.RadioSelect, initial=BY_CLERK[0]
    )
    kind = forms.ChoiceField(label="诉求类型", widget=forms.RadioSelect)
    matter = forms.ChoiceField(label="诉求事项", help_text="选最贴近的一项；拿不准的，选上一级。")
    text = LongText(
        label="诉求内容",
        required=False,
        rows=6,
        help_text="照原话记：什么时间、什么地方、什么事、希望怎样解决。",
    )
    place = forms.CharField(
        label="发生地点（区划）",
        required=False,
        max_length=100,
        help_text="填写村（社区）、乡镇（街道）或者县（市、区）的名称或者区划代码，从提示中选择；说不清的不填。",
        widget=forms.TextInput(attrs={"list": "hotline-places", "autocomplete": "off"}),
    )
    address = _line("详细地址", "address", "路名、门牌、小区、标志物。")
    name = _line("姓名", "name")
    contact = _line("联系方式", "contact", "电话或者电子邮箱。加密保存，承办单位看不到。")
    anonymous = forms.BooleanField(label="诉求人不愿留下姓名和联系方式（匿名）", required=False)
    confidential = forms.BooleanField(
        label="诉求人要求保密",
        required=False,
        help_text="原话和地址也加密保存，承办单位只看到热线工作机构另写的承办内容。举报一律保密，不用勾选。",
    )

    def __init__(
        self, said: object = None, *, organs: Iterable[tuple[str, str]], first: dict[str, Any] | None = None
    ) -> None:
        super().__init__(said, initial=first)  # type: ignore[arg-type]
        for name, choices in (
            ("organ", list(organs)), ("kind", appeal_kinds.choices()), ("matter", matters()),
        ):  # fmt: skip
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    @staticmethod
    def of_letter(letter: Letter) -> dict[str, Any]:
        """What a letter fills in."""
        text, name, contact = letter.text[: LONGEST["text"]], letter.name[: LONGEST["name"]], letter.address
        return {"channel": "email", "text": text, "name": name, "contact": contact[: LONGEST["contact"]]}

    def told(self, place: str) -> Told:
        """What is said; `place` as a code."""
        said = self.cleaned_data
        names = ("kind", "matter", "text", "address", "confidential")
        return Told(place=place, **{name: said[name] for name in names})

    def person(self) -> Person | None:
        """Who says it; nobody where anonymous."""
        said = self.cleaned_data
        named = Person(said["name"], said["contact"])
        return None if said["anonymous"] and named == Person() else named


def matters() -> list[tuple[str, Any]]:
    """诉求事项：by the first level, the lower ones set in."""
    found: list[tuple[str, Any]] = [("", "请选择")]
    group: list[tuple[str, str]] = []
    for one in appeal_matters:
        if level_of(one.code) == 1:
            group = []
            found.append((one.name, group))
        group.append((one.code, SET_IN * (level_of(one.code) - 1) + one.name))
    return found


class _Organ(forms.ChoiceField):
    """What was sent reaches the engine, which says which organs there are."""

    def valid_value(self, value: object) -> bool:  # noqa: ARG002
        return True


def with_organs(form: ActForm, suggested: Sequence[tuple[str, str]], others: Sequence[tuple[str, str]]) -> ActForm:
    """选择承办单位：the organs suggested first, then every other that handles messages."""
    for need in form.needs:
        if need.kind == "organ":
            groups = [("派单参考", list(suggested))] if suggested else []
            choices = [("", "请选择" if not need.optional else "不建议"), *groups, ("其他承办单位", list(others))]
            initial = suggested[0][0] if suggested and need.key == "organ" else ""
            form.fields[need.key] = _Organ(label=need.name, required=False, choices=choices, initial=initial)
    return form


class HandedForm(forms.Form):
    """承办内容：what handlers read of a sealed message."""

    use_required_attribute = False
    text = LongText(
        label="承办内容",
        required=False,
        rows=5,
        help_text="写明办理所需要的时间、地点和事实，不写诉求人是谁、怎么知道的。派单以后不能再改。",
    )


class ProfileForm(forms.Form):
    """办理期限方案：of one hotline."""

    use_required_attribute = False
    profile = forms.ChoiceField(
        label="办理期限方案", choices=[(one.key, one.name) for one in PROFILES.values()], widget=forms.RadioSelect
    )


class KnowledgeForm(forms.Form):
    """提出知识：a question others ask too, and its answer, with nothing of who asked."""

    use_required_attribute = False
    question = forms.CharField(
        label="问题", max_length=200, help_text="写成大家都会问的问题，例如“路灯不亮找谁修？”，不写个人的事。"
    )
    answer = LongText(
        label="答复", rows=8, max_length=4000, help_text="从本件的答复改写：说办法和依据，删去个人的姓名、地址和情节。"
    )
    basis = LongText(
        label="依据", required=False, rows=3, help_text="一行一条，写到条、款、项；所引的修改、废止后会提醒重新核对。"
    )
    until = Day(label="核对有效至", help_text="到期前重新核对。")


class QueueForm(forms.Form):
    """筛选：state, words, and the standing carried along."""

    use_required_attribute = False
    state = forms.ChoiceField(label="状态", required=False)
    words = forms.CharField(label="编号、类型、事项或者内容", required=False, max_length=100)
