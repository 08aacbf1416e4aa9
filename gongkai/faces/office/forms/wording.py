"""用语表单：a rule, a list, and which words to replace."""

from django import forms

from gongkai.faces.office.forms.fields import short_text
from gongkai.foundation.wording.rules import GROUPS


class WordForm(forms.Form):
    """一条用语规则。"""

    wrong = short_text("不用的写法", 60, required=True)
    right = short_text("应写作", 60, help_text="留空表示本机关允许这个写法，不再提示。")
    group = forms.ChoiceField(label="类别", choices=[(name, name) for name in GROUPS], initial=GROUPS[-1])
    note = short_text("说明", 200)


class ListForm(forms.Form):
    """导入用语表。"""

    file = forms.FileField(
        label="用语表文件", help_text=".csv 或 .xlsx，列为：不用的写法、应写作、类别、说明。已有的写法以导入的为准。"
    )


class ReplaceForm(forms.Form):
    """替换用语：which word, in the version one has seen."""

    word = forms.CharField(max_length=60, strip=False)
    lock_version = forms.IntegerField()
