"""政务舆情的表单：entering and grouping what was found, feeds, and narrowing the list of topics."""

from datetime import datetime
from typing import Any

from django import forms

from gongkai.faces.office.forms.fields import LongText, short_text
from gongkai.foundation.now import CHINA
from gongkai.programmes.concerns import rules

MOMENT = "%Y-%m-%dT%H:%M"


class Moment(forms.CharField):
    """时刻：a day and a minute in China, asked for with the browser's own control."""

    def __init__(self, **more: Any) -> None:
        widget = forms.TextInput(attrs={"type": "datetime-local"})
        super().__init__(widget=widget, max_length=16, **more)

    def clean(self, value: Any) -> Any:
        """The instant.

        :raises ValidationError: for what is no day and minute.
        """
        try:
            return datetime.strptime(str(super().clean(value)), MOMENT).replace(tzinfo=CHINA)
        except ValueError as error:
            raise forms.ValidationError(f"“{self.label}”请写成2026-03-09T14:05这样的日期和时刻。") from error


class _OfOrgan(forms.Form):
    """本机关的表单：with a choice where somebody has the post in several organs."""

    use_required_attribute = False
    organ = forms.ChoiceField(label="机关")

    def __init__(self, *args: Any, organs: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["organ"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = organs
        if len(organs) == 1:
            field.widget = forms.HiddenInput()


class ItemForm(_OfOrgan):
    """登记舆情。"""

    title = short_text("标题", 300, help_text="一句话说明是什么事。")
    source = short_text("来源", 100, help_text="网站、论坛、账号或者来电的单位。")
    url = short_text("网址", 1000, help_text="没有网址的不填。同一网址只登记一次。")
    words = LongText(label="内容", required=False, rows=5)
    found_at = Moment(label="发现或者收到的时间", help_text="回应时限从这时起算。")


class FileForm(_OfOrgan):
    """导入表格。"""

    file = forms.FileField(
        label="表格",
        required=False,
        help_text="XLSX或者CSV，第一行是列名：标题、来源、网址、内容、发现时间（写成2026-03-09 14:05）。",
    )


class FeedForm(_OfOrgan):
    """添加信息源。"""

    name = short_text("名称", 100)
    url = short_text("网址", 500, help_text="RSS或者Atom的网址，每十分钟读取一次。")


class GroupForm(forms.Form):
    """归并：the items chosen go into a new topic, into an open one, or are set aside."""

    use_required_attribute = False
    does = forms.ChoiceField(
        label="怎样处理",
        choices=[("new", "归并为新的主题"), ("add", "归入在办的主题"), ("dismiss", "不作为政务舆情处理")],
        widget=forms.RadioSelect,
        initial="new",
    )
    title = short_text("新主题的名称", 300, help_text="不填的，用第一个条目的标题。只在办公系统中显示，不公开。")
    level = forms.ChoiceField(label="初步判断的级别", choices=rules.LEVELS, required=False)
    topic = forms.ChoiceField(label="在办的主题", required=False)
    reason = short_text("不作为政务舆情处理的理由", 200)

    def __init__(self, *args: Any, topics: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*args, **more)
        field = self.fields["topic"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "请选择"), *((number, f"{title}（{number}）") for number, title in topics)]


class WordsForm(forms.Form):
    """查找条目。"""

    use_required_attribute = False
    words = forms.CharField(label="标题或者来源", required=False, max_length=100)


class TopicsForm(forms.Form):
    """筛选主题。"""

    use_required_attribute = False
    standing = forms.ChoiceField(
        required=False,
        choices=[(name, "") for name in ("", "mine", "overdue", "today", "ended")],
        widget=forms.HiddenInput,
    )
    words = forms.CharField(label="编号或者名称", required=False, max_length=100)
