"""法规变动的表单：a new statute or version, a repeal, and why one goes back."""

from collections.abc import Iterable
from typing import Any

from django import forms

from gongkai.faces.office.forms.fields import Day, LongText
from gongkai.programmes.statutes.rules import CATEGORIES, LONGEST_TITLE, MOST_TEXT, Entered


class _ProposalForm(forms.Form):
    """共有的：whose proposal, and on what basis."""

    organ = forms.ChoiceField(label="提出机关")
    reason = forms.CharField(label="依据", max_length=300)

    def __init__(self, *given: Any, organs: Iterable[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        field = self.fields["organ"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = list(organs)


class VersionForm(_ProposalForm):
    """法规版本：its name and days, and its whole text."""

    title = forms.CharField(label="标题", max_length=LONGEST_TITLE, help_text="法规的全称，不带书名号。")
    category = forms.ChoiceField(label="效力位阶", choices=[("", "请选择"), *CATEGORIES.items()])
    region = forms.CharField(
        label="地区", max_length=60, required=False, help_text="地方性法规、规章填写；国家的空着。"
    )
    issuer = forms.CharField(label="制定机关", max_length=200, help_text="全称；几个机关的用顿号隔开。")
    number = forms.CharField(label="文号", max_length=120, required=False)
    adopted_on = Day(label="通过或修改日期", required=False)
    since = Day(label="施行日期")
    history = LongText(label="沿革", required=False, rows=3, help_text="一行一次，例如某年某月某日某会议通过。")
    body = LongText(
        label="正文", rows=20, max_length=MOST_TEXT,
        help_text="全文粘贴。每条另起一行，以“第一条”这样开头；章、节各占一行。",
    )  # fmt: skip
    field_order = (
        "organ", "title", "category", "region", "issuer", "number", "adopted_on", "since", "reason", "history", "body",
    )  # fmt: skip

    def __init__(self, *given: Any, fixed: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["reason"].help_text = "公布它的令、公告的名称和文号。供核对，记入档案。"
        if fixed:  # what a version shares with those before it
            for name in ("category", "region", "issuer"):
                del self.fields[name]

    def wanted(self, **shared: str) -> Entered:
        """要录入的版本：with what it shares with those before it."""
        said = self.cleaned_data
        common = shared or {name: said[name] for name in ("category", "region", "issuer")}
        return Entered(
            title=said["title"].strip("《》 "), body=said["body"], number=said["number"],
            adopted_on=said["adopted_on"], since=said["since"],
            history=tuple(line.strip() for line in said["history"].splitlines() if line.strip()), **common,
        )  # fmt: skip


class RepealForm(_ProposalForm):
    """废止：from which day, on what basis."""

    on = Day(label="废止日期", help_text="自这一天起不再施行；此前的文本仍按日期查得到。")
    field_order = ("organ", "on", "reason")

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["reason"].help_text = "废止它的决定或者新法规的名称和文号，将向社会公布。"
