"""推荐结果表单。"""

from django import forms

from gongkai.faces.office.forms.fields import Day, short_text


class BestBetForm(forms.Form):
    """设为推荐结果：the words of the public, the record to put first, and why."""

    words = short_text("检索词", 80, required=True, help_text="公众会怎么问就怎么写，例如：养老补贴。")
    record = short_text(
        "排在最前的文件", 400, required=True, help_text="已公开文件的标题、文号或编号，可从下拉列表中选择。"
    )
    reason = short_text("理由", 200, required=True, help_text="例如：办事群众问得最多。理由记入日志。")
    until = Day(label="到哪一天为止", required=False, help_text="到这一天起不再推荐；不填则一直有效。")

    def __init__(self, *args: object, **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        self.fields["record"].widget = forms.TextInput(attrs={"list": "record-suggestions"})
