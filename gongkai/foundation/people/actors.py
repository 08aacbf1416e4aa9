"""行为人：who acts, as plain facts: which posts, with or without a second factor. Permission is the engines' matter."""

from dataclasses import dataclass

DRAFTER = "drafter"
UNIT_HEAD = "unit_head"
SECRECY_REVIEWER = "secrecy_reviewer"
LEGALITY_REVIEWER = "legality_reviewer"
SIGNER = "signer"
PUBLISHER = "publisher"
OPENNESS_OFFICER = "openness_officer"
FOI_CLERK = "foi_clerk"
FOI_HEAD = "foi_head"
AUDITOR = "auditor"
ADMINISTRATOR = "administrator"
HOTLINE_CLERK = "hotline_clerk"
HOTLINE_OFFICER = "hotline_officer"
HANDLER = "handler"
HANDLER_HEAD = "handler_head"
CONCERN_OFFICER = "concern_officer"

ROLES = {
    DRAFTER: "拟稿人",
    UNIT_HEAD: "处室负责人",
    SECRECY_REVIEWER: "保密审查员",
    LEGALITY_REVIEWER: "合法性审查员",
    SIGNER: "签发人",
    PUBLISHER: "发布员",
    OPENNESS_OFFICER: "政务公开办",
    FOI_CLERK: "依申请公开经办人",
    FOI_HEAD: "政府信息公开工作机构负责人",
    AUDITOR: "审计员",
    ADMINISTRATOR: "系统管理员",
    HOTLINE_CLERK: "热线受理员",
    HOTLINE_OFFICER: "热线工作机构负责人",
    HANDLER: "承办人",
    HANDLER_HEAD: "承办单位负责人",
    CONCERN_OFFICER: "政务舆情工作人员",
}
REVIEWER_ROLES = frozenset(
    {
        UNIT_HEAD,
        SECRECY_REVIEWER,
        LEGALITY_REVIEWER,
        SIGNER,
        PUBLISHER,
        OPENNESS_OFFICER,
        FOI_HEAD,
        ADMINISTRATOR,
        HOTLINE_OFFICER,
        HANDLER_HEAD,
    }
)


@dataclass(frozen=True)
class PostFact:
    """岗位：one role a person holds in one organ today; `unit` is the office inside, `place_code` its place."""

    organ_code: str
    role: str
    unit: str
    place_code: str


@dataclass(frozen=True)
class Actor:
    """行为人：a person with today's posts, and whether this session or token was made with a second factor."""

    uid: str
    name: str
    posts: tuple[PostFact, ...]
    second_factor: bool

    def holds(self, role: str, organ_code: str) -> bool:
        """任有某职：does this person hold the role in that very organ?"""
        return any(post.role == role and post.organ_code == organ_code for post in self.posts)

    def organs(self, *roles: str) -> frozenset[str]:
        """任职机关：codes of the organs where one of the roles is held; of every organ when none is named."""
        return frozenset(post.organ_code for post in self.posts if not roles or post.role in roles)

    def places(self, *roles: str) -> frozenset[str]:
        """任职区划：codes of the places of those organs; each stands for its whole subtree."""
        return frozenset(post.place_code for post in self.posts if not roles or post.role in roles)

    @property
    def reviews(self) -> bool:
        """审查岗位：does this person hold a role that needs a second factor?"""
        return any(post.role in REVIEWER_ROLES for post in self.posts)


SYSTEM = Actor(uid="system", name="系统", posts=(), second_factor=True)
