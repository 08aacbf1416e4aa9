"""拟稿表单：for which organ, what kind, and from which file."""

from collections.abc import Sequence

from django import forms

from gongkai.engines.publishing.kinds import all_kinds
from gongkai.faces.office.forms.fields import short_text


def _kinds() -> list[tuple[str, str]]:
    return [(kind.code, kind.name) for kind in all_kinds()]


class IntakeForm(forms.Form):
    """拟稿：a file to read, or a title to start from."""

    organ = forms.ChoiceField(label="公开机关", help_text="对这份文件负责的机关。")
    kind = forms.ChoiceField(label="文件种类", choices=_kinds, widget=forms.RadioSelect)
    title = short_text("标题", 300, help_text="不上传文件、直接录入正文时填写；上传文件的，标题从文件中识别。")
    interprets = forms.CharField(required=False, widget=forms.HiddenInput)
    without_number = forms.BooleanField(
        label="识别出的文号不对，先不填文号，拟稿后再改", required=False, widget=forms.HiddenInput
    )
    file = forms.FileField(
        label="Word、PDF 或文本文件",
        required=False,
        allow_empty_file=True,
        help_text=".docx、.pdf 或 .txt，100 MB 以内。标题、文号、成文日期和各级标题自动识别，原件照原样存档。"
        "有 Word 原稿的请传 Word：PDF 里的表格要重新制表，读得准不准逐页说明。",
    )

    def __init__(self, *args: object, organs: Sequence[tuple[str, str]], **more: object) -> None:
        super().__init__(*args, **more)  # type: ignore[arg-type]
        organ = self.fields["organ"]
        assert isinstance(organ, forms.ChoiceField)
        organ.choices = list(organs)
        organ.error_messages["invalid_choice"] = "您不是这个机关的拟稿人。请从列表中选择。"

    def ask_about_number(self) -> None:
        """询问文号：show the way out when the recognised number is taken."""
        self.fields["without_number"].widget = forms.CheckboxInput()
