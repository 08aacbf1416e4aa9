"""结果公开：which tasks are over and have no result published yet, and the registers to work in."""

from django.http import HttpResponse
from django.views.decorators.http import require_safe

from gongkai.engines.registers.declared import register_of
from gongkai.faces.kit.tables import Cell
from gongkai.faces.office.desk import desk
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.lists import MOST, Listing
from gongkai.foundation.errors import NotPermitted
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import DRAFTER, OPENNESS_OFFICER
from gongkai.programmes.execution import queries as execution
from gongkai.programmes.results import queries
from gongkai.programmes.results.programme import OUTCOMES, POLLS, RATINGS

SHOWN = 200
COLUMNS = ("任务", "编号", "牵头机关", "完成时限", "进展", "了结日期", "是否逾期")


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """待公布结果的任务：of the organs of this person; of an openness officer's places beyond.

    :raises NotPermitted: without any post.
    """
    if not request.actor.posts:
        raise NotPermitted("结果公开供工作人员办理，您现在没有岗位。")
    day = china_date(request.at)
    codes = set(request.actor.organs())
    for place in request.actor.places(OPENNESS_OFFICER):
        codes |= {one.code for one in organs.of_place(place, day=day)}
    over = execution.tasks_over(day, codes, limit=MOST)
    told = queries.outcomes_of_tasks([one.version.key for one in over], day, seen_on=None)
    waiting = [one for one in over if one.version.key not in told]
    names = organs.names_on({one.lead for one in waiting}, day)
    rows = [(one, names.get(one.lead, one.lead)) for one in waiting]

    def listed() -> list[tuple[Cell, ...]]:
        return [
            (
                one.version.title, one.version.key, name, one.standing.due_on, one.state, one.standing.settled_on,
                "逾期" if one.standing.late else "",
            )
            for one, name in rows
        ]  # fmt: skip

    facts = {
        "rows": rows[:SHOWN],
        "many": len(rows),
        "registers": [register_of(code) for code in (OUTCOMES, RATINGS, POLLS)],
        "drafts": bool(request.actor.organs(DRAFTER)),
    }
    return desk(
        request, "office/results.html", facts, listings={"results": Listing("待公布结果的任务", COLUMNS, listed)}
    )  # fmt: skip
