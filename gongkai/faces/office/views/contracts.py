"""待公告的合同：which contracts of purchases an organ still owes the public, and by which day."""

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
from gongkai.foundation.people.actors import OPENNESS_OFFICER
from gongkai.programmes.purchases import queries
from gongkai.programmes.purchases.programme import PROJECTS

SHOWN = 200
COLUMNS = ("项目", "编号", "机关", "合同签订", "最迟公告", "是否逾期")


@require_safe
def index(request: StaffRequest) -> HttpResponse:
    """待公告的合同：of the organs where this person has a post; the openness office's places beyond.

    :raises NotPermitted: without any post.
    """
    if not request.actor.posts:
        raise NotPermitted("待公告的合同供工作人员核对，您现在没有岗位。")
    day = china_date(request.at)
    codes = set(request.actor.organs())
    for place in request.actor.places(OPENNESS_OFFICER):
        codes |= {one.code for one in organs.of_place(place, day=day)}
    found = queries.unannounced(codes, day, limit=MOST)
    names = organs.names_on({one.organ.code for one, _ in found}, day)
    rows = [
        (one, duty, names.get(one.organ.code, one.organ.code), duty.due_on is not None and duty.due_on < day)
        for one, duty in found
    ]

    def listed() -> list[tuple[Cell, ...]]:
        return [
            (one.title, one.key, name, duty.arisen_on, duty.due_on, "逾期" if late else "")
            for one, duty, name, late in rows
        ]

    facts = {
        "register": register_of(PROJECTS),
        "rows": rows[:SHOWN],
        "many": len(rows),
        "late": sum(late for *_, late in rows),
    }
    return desk(
        request, "office/contracts.html", facts, listings={"contracts": Listing("待公告的合同", COLUMNS, listed)}
    )
