"""办件表单：made from what an act of the procedure needs, so that a new act needs no form of its own."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django import forms

from gongkai.engines.casework.counting import NUMBERS
from gongkai.engines.casework.rules import CaseAct, Kind, Need, SentLetter
from gongkai.faces.office.forms.fields import Day, LongText
from gongkai.faces.office.forms.table import RowForms, RowsInput, row_forms
from gongkai.law.chinese import day_in_chinese

FEW = 4  # 项：so many choices stand open; more go into a list
SEEN = "seen"
LINE = 200  # 字：what names a person or an organ; more is a text
LINES = (
    "whom", "author", "mail_number", "public_title", "reference", "entry", "consultation", "url", "report",
    "time", "place", "host", "assessor", "evaluator", "session", "head",
)  # fmt: skip
LONG = {"body": 18}  # 行：a letter is edited in a large box


def act_form(
    act: CaseAct, letters: Iterable[SentLetter], *, said: object = None, first: Mapping[str, Any] | None = None
) -> "ActForm":
    """办理表单：of one act; `letters` are those it may speak of, `first` what stands there before anybody types."""
    fields: dict[str, forms.Field] = {need.key: _field(need, tuple(letters)) for need in act.needs}
    fields[SEEN] = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    kind = type("OneActForm", (ActForm,), fields)
    made: ActForm = kind(said, initial=dict(first or {}), auto_id=f"id_{act.key}_%s")
    made.needs = act.needs
    return made


class ActForm(forms.Form):
    """一项办理的表单。"""

    use_required_attribute = False
    needs: tuple[Need, ...] = ()

    def asked(self) -> Iterator[tuple[forms.BoundField, bool, RowForms | None]]:
        """Each field, whether it may be left empty, and its rows where it is filled in row by row."""
        for need in self.needs:
            bound = self[need.key]
            yield bound, need.optional, row_forms(need, bound) if need.kind is Kind.ROWS else None


def _field(need: Need, letters: tuple[SentLetter, ...]) -> forms.Field:
    """The engine says what is missing or wrong; the field only asks for it."""
    label = need.name
    match need.kind:
        case Kind.DAY:
            return Day(label=label, required=False)
        case Kind.DAYS:
            widget = forms.NumberInput(attrs={"inputmode": "numeric", "min": "1"})
            return forms.CharField(label=label, required=False, widget=widget, max_length=6)
        case Kind.LETTER:
            return _choice(label, [(str(one.number), _letter(one)) for one in letters])
        case Kind.CODE if need.choices():
            return _choice(label, list(need.choices()))
        case _:
            return _text(need)


def _text(need: Need) -> forms.Field:
    if need.kind is Kind.ROWS:
        return forms.CharField(label=need.name, required=False, widget=RowsInput(need))
    if need.kind is Kind.MOMENT:
        moment = forms.TextInput(attrs={"type": "datetime-local"})
        return forms.CharField(label=need.name, required=False, widget=moment, max_length=16)
    if need.key in LINES or need.kind in {Kind.CODE, Kind.ORGAN}:
        return forms.CharField(label=need.name, required=False, max_length=LINE)
    return LongText(label=need.name, required=False, rows=LONG.get(need.key, 4))


class _Choice(forms.ChoiceField):
    """What was sent reaches the engine, which names what may be chosen."""

    def valid_value(self, value: object) -> bool:  # noqa: ARG002
        return True


def _choice(label: str, choices: list[tuple[str, str]]) -> forms.Field:
    if len(choices) <= FEW:
        return _Choice(label=label, required=False, choices=choices, widget=forms.RadioSelect)
    return _Choice(label=label, required=False, choices=[("", "请选择"), *choices])


def _letter(one: SentLetter) -> str:
    arrived = f"，{day_in_chinese(one.received_on)}送达" if one.received_on else ""
    return f"{one.name}：{one.whom}（{day_in_chinese(one.sent_on)}发出{arrived}）"


class NarrowingForm(forms.Form):
    """筛选：state, organ's own words, and the standing carried along."""

    use_required_attribute = False
    standing = forms.ChoiceField(
        required=False, choices=[(name, "") for name in ("", "mine", *NUMBERS)], widget=forms.HiddenInput
    )
    year = forms.IntegerField(required=False, min_value=2000, max_value=2999, widget=forms.HiddenInput)
    # 某一机关：the numbers of the supervision page lead here.
    organ = forms.CharField(required=False, max_length=9, widget=forms.HiddenInput)
    state = forms.ChoiceField(label="状态", required=False)
    words = forms.CharField(label="编号、标题或者申请人", required=False, max_length=100)
