"""Acts on tokens: issued once in the clear, kept as a digest, revoked."""

import secrets
from datetime import date, datetime

from django.db import transaction

from gongkai.foundation.errors import Conflict, Invalid, NotFound, NotPermitted
from gongkai.foundation.now import china_date
from gongkai.foundation.organs.authority import NO_SECOND_FACTOR
from gongkai.foundation.people.actors import REVIEWER_ROLES, SYSTEM, Actor
from gongkai.foundation.people.models import ApiToken, Person, Post
from gongkai.foundation.people.operations import _steps
from gongkai.foundation.people.rules import TOKEN_PREFIX, token_digest


def issue_token(*, person: Person, name: str, until: date, by: Actor, at: datetime) -> tuple[ApiToken, str]:
    """签发令牌：let a program act as a person until a day; the clear text is returned here and never again.

    Only the person themself (or the system) may. The token remembers whether it was made with a second factor.

    :raises Invalid: when it has no name or has already expired.
    :raises NotPermitted: when somebody else asks, or a reviewer without a second factor.
    """
    if by.uid not in {person.uid, SYSTEM.uid}:
        raise NotPermitted("只能为自己签发令牌。请由本人登录后签发。")
    if not 0 < len(name.strip()) <= 80:
        raise Invalid("请填写令牌的用途，不超过 80 个字。", field="name")
    if until <= china_date(at):
        raise Invalid("失效日期须在今天之后。", field="until")
    with transaction.atomic():
        person = _steps.locked(person)
        if not by.second_factor and _reviews(person, china_date(at)):
            raise NotPermitted(NO_SECOND_FACTOR, code="second-factor")
        clear = TOKEN_PREFIX + secrets.token_urlsafe(32)
        token = ApiToken.objects.create(
            person=person,
            name=name.strip(),
            token_sha256=token_digest(clear),
            last4=clear[-4:],
            created_at=at,
            until=until,
            second_factor=by.second_factor,
        )
        facts = {"token": token.pk, "until": until.isoformat(), "second_factor": token.second_factor}
        _steps.journalled("issue_token", person, by=by, at=at, facts=facts)
    return token, clear


def revoke_token(*, token: ApiToken, by: Actor, at: datetime) -> ApiToken:
    """吊销令牌：end a token at once, by its owner or by an administrator of the owner's organs.

    :raises Conflict: when it was revoked already.
    :raises NotPermitted: when `by` is neither.
    """
    with transaction.atomic():
        found = ApiToken.objects.select_for_update(of=("self",)).select_related("person").filter(pk=token.pk).first()
        if found is None:
            raise NotFound()
        if by.uid != found.person.uid:
            _steps.insist_over_person(by, found.person)
        if found.revoked_at is not None:
            raise Conflict("该令牌已经吊销。")
        found.revoked_at = at
        found.save(update_fields=["revoked_at"])
        _steps.journalled("revoke_token", found.person, by=by, at=at, facts={"token": found.pk})
    return found


def _reviews(person: Person, day: date) -> bool:
    return Post.objects.on(day).filter(person=person, role__in=REVIEWER_ROLES).exists()
