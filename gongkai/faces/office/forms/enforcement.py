"""行政执法的表单：a case, its next stage, a change to publicity and what is done about it, a year."""

from collections.abc import Iterable
from typing import Any

from django import forms

from gongkai.engines.registers.declared import register_of
from gongkai.faces.office.forms.fields import Day, LongText, short_text
from gongkai.programmes.enforcement import rules
from gongkai.programmes.enforcement.after import DECISIONS
from gongkai.programmes.enforcement.models import PublicityChange, RepairGround

CHOOSE = ("", "请选择")


class _OfOrgan(forms.Form):
    organ = forms.ChoiceField(label="机关")

    def __init__(self, *facts: Any, organs: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*facts, **more)
        field = self.fields["organ"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(organs)


class CaseForm(_OfOrgan):
    """立案：what a case is called and when it was filed."""

    number = short_text("立案号", 80, required=True)
    name = short_text("案由", 200, required=True, help_text="只在办公室内部使用，不公开。")
    filed_on = Day(label="立案日期")
    power = short_text("职权编码", 40, help_text="权力清单中的编码，公开办案过程时链接到该事项。")
    discretion = short_text("裁量基准编码", 40)


class StageForm(forms.Form):
    """办案环节：the next one, when, and the number of the decision."""

    stage = forms.ChoiceField(label="环节")
    reached_on = Day(label="日期")
    decision = short_text("行政处罚决定书文号", 80, help_text="作出决定时填写，与公示的决定对应。")
    remark = LongText(label="备注", required=False, help_text="不公开。")

    def __init__(self, *facts: Any, open_to: Iterable[str], **more: Any) -> None:
        super().__init__(*facts, **more)
        field = self.fields["stage"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(stage, rules.STAGES[stage]) for stage in open_to]


class DropForm(forms.Form):
    """不处罚结案。"""

    dropped_on = Day(label="结案日期")
    remark = LongText(label="结案理由", help_text="例如违法事实不能成立、不予处罚、移送。不公开。")


class ChangeForm(_OfOrgan):
    """公示变动：which decision, and what happened."""

    kind = forms.ChoiceField(label="变动种类")
    register = forms.ChoiceField(label="决定所在的名录")
    key = short_text("文书号", 80, required=True)
    arisen_on = Day(
        label="日期", help_text="信用修复填申请之日；撤回公示填决定被变更、撤销、确认违法或者确认无效之日。"
    )
    reason = LongText(label="理由", help_text="申请的理由，或者决定因何变更、撤销。只在办公室内部使用。")

    def __init__(self, *facts: Any, **more: Any) -> None:
        super().__init__(*facts, **more)
        kinds, registers = self.fields["kind"], self.fields["register"]
        assert isinstance(kinds, forms.ChoiceField)
        assert isinstance(registers, forms.ChoiceField)
        kinds.choices = [CHOOSE, *PublicityChange.Kind.choices]
        registers.choices = [CHOOSE, *((code, register_of(code).name) for code in DECISIONS)]


class ProposeForm(forms.Form):
    """提出公示变动：what everybody will read."""

    reason = LongText(label="公开说明的理由", help_text="批准后向社会公布，不要写个人信息。")
    basis = LongText(label="依据", help_text="批准后向社会公布。")


class AnswerForm(forms.Form):
    """不予修复：what the party is told."""

    answer = LongText(label="不予修复的理由", help_text="告知申请人。")


class RefusalForm(forms.Form):
    """拟不予修复：on which ground, and why."""

    ground = forms.ChoiceField(label="不予修复的情形", choices=[CHOOSE, *RepairGround.choices], required=False)
    answer = LongText(label="理由", required=False, help_text="用平实的话写，申请人凭编号和查询码看到。")


class DecideForm(forms.Form):
    """决定不予修复，或者退回：of the proposal as it was read."""

    seen = forms.CharField(widget=forms.HiddenInput, required=False)
    opinion = LongText(label="退回的意见", required=False, help_text="只在退回时填写，经办人看到。")


class YearForm(_OfOrgan):
    """年度报告：of which year."""

    year = forms.IntegerField(label="年度", min_value=2019, max_value=2999)
