"""申请表：the steps of an application as forms; what is wrong is told by `contents`, in the words of Article 29."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from django import forms
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from gongkai.faces.kit.languages import term
from gongkai.law import codes
from gongkai.programmes.requests import contents
from gongkai.programmes.requests.choices import FORMS, PROOFS, WAYS
from gongkai.programmes.requests.contents import LONGEST, Applicant, Problem, Wanted

Choices = Iterable[tuple[str, str]]


def text(label: Any, *, hint: Any = "", rows: int = 0, most: int = 200, kind: str = "", known: str = "") -> Any:
    """文字项：one line, or as many as `rows`; the article says whether it may be missing."""
    attrs = {"autocomplete": known} if known else {}
    widget: forms.Widget = forms.Textarea(attrs={"rows": rows}) if rows else forms.TextInput(attrs=attrs)
    if kind:
        widget = forms.TextInput(attrs={**attrs, "inputmode": kind})
    return forms.CharField(label=label, help_text=hint, required=False, max_length=most, widget=widget)


class StepForm(forms.Form):
    """一步：everything may be missing until the article says not; the article's own sentences are shown."""

    def __init__(self, data: Any = None, **rest: Any) -> None:
        super().__init__(data, label_suffix="", **rest)

    def problems(self) -> Iterable[Problem]:
        """缺漏：asked of the rules, with what was typed."""
        return ()

    def clean(self) -> dict[str, Any]:
        """Put each of the rules' sentences at its field."""
        for field, sentence in self.problems():
            self.add_error(field if field in self.fields else None, term(sentence))
        return dict(self.cleaned_data)


class WantedForm(StepForm):
    """要什么：title, number or other features."""

    title = text(_("名称"), hint=_("文件或者信息的名称，知道多少写多少。"), most=LONGEST["title"])
    number = text(_("文号"), hint=_("例如 东政发〔2026〕3号。"), most=LONGEST["number"])
    features = text(
        _("其他特征"),
        hint=_("时间、地点、事项、涉及的单位等，便于机关找到它。一件申请只写一件事，答复会更快。"),
        rows=6,
        most=LONGEST["features"],
    )

    def __init__(self, data: Any = None, **rest: Any) -> None:
        super().__init__(data, **rest)
        for name in ("title", "number"):
            self.fields[name].widget.attrs["data-suggest"] = f"{reverse('portal:suggest')}?for=apply"

    def problems(self) -> Iterable[Problem]:
        """Only what this step asks for."""
        return contents.problems_with_wanted(contents.tidy_wanted(wanted_of(self.cleaned_data)))


class ApplicantForm(StepForm):
    """您是谁：kind, name, proof, contacts."""

    kind = forms.ChoiceField(label=_("申请人类别"), required=False, widget=forms.RadioSelect)
    name = text(_("姓名或者名称"), hint=_("与身份证明上的一致。"), most=LONGEST["name"], known="name")
    proof_kind = forms.ChoiceField(label=_("身份证明"), required=False)
    proof_number = text(_("证件号码"), hint=_("加密保存，只有办理这件申请的工作人员能看到。"), most=60)
    proof_copy = forms.FileField(
        label=_("身份证明的扫描件或者照片"),
        help_text=_("PDF、JPG 或者 PNG，不超过 5MB。加密保存，经办人每次查看都有记录。"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )
    drop_copy = forms.BooleanField(label=_("去掉已上传的扫描件"), required=False)
    phone = text(_("电话"), hint=_("电话、电子邮箱、通信地址至少填一种。"), most=24, kind="tel", known="tel")
    mail = text(_("电子邮箱"), most=254, kind="email", known="email")
    address = text(_("通信地址"), hint=_("需要邮寄的必填。"), most=LONGEST["address"], known="street-address")
    contact = text(_("联系人"), hint=_("法人或者其他组织填写。"), most=LONGEST["contact"])

    def __init__(self, data: Any = None, *, kept: str = "", **rest: Any) -> None:
        super().__init__(data, **rest)
        self.kept = kept
        self.choose("kind", ((kind.code, kind.name) for kind in codes.applicant_kinds))
        self.choose("proof_kind", (("", "—"), *PROOFS.items()))

    def choose(self, name: str, choices: Choices) -> None:
        """The choices in the language of the page."""
        field = self.fields[name]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(code, term(label)) for code, label in choices]

    def clean(self) -> dict[str, Any]:
        """A number typed before stays when the field is left empty: it is never shown again in full."""
        if self.kept and not self.cleaned_data.get("proof_number"):
            self.cleaned_data["proof_number"] = self.kept
        return super().clean()

    def problems(self) -> Iterable[Problem]:
        """Only what this step asks for."""
        return contents.problems_with_applicant(contents.tidy_applicant(applicant_of(self.cleaned_data)))


class DeliveryForm(StepForm):
    """形式要求：in which form and by which way."""

    form = forms.ChoiceField(label=_("需要的形式"), required=False, widget=forms.RadioSelect)
    way = forms.ChoiceField(label=_("获取的途径"), required=False, widget=forms.RadioSelect)

    def __init__(self, data: Any = None, *, before: dict[str, str] | None = None, **rest: Any) -> None:
        super().__init__(data, **rest)
        self.before = before or {}
        for name, named in (("form", FORMS), ("way", WAYS)):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [(code, term(label)) for code, label in named.items()]

    def problems(self) -> Iterable[Problem]:
        """With the contacts given before: what is to be posted needs an address."""
        said = {**self.before, **self.cleaned_data}
        yield from contents.problems_with_wanted(contents.tidy_wanted(wanted_of(said)))
        yield from contents.problems_between(applicant_of(said), wanted_of(said))


def wanted_of(said: dict[str, Any]) -> Wanted:
    """所申请的信息：from what was filled in; the form and the way as the form suggests until they are chosen."""
    return Wanted(**{field.name: str(said[field.name]) for field in fields(Wanted) if said.get(field.name)})


def applicant_of(said: dict[str, Any]) -> Applicant:
    """申请人：from what was filled in."""
    return Applicant(**{field.name: str(said.get(field.name) or "") for field in fields(Applicant)})
