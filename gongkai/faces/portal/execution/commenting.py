"""对任务提意见：what somebody thinks of a task goes to the hotline with the task named, and is answered there in time.

A comment is a 建议 of the hotline: routed, answered within its limit, followed by number and code, and published when
the hotline office chooses it: then it stands at the task with its answer. So nothing is asked or moderated twice.
"""

from typing import Any

from django import forms
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongkai.engines.registers import queries as registers
from gongkai.faces.kit import languages
from gongkai.faces.kit.http import Request
from gongkai.faces.kit.limits import is_too_often
from gongkai.faces.portal.http import page
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text import storable
from gongkai.programmes.execution.programme import TASKS
from gongkai.programmes.hotline import operations as hotline
from gongkai.programmes.hotline.matter_words import OPINION

LONGEST = 3000
SUGGESTION = "suggestion"
TOO_OFTEN = gettext_lazy("短时间内提交得太多。请过一会儿再试。")


class CommentForm(forms.Form):
    """意见：in their own words."""

    text = forms.CharField(
        label=gettext_lazy("您的意见"),
        help_text=gettext_lazy("例如您看到的实际进展、没有做到的地方、更好的办法。不需要写姓名和电话，后面会问。"),
        max_length=LONGEST,
        error_messages={"required": gettext_lazy("请写下您的意见。")},
        widget=forms.Textarea(attrs={"rows": 7}),
    )

    def __init__(self, data: Any = None) -> None:
        super().__init__(data, label_suffix="")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: Request, key: str) -> HttpResponse:
    """对一项任务提意见。

    :raises NotFound: for a task there is not.
    """
    today = china_date(request.at)
    task = registers.entry_on(TASKS, storable(key), today, seen_on=today)
    if task is None:
        raise NotFound
    lead = str(task.values.get("lead", ""))
    name = organs.names_on({lead}, today).get(lead, lead)
    form = CommentForm(request.POST if request.method == "POST" else None)
    facts = {"form": form, "task": task, "lead": name}
    if not form.is_bound or not form.is_valid():
        return page(request, "execution/comment", facts, status=400 if form.is_bound else 200)
    if is_too_often(request, "draft"):
        form.add_error(None, str(TOO_OFTEN))
        return page(request, "execution/comment", facts, status=429)
    content = {
        "kind": SUGGESTION,
        "text": _named(task.title, task.key, name, storable(form.cleaned_data["text"])),
        "about": f"{TASKS}:{task.key}",
        "language": "en" if languages.is_english() else "zh",
    }
    draft = hotline.keep_message_draft(content=content, at=request.at)
    return HttpResponseRedirect(reverse("portal:hotline-new", args=[draft, "matter"]))


def _named(title: str, key: str, lead: str, text: str) -> str:
    """In Chinese: it is for whoever handles it."""
    return f"对执行任务“{title}”（编号{key}，牵头机关：{lead}）{OPINION}{text}"
