"""意见征集的表单：notice and draft, questions, comments that came by letter, moderating, answering."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms

from gongkai.faces.office.forms.content import CHOOSE
from gongkai.faces.office.forms.fields import Day, LongText, short_text
from gongkai.law import codes
from gongkai.programmes.consultations.contents import LONGEST, Passage, Question, Speaker, Texts
from gongkai.programmes.consultations.programme import BY_CLERK, CHANNELS, HIDING, MATTERS, OUTCOMES, SPEAKERS

MANY = "多选"
_PARTS = re.compile(r"[｜|]")
_CHOICES = re.compile(r"[；;]")


def _themes() -> list[tuple[str, str]]:
    return [CHOOSE, *((code, f"{code} {name}") for code, name in codes.themes.choices())]


class TextsForm(forms.Form):
    """征集的材料：a line a paragraph; tables and layout can be added afterwards in the draft of the notice."""

    use_required_attribute = False
    name = short_text("草案名称", LONGEST["title"], help_text="例如：某某办法（征求意见稿）。不写书名号。")
    theme = forms.ChoiceField(label="主题分类", choices=_themes)
    draft = LongText(label="征求意见稿", required=False, rows=14, help_text="一段一行；每一段都可以单独提意见。")
    explanation = LongText(label="起草说明", required=False, rows=6, help_text="为什么制定、主要内容、需要说明的问题。")
    basis = LongText(label="制定依据", required=False, rows=4, help_text="法律、法规、文件的名称和条款，一项一行。")
    until = Day(label="截止日期", help_text="从公布的次日起算，最后一天仍可以提意见。发布时按当天重新核对。")
    shortened_reason = LongText(
        label="缩短期限的理由",
        required=False,
        help_text="短于规定期限的必须写，随公告公布。不缩短的不填。",
    )
    ways = LongText(label="其他提出意见的方式", required=False, rows=2, help_text="信函地址、电子邮箱、电话。")

    def texts(self) -> Texts:
        """征集的材料。"""
        return Texts(**{name: self.cleaned_data[name] for name in TextsForm.base_fields})


class BeginForm(TextsForm):
    """发起意见征集：of which organ, on what, with which questions."""

    organ = forms.ChoiceField(label="征集机关")
    matter = forms.ChoiceField(
        label="征集事项",
        choices=list(MATTERS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": "请选择征集事项，期限由它决定。"},
    )
    questions = LongText(
        label="调查问题",
        required=False,
        rows=4,
        help_text="一题一行：问题｜选项；选项；选项。可以多选的，在最后加“｜多选”。选项写“其他”的，可以填写内容。公布以后不能修改。",
    )

    def __init__(self, said: Any = None, *, organs: Iterable[tuple[str, str]]) -> None:
        super().__init__(said)
        field = self.fields["organ"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(organs)

    def clean_questions(self) -> tuple[Question, ...]:
        """调查问题：read from their lines."""
        lines = [line.strip() for line in self.cleaned_data["questions"].split("\n") if line.strip()]
        return tuple(_question(at, line) for at, line in enumerate(lines, start=1))


def _question(at: int, line: str) -> Question:
    text, *rest = (part.strip() for part in _PARTS.split(line))
    many = rest[-1:] == [MANY]
    choices = tuple(
        one.strip() for part in (rest[:-1] if many else rest) for one in _CHOICES.split(part) if one.strip()
    )
    if not text or len(choices) < 2:
        raise forms.ValidationError(f"第{at}行没有写全：问题后面用“｜”隔开，至少写两个选项，选项之间用分号隔开。")
    return Question(text, choices, many)


class RewriteForm(TextsForm):
    """修改公告：of a public one, as a new version with what changed and why."""

    lock_version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    note = LongText(label="修改说明", required=False, help_text="新的一版随公告公布：改了什么、为什么改。")


class EnterForm(forms.Form):
    """登记意见：what came by letter, by telephone or at a meeting."""

    use_required_attribute = False
    channel = forms.ChoiceField(
        label="来源", choices=[(code, CHANNELS[code]) for code in BY_CLERK], widget=forms.RadioSelect, initial="mail"
    )
    received_on = Day(label="收到日期")
    passage = forms.TypedChoiceField(label="针对哪一段", coerce=int, required=False, empty_value="0")
    text = LongText(label="意见内容", required=False, rows=6, help_text="照原文登记。电话、身份证号会自动遮盖。")
    copies = forms.IntegerField(
        label="份数", initial=1, min_value=1, help_text="联名信按签名人数，相同内容的来信按件数。"
    )
    kind = forms.ChoiceField(
        label="是否署名", choices=list(SPEAKERS.items()), widget=forms.RadioSelect, initial="anonymous"
    )
    name = short_text("姓名或者单位名称", LONGEST["name"], help_text="个人公开时只显示姓，单位全部显示。")
    contact = short_text("联系方式", LONGEST["contact"], help_text="不公开，加密保存。")

    def __init__(self, said: Any = None, *, passages: Iterable[Passage], **rest: Any) -> None:
        super().__init__(said, **rest)
        field = self.fields["passage"]
        assert isinstance(field, forms.TypedChoiceField)
        shown = [(one.number, f"{one.number}. {one.text[:40]}") for one in passages if not one.heading]
        field.choices = [(0, "全文"), *shown]

    def who(self) -> Speaker:
        """提出意见的人。"""
        said = self.cleaned_data
        return Speaker(said["kind"], said["name"], said["contact"])


class HideForm(forms.Form):
    """不予显示：with the reason the public reads."""

    use_required_attribute = False
    hidden_for = forms.ChoiceField(label="不予显示的理由", choices=[CHOOSE, *HIDING.items()], required=False)
    note = short_text("内部说明", LONGEST["note"], help_text="不公开。")


class GroupForm(forms.Form):
    """归并：under a new title, or into a group there is."""

    use_required_attribute = False
    title = short_text("意见组标题", LONGEST["title"], help_text="说明这些意见共同说的是什么。")
    group = forms.ChoiceField(label="或者归入已有的意见组", required=False)

    def __init__(self, said: Any = None, *, groups: Iterable[tuple[str, str]]) -> None:
        super().__init__(said)
        field = self.fields["group"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "不归入"), *groups]


class AnswerForm(forms.Form):
    """答复：adopted or not, and why."""

    use_required_attribute = False
    outcome = forms.ChoiceField(
        label="采纳情况", choices=list(OUTCOMES.items()), widget=forms.RadioSelect, required=False
    )
    reason = LongText(label="理由", required=False, help_text="采纳的写改在哪里，未采纳的写为什么。随结果公布。")
