"""提供的副本：the copies of an answer on the pages of its case, and what of one may be blackened."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from gongkai.engines.casework.models import Case
from gongkai.faces.office.forms.fields import LongText, short_text
from gongkai.faces.office.http import StaffRequest
from gongkai.foundation import redaction
from gongkai.foundation.errors import Invalid
from gongkai.foundation.files.queries import read_file
from gongkai.foundation.files.rules import public_copy
from gongkai.foundation.people.actors import FOI_CLERK
from gongkai.foundation.privacy.rules import scan
from gongkai.programmes.requests import queries
from gongkai.programmes.requests.models import AnswerCopy
from gongkai.programmes.requests.needs import GROUND
from gongkai.programmes.requests.outcomes import Withheld, withheld_text
from gongkai.programmes.requests.providing import PREPARED_IN, strings_in

FOUND = 200  # 处：of personal data offered; more are blackened by writing them
KINDS = ".docx、.xlsx、.pptx、.pdf、.png、.jpg、.txt 等，100 MB 以内。提供给申请人的一份自动去除作者、批注和修订痕迹。"


class CopyForm(forms.Form):
    """附上副本。"""

    use_required_attribute = False
    file = forms.FileField(label="文件", required=False, help_text=KINDS)
    title = short_text("副本名称", 255, help_text="不填写的，用文件名。")


@dataclass(frozen=True)
class Found:
    """查出的一处：a value and what it is."""

    value: str
    kind: str

    @property
    def said(self) -> str:
        """As the choice reads."""
        return f"{self.value}（{self.kind}）"


class BlackenForm(forms.Form):
    """遮盖副本：what is to go, and why."""

    use_required_attribute = False
    found = forms.MultipleChoiceField(label="查出的个人信息", required=False, widget=forms.CheckboxSelectMultiple)
    strings = LongText(
        label="要遮盖的其他文字",
        required=False,
        rows=5,
        help_text="每行一处，照文件中的写法；文件里所有相同的文字都遮盖。",
    )
    ground = forms.ChoiceField(label="不予公开的情形", required=False, choices=[("", "请选择"), *GROUND.choices()])
    part = LongText(label="遮盖了哪些内容", required=False, rows=2, help_text="写进答复书，例如“附件二的单价”。")
    basis = LongText(label="理由", required=False, rows=2)

    def __init__(self, said: Any = None, *, values: tuple[Found, ...] = (), **rest: Any) -> None:
        super().__init__(said, **rest)
        field = self.fields["found"]
        assert isinstance(field, forms.MultipleChoiceField)
        field.choices = [(one.value, one.said) for one in values]

    def all_strings(self) -> tuple[str, ...]:
        """What is checked and what is written, each once."""
        said = self.cleaned_data
        return tuple(dict.fromkeys((*said["found"], *strings_in(said["strings"]))))


def found_in(copy: AnswerCopy, *, today: date) -> tuple[tuple[Found, ...], str]:
    """查出的个人信息：in the original as it would be given, each value once; and what could not be read."""
    try:
        clean = public_copy(read_file(copy.original), copy.original.media_type)
        reading = redaction.read(clean, "file")
    except Invalid as refusal:
        return (), refusal.sentence
    values = {one.value: one.kind.name for one in scan(reading.texts, today=today)}
    return tuple(Found(value, kind) for value, kind in list(values.items())[:FOUND]), reading.unread


def facts_of(request: StaffRequest, case: Case, *, copying: CopyForm | None = None) -> dict[str, Any]:
    """副本：for the case's page. One SQL query."""
    may = case.state in PREPARED_IN and request.actor.holds(FOI_CLERK, case.organ.code)
    return {
        "copies": queries.copies_of(case),
        "grounds": dict(GROUND.choices()),
        "may_copy": may,
        "copying": copying or CopyForm(auto_id="id_copy_%s"),
    }


def withheld_of(case: Case) -> str:
    """不予公开的部分：as the copies being prepared say, for the form of the reply. One SQL query."""
    parts = (
        Withheld(one.part, one.ground, one.basis)
        for one in queries.copies_of(case)
        if one.ground and one.sent_with is None
    )
    return withheld_text(dict.fromkeys(parts))
