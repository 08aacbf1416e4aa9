"""Acts on accounts: enrolled, given another password, deactivated."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from gongkai.foundation.errors import Conflict, Invalid, NotPermitted
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import authority
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.actors import SYSTEM, Actor
from gongkai.foundation.people.models import ApiToken, Person, Post
from gongkai.foundation.people.operations import _steps
from gongkai.foundation.uids import new_uid


def enrol(
    *, username: str, name: str, password: str, organ: Organ | None, by: Actor, at: datetime, email: str = ""
) -> Person:
    """登记人员：give somebody an account; posts come by `appoint`.

    `organ` is on whose behalf; None only when the system asks.

    :raises Invalid: when a field is missing or the password too weak.
    :raises Conflict: when the username is taken.
    :raises NotPermitted: when it is not an administrator of the organ or above it who asks.
    """
    if organ is not None:
        authority.insist_administers(by, organ)
    elif by.uid != SYSTEM.uid:
        raise NotPermitted("请选择为哪个机关登记人员。")
    person = Person(uid=new_uid(), username=username.strip(), name=name.strip(), email=email.strip())
    _insist_well_formed(person)
    _set_password(person, password)
    with transaction.atomic():
        if Person.objects.filter(username=person.username).exists():
            raise Conflict("这个用户名已有人使用。请换一个用户名。", field="username")
        person.save(force_insert=True)
        _steps.journalled("enrol", person, by=by, at=at, organ=organ.code if organ else "")
    return person


def reset_password(*, person: Person, password: str, by: Actor, at: datetime) -> Person:
    """重置密码：give somebody a new password; their sessions end.

    :raises Invalid: when the password is too weak.
    :raises NotPermitted: when `by` does not administer every organ of the person's posts.
    """
    with transaction.atomic():
        person = _steps.locked(person)
        _steps.insist_over_person(by, person)
        _set_password(person, password)
        person.save(update_fields=["password"])
        _steps.journalled("reset_password", person, by=by, at=at)
    return person


def deactivate(*, person: Person, by: Actor, at: datetime) -> Person:
    """停用账户：end an account for good: posts closed today, tokens revoked, sessions ended.

    :raises Conflict: when it was deactivated already.
    :raises NotPermitted: when `by` does not administer every organ of the person's posts, or is that very person.
    """
    if by.uid == person.uid:
        raise NotPermitted("不能停用自己的账户。请由其他系统管理员办理。")
    today = china_date(at)
    with transaction.atomic():
        person = _steps.locked(person)
        _steps.insist_over_person(by, person)
        open_posts = Post.objects.filter(person=person, until__isnull=True)
        posts = open_posts.update(until=Greatest(F("since"), today))
        tokens = ApiToken.objects.filter(person=person, revoked_at__isnull=True).update(revoked_at=at)
        person.is_active = False
        person.save(update_fields=["is_active"])
        _steps.journalled("deactivate", person, by=by, at=at, facts={"posts": posts, "tokens": tokens})
    return person


def _insist_well_formed(person: Person) -> None:
    if not 0 < len(person.username) <= 64 or any(character.isspace() for character in person.username):
        raise Invalid("请填写用户名，不超过 64 个字符，不含空格。", field="username")
    if not 0 < len(person.name) <= 64:
        raise Invalid("请填写姓名，不超过 64 个字。", field="name")
    if person.email:
        try:
            validate_email(person.email)
        except ValidationError:
            raise Invalid("电子邮箱的格式不对。请按“名称@域名”填写。", field="email") from None


def _set_password(person: Person, password: str) -> None:
    try:
        validate_password(password, person)
    except ValidationError as error:
        raise Invalid("密码不符合要求：" + "".join(error.messages), field="password") from None
    person.set_password(password)
