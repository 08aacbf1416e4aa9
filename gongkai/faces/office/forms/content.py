"""稿件表单：everything a clerk writes or chooses of an edition, in sections."""

from collections.abc import Iterable
from typing import Any

from django import forms

from gongkai.engines.publishing.content import PLAIN_FIELDS, Content
from gongkai.engines.publishing.rules import STATE_SECRET, Problem
from gongkai.faces.office.forms.editor import BodyEditor
from gongkai.faces.office.forms.fields import Day, LongText, short_text
from gongkai.foundation.text.html import sanitise
from gongkai.law import codes

FORCES = {
    "shall_not": "不予公开",
    "must_not_unless": "不得公开，但第三方同意或者不公开会对公共利益造成重大影响的除外",
    "may": "可以不予公开",
    "refer": "告知依照有关规定办理",
}
CHOOSE = ("", "请选择")


def _attributes() -> list[tuple[str, str]]:
    return codes.disclosure_attributes.choices()


def _grounds() -> list[tuple[str, str]]:
    found = []
    for ground in codes.withholding_grounds:
        force = "不得录入本系统" if ground.state_secret else FORCES[ground.force]
        found.append((ground.code, f"{ground.citation.article}：{ground.name}（{force}）"))
    return [CHOOSE, *found]


def _themes() -> list[tuple[str, str]]:
    return [CHOOSE, *((code, f"{code} {name}") for code, name in codes.themes.choices())]


def _genres() -> list[tuple[str, str]]:
    return [CHOOSE, *codes.genres.choices()]


def _art20() -> list[tuple[str, str]]:
    return [CHOOSE, *((code.code, f"{code.citation.article}：{code.name}") for code in codes.art20_categories)]


class ContentForm(forms.Form):
    """稿件：the plain fields of an edition's content, and the version the clerk has seen."""

    lock_version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    title = short_text("标题", 300, required=True, help_text="与纸质文件的标题一字不差。")
    document_number = short_text("发文字号", 120, help_text="例如：东民发〔2026〕3号。没有文号的不填。")
    issuer = short_text("发文机关", 300, help_text="联合发文的，按文件上的顺序用顿号或空格分开。")
    formed_on = Day(label="成文日期", required=False, help_text="落款日期。法定公开期限从这一天起算。")
    addressees = LongText(label="主送机关", required=False, rows=2)
    summary = LongText(label="内容概述", required=False, help_text="目录和检索结果中显示，200字以内为宜。")
    body = forms.CharField(label="正文", required=False, widget=BodyEditor)
    attribute = forms.ChoiceField(label="公开属性", required=False, choices=_attributes, widget=forms.RadioSelect)
    ground = forms.ChoiceField(label="不予公开的依据", required=False, choices=_grounds)
    listed_under = forms.CharField(
        label="所依据的负面清单事项", required=False, max_length=80, widget=forms.Select,
        help_text="清单以外的信息应当公开。清单中没有这一类的，先依程序列入清单。",
    )  # fmt: skip
    ground_note = LongText(label="不予公开的具体理由", required=False)
    rereview_on = Day(label="再次审查日期", required=False, help_text="到这一天重新审查能否公开（条例第十八条）。")
    theme = forms.ChoiceField(label="主题分类", required=False, choices=_themes)
    genre = forms.ChoiceField(label="体裁分类", required=False, choices=_genres)
    art20 = forms.ChoiceField(label="对应的法定主动公开内容", required=False, choices=_art20)
    effective_on = Day(label="施行日期", required=False, help_text="不填的，自成文之日起施行。")
    expires_on = Day(label="失效日期", required=False, help_text="有效期届满后的第一天；长期有效的不填。")
    public_note = LongText(label="更正说明", required=False, help_text="写明改了什么、为什么改；随新版本一并公开。")

    def offer(self, entries: Iterable[tuple[str, str]]) -> None:
        """列出可选的负面清单事项：key and name; what the draft names already stays, whether it still stands or not."""
        said = str(self["listed_under"].value() or "")
        known = dict(entries)
        kept = {said: f"{said}（现在无效）"} if said and said not in known else {}
        widget = self.fields["listed_under"].widget
        assert isinstance(widget, forms.Select)
        widget.choices = [CHOOSE, *known.items(), *kept.items()]

    def clean_body(self) -> str:
        """规范正文：what will be kept, so that what has not changed is seen not to have."""
        return sanitise(self.cleaned_data["body"])

    def plain(self) -> dict[str, Any]:
        """各字段的值。"""
        return {name: self.cleaned_data[name] for name in PLAIN_FIELDS}

    def note_problems(self, problems: Iterable[Problem]) -> None:
        """写上问题：each at its own field."""
        for problem in problems:
            sentence = problem.sentence
            if problem.field == "ground" and self.cleaned_data.get("ground") == STATE_SECRET:
                sentence = f"{problem.sentence}刚才提交的内容没有保存。"
            self.add_error(problem.field if problem.field in self.fields else None, sentence)


def initial_of(content: Content, lock_version: int) -> dict[str, Any]:
    """初始值：an edition's content as the form shows it first."""
    return {name: getattr(content, name) for name in PLAIN_FIELDS} | {"lock_version": lock_version}
