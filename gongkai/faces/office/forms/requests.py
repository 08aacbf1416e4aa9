"""登记申请的表单：what Article 29 asks of an application, and how it came in."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from gongkai.faces.office.forms.fields import Day, LongText
from gongkai.law.codes import applicant_kinds
from gongkai.programmes.requests.choices import BY_CLERK, CHANNELS, FORMS, PERSON, PROOFS, RESIDENT_ID, WAYS
from gongkai.programmes.requests.contents import LONGEST, Applicant, Wanted
from gongkai.programmes.requests.rectifying import Claim

APPLICANT = ("kind", "name", "proof_kind", "proof_number", "phone", "mail", "address", "contact")
CLAIMED = ("record", "wrong", "right", "evidence")
WANTED = ("title", "number", "features", "form", "way")


def _line(label: str, key: str = "contact", help_text: str = "") -> forms.CharField:
    """The programme says what is missing; the field only asks."""
    return forms.CharField(label=label, required=False, max_length=LONGEST.get(key), help_text=help_text)


class ApplicationForm(forms.Form):
    """登记申请：channel and days, who asks, what is wanted."""

    use_required_attribute = False
    organ = forms.ChoiceField(label="受理机关")
    channel = forms.ChoiceField(
        label="来件渠道", choices=[(key, CHANNELS[key]) for key in BY_CLERK], widget=forms.RadioSelect
    )
    came = Day(label="来件日期", help_text="当面提交的为提交之日，挂号信、快递为签收之日，其他为送到之日。")
    confirmed = Day(
        label="与申请人确认的日期", required=False, help_text="平常信函和传真填写；还没有联系上申请人的，先不填。"
    )
    oral = forms.BooleanField(label="申请人口头提出，由本机关代为填写", required=False)
    kind = forms.ChoiceField(label="申请人类别")
    name = _line("姓名或者名称", "name")
    proof_kind = forms.ChoiceField(label="身份证明", choices=list(PROOFS.items()))
    proof_number = _line("证件号码", "proof", "加密保存，页面上只显示首尾几位。")
    proof_copy = forms.FileField(
        label="身份证明的扫描件或者照片",
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        help_text="PDF、JPG 或者 PNG，5 MB 以内。加密保存，每次查看都有记录。",
    )
    contact = _line("联系人")
    phone = _line("电话")
    mail = _line("电子邮箱", "address")
    address = _line("通信地址", "address")
    title = _line("政府信息的名称", "title")
    number = _line("文号", "number")
    features = LongText(
        label="便于查询的其他特征", required=False, help_text="名称、文号、其他特征至少填写一项，照申请人的原话填写。"
    )
    form = forms.ChoiceField(label="提供形式", choices=list(FORMS.items()), widget=forms.RadioSelect)
    way = forms.ChoiceField(label="获取途径", choices=list(WAYS.items()), widget=forms.RadioSelect)

    def __init__(self, said: object = None, *, organs: Iterable[tuple[str, str]], today: date) -> None:
        first = {
            "channel": BY_CLERK[0], "came": today, "kind": PERSON, "proof_kind": RESIDENT_ID, "form": "paper",
            "way": "pick_up",
        }  # fmt: skip
        super().__init__(said, initial=first)  # type: ignore[arg-type]
        for name, choices in (("organ", list(organs)), ("kind", applicant_kinds.choices())):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def applicant(self) -> Applicant:
        """Who asks."""
        return Applicant(**{name: self.cleaned_data[name] for name in APPLICANT})

    def wanted(self) -> Wanted:
        """What is asked for."""
        return Wanted(**{name: self.cleaned_data[name] for name in WANTED})


class RectificationForm(ApplicationForm):
    """登记更正申请：which record, what of it is wrong, what proves it; the rest as of an application."""

    came = Day(label="来件日期", help_text="当面提交的为提交之日，邮寄、传真的为收到之日。")
    record = _line("是哪一份记录", "title", "例如“社会保险缴费记录”。写进办件标题，不要写个人信息。")
    wrong = LongText(label="哪些内容不准确", required=False, rows=3, help_text="加密保存。")
    right = LongText(label="应当怎样更正", required=False, rows=3, help_text="加密保存。")
    evidence = LongText(label="有什么证据", required=False, rows=3, help_text="加密保存。写明证据的名称和内容。")
    evidence_file = forms.FileField(
        label="证据材料的扫描件", required=False, help_text="PDF、JPG 或者 PNG，5 MB 以内，加密保存。"
    )
    way = forms.ChoiceField(label="告知结果的途径", choices=list(WAYS.items()), widget=forms.RadioSelect)

    def __init__(self, said: object = None, **more: Any) -> None:
        super().__init__(said, **more)
        for name in ("confirmed", "oral", "title", "number", "features", "form"):
            del self.fields[name]

    def claim(self) -> Claim:
        """What is said to be wrong."""
        return Claim(**{name: self.cleaned_data[name] for name in CLAIMED})


class SplitForm(forms.Form):
    """拆分申请：a line a case."""

    use_required_attribute = False
    parts = LongText(
        label="拆成的各件",
        required=False,
        rows=4,
        help_text="每件一行。第一行留在本件，其余各成一件，收到日期相同。",
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
