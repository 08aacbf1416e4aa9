"""邮件的权限：the tray is the openness office's; mail of a matter is for who may see the matter."""

from gongkai.foundation.people.actors import OPENNESS_OFFICER, Actor
from gongkai.foundation.permission import ALLOWED, Decision, Refused


def may_sort(person: Actor) -> Decision:
    """可否分拣来信：an openness officer; what nobody could match may be about any organ."""
    if person.organs(OPENNESS_OFFICER):
        return ALLOWED
    return Refused("未能匹配的来信由政务公开办分拣，您没有这个岗位。请联系本机关系统管理员。")
