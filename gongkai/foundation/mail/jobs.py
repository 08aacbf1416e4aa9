"""What follows mail that lies in a tray: who sorts is told, once a day however much comes."""

from datetime import datetime

from gongkai.foundation.mail.permission import SORTERS
from gongkai.foundation.notices import operations as notices
from gongkai.foundation.notices.rules import Telling
from gongkai.foundation.now import china_date
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import OPENNESS_OFFICER
from gongkai.foundation.places.models import Place

LYING = Telling(SORTERS, "有来信等待分拣", "有来信没有对应的办件，请登录系统在“来信分拣”中归入办件或者另行处理。")


def tell_sorters(*, organ: str, at: datetime) -> None:
    """告知分拣人：of the organ the mail lies with; of the places at the top where it lies with none."""
    day = china_date(at)
    if organ:
        told = {uid for role in SORTERS for uid in people.holders(organ_code=organ, role=role, day=day)}
    else:
        tops = Place.objects.filter(parent=None, until=None)
        told = {uid for top in tops for uid in people.holders_at(place=top, role=OPENNESS_OFFICER, day=day)}
    for uid in sorted(told):
        notices.post(
            to=uid,
            subject=LYING.subject,
            body=LYING.body,
            about="mail:tray",
            key=f"lying:{organ}:{day}:{uid}",
            digest=True,
            at=at,
        )
