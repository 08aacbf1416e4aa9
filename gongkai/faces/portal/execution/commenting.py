"""对任务提意见：what somebody thinks of a task goes to the hotline with the task named, and is answered there in time.

A comment is a 建议 of the hotline: routed, answered within its limit, followed by number and code, and published when
the hotline office chooses it: then it stands at the task with its answer. So nothing is asked or moderated twice.
"""

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from gongkai.engines.registers import queries as registers
from gongkai.faces.kit.http import Request
from gongkai.faces.portal.hotline.opinions import asked
from gongkai.foundation.errors import NotFound
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.text import storable
from gongkai.programmes.execution.programme import TASKS


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
    named = _named(task.title, task.key, name)
    return asked(request, "execution/comment", {"task": task, "lead": name}, named=named, about=f"{TASKS}:{task.key}")


def _named(title: str, key: str, lead: str) -> str:
    """In Chinese: it is for whoever handles it."""
    return f"对执行任务“{title}”（编号{key}，牵头机关：{lead}）"
