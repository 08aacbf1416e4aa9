"""年度报告和复议诉讼的表单。"""

from typing import Any

from django import forms

from gongkai.faces.office.forms.editor import BodyEditor
from gongkai.faces.office.forms.fields import Day, LongText, short_text
from gongkai.foundation.text.html import sanitise
from gongkai.programmes.reports.models import Challenge

CHOOSE = ("", "请选择")


class SectionForm(forms.Form):
    """文字部分：its text, and the version the clerk has seen."""

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=1)
    html = forms.CharField(label="内容", required=False, widget=BodyEditor)

    def clean_html(self) -> str:
        """规范正文。"""
        return sanitise(self.cleaned_data["html"])


class ReasonForm(forms.Form):
    """理由：why a report goes back."""

    reason = LongText(label="退回的理由", help_text="写明要改什么，经办人据此修改。")


class ExplainForm(forms.Form):
    """说明：for a constraint that can have a reason."""

    constraint = forms.CharField(widget=forms.HiddenInput)
    reason = short_text("说明", 500, help_text="例如：机构改革，原某局的3件申请划入。不填则撤销原说明。")


class TakeInForm(forms.Form):
    """导入：the file, and the public record it stands in where there is one."""

    file = forms.FileField(label="已有的年度报告", help_text="网页（.html）或者工作簿（.xlsx），不超过20 MB。")


class LinkForm(forms.Form):
    """关联：the public record an imported report stands in."""

    record = short_text("已公布报告的编号", 12, required=True, help_text="公开网页网址中 /documents/ 之后的十位编号。")


class DueForm(forms.Form):
    """内部报送期限：for a place and a year."""

    place = forms.CharField(widget=forms.HiddenInput)
    due_on = Day(label="内部报送期限", required=False, help_text="早于法定期限；不填则取消。")


class ChallengeForm(forms.Form):
    """复议诉讼案件：what the register keeps of one."""

    organ = forms.ChoiceField(label="机关")
    route = forms.ChoiceField(label="途径", choices=[CHOOSE, *Challenge.Route.choices])
    authority = short_text("复议机关或者法院", 120, required=True)
    number = short_text("案号", 80, help_text="例如：东政复〔2026〕8号。")
    filed_on = Day(label="收案日期", help_text="复议机关或者法院受理的日期。")
    case = short_text("所涉申请的编号", 60, help_text="本机关的申请编号；不涉及某件申请的（如主动公开）不填。")
    note = LongText(label="备注", required=False, help_text="不写申请人姓名等个人信息。")

    def __init__(self, *args: Any, organs: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["organ"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = organs
        field.error_messages["invalid_choice"] = "您不是这个机关的依申请公开经办人。请从列表中选择。"


class OutcomeForm(forms.Form):
    """审理结果。"""

    outcome = forms.ChoiceField(
        label="审理结果", required=False, choices=[("", "尚未审结"), *Challenge.Outcome.choices]
    )
    decided_on = Day(label="审结日期", required=False, help_text="复议决定或者裁判作出的日期；尚未审结的不填。")
