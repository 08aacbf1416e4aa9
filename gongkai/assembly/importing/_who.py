"""以谁的名义：the drafter and the organ of an import, from what the command was given."""

from datetime import datetime

from gongkai.foundation.errors import Invalid, NotFound, NotPermitted
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people import queries as people
from gongkai.foundation.people.actors import DRAFTER, Actor


def resolve(by: str, organ: str, at: datetime) -> tuple[Actor, Organ]:
    """定人定机关：the person of a username and the organ they draft for.

    :raises Invalid: when either is missing or unknown, or the organ must be named.
    :raises NotPermitted: when the person is no drafter, or not there.
    """
    person = _person(by.strip(), at)
    houses = {code: organs.by_code(code) for code in sorted(person.organs(DRAFTER))}
    names = {code: organs.name_on(house, china_date(at)) for code, house in houses.items()}
    listed = "、".join(f"{name}（{code}）" for code, name in names.items())
    if not houses:
        raise NotPermitted(f"{person.name}不是任何机关的拟稿人，不能导入。请用 --by 指定一位拟稿人。")
    wanted = organ.strip()
    if not wanted and len(houses) > 1:
        raise Invalid(f"{person.name}在多个机关拟稿，请用 --organ 指定一个：{listed}。")
    found = [code for code in houses if not wanted or wanted in _names(houses[code], at)]
    if not found:
        raise NotPermitted(f"{person.name}不是“{wanted}”的拟稿人，不能导入到那里。可以用 --organ 指定：{listed}。")
    return person, houses[found[0]]


def _person(by: str, at: datetime) -> Actor:
    if not by:
        raise Invalid("请用 --by 指定以哪位拟稿人的名义导入（用户名）。")
    try:
        return people.actor(people.by_username(by).pk, at, second_factor=False)
    except NotFound:
        raise Invalid(f"没有用户名为“{by}”的在用账户。请核对 --by。") from None


def _names(organ: Organ, at: datetime) -> set[str]:
    """Everything by which a person may call an organ today."""
    today = Organ.objects.named(china_date(at)).get(pk=organ.pk)
    return {organ.code, organ.credit_code, today.name, today.short_name} - {""}
