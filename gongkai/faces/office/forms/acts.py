"""办理表单：what an act needs besides its button."""

from datetime import datetime

from django import forms

from gongkai.engines.publishing.rules import BANNER, REDIRECT, WITHDRAWAL_REASONS, WithdrawalReason
from gongkai.faces.office.forms.fields import Day, LongText, short_text
from gongkai.foundation.now import CHINA

OUTCOMES = {
    REDIRECT: "公众打开原网址时，转到整合后的文件",
    BANNER: "公众仍可阅读，页首注明已经失效",
}


def _what_the_public_sees(reason: WithdrawalReason) -> str:
    if reason.outcome in OUTCOMES:
        return OUTCOMES[reason.outcome]
    return "公众只看到标题、撤回理由和日期" if reason.shows_title else "公众只看到已依法撤回，不显示标题"


def _reasons() -> list[tuple[str, str]]:
    return [(r.code, f"{r.name}：{_what_the_public_sees(r)}") for r in WITHDRAWAL_REASONS.values()]


class BareForm(forms.Form):
    """无须填写：for acts whose button is enough."""


class OpinionForm(forms.Form):
    """审查意见：bound to the content the reviewer has seen."""

    sha256 = forms.CharField(required=False, widget=forms.HiddenInput)
    remark = LongText(label="审查意见", required=False, help_text="同意的可以不填；退回的，写明要改什么。")


class Several(forms.MultipleChoiceField):
    """若干项：whatever was checked; what is there to check is the engine's matter."""

    def valid_value(self, value: object) -> bool:  # noqa: ARG002
        """Anything."""
        return True


class PrivacyForm(forms.Form):
    """个人信息处理：the findings checked in one group, and why they are kept."""

    group = forms.CharField(required=False, widget=forms.HiddenInput)
    fingerprints = Several(required=False, widget=forms.CheckboxSelectMultiple)
    rest = forms.BooleanField(required=False)
    reason = short_text("保留的理由", 200)


class ScheduleForm(forms.Form):
    """定时发布：the minute, in Beijing time."""

    day = Day(label="发布日期")
    time = forms.TimeField(
        label="发布时间（北京时间）",
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": "时间写法不对。请按 09:30 的样子填写。"},
    )

    def minute(self) -> datetime:
        """发布时刻：an instant."""
        return datetime.combine(self.cleaned_data["day"], self.cleaned_data["time"], tzinfo=CHINA)


class WithdrawForm(forms.Form):
    """撤回发布：one named reason, what happened, and where the content went."""

    reason = forms.ChoiceField(label="撤回理由", choices=_reasons, widget=forms.RadioSelect)
    note = LongText(label="具体情况", help_text="供监督检查，只在办公端显示；公众看到的是上面所选的理由。")
    successor = short_text("整合到哪份文件", 400, help_text="只在理由为“已整合”时填写：已发布文件的标题、文号或编号。")


class UrgentForm(forms.Form):
    """紧急发布：under which emergency, and why the reviews cannot come first."""

    sha256 = forms.CharField(required=False, widget=forms.HiddenInput)
    emergency = forms.CharField(
        label="所属突发事件", widget=forms.Select, error_messages={"required": "请选择所属的突发事件。"}
    )
    reason = LongText(label="为什么来不及先审查", help_text="记入日志，供补审和监督；公众看不到。")


class AfterForm(forms.Form):
    """补审：the opinion owed."""

    opinion = forms.ChoiceField(
        label="补审意见",
        choices=[("approved", "同意"), ("refused", "不同意（须更正或者撤回发布）")],
        widget=forms.RadioSelect,
    )
    remark = LongText(label="说明", required=False, help_text="不同意的，写明哪里不妥。")


class InterpretationForm(forms.Form):
    """解读安排：why there is no interpretation, or why it comes later."""

    reason = LongText(label="理由", help_text="例如：内容简单明确，无须解读；或者解读稿正在审查，随后发布。")


class TokenForm(forms.Form):
    """签发令牌：what it is for and until when."""

    name = short_text("用途", 80, required=True, help_text="例如：机关内网公文系统。")
    until = Day(label="失效日期", help_text="到这一天起不能再用。")
