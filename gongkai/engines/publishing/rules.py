"""Pure rules of publishing: may it be saved, submitted, released; by when; what is its standing today."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import date, timedelta

from gongkai import law
from gongkai.engines.publishing.content import Content
from gongkai.engines.publishing.kinds import Kind
from gongkai.engines.publishing.legal_life import Effect as Effect  # noqa: PLC0414 — asked for here by its readers
from gongkai.engines.publishing.legal_life import Standing as Standing  # noqa: PLC0414
from gongkai.engines.publishing.legal_life import standing_on as standing_on  # noqa: PLC0414
from gongkai.foundation.papers import secrecy_mark, unfinished
from gongkai.foundation.text.html import plain_text
from gongkai.law import codes

PROACTIVE, ON_REQUEST, WITHHELD = "proactive", "on_request", "withheld"
STATE_SECRET = "N14-1"
# 修改登记：how long a draft counts as open after its page was last heard of; not a limit of the law.
EDITING_LASTS = timedelta(minutes=10)
# 字数上限：what the tables hold of each; checked here, so that no database has to refuse.
OPENING = 400  # 字：where a secrecy mark stands on a paper
LONGEST = {"title": 300, "document_number": 120, "issuer": 300}


@dataclass(frozen=True)
class Problem:
    """问题：one thing to mend, at one field, as a sentence."""

    field: str
    sentence: str


def saving_problems(content: Content, *, today: date) -> tuple[Problem, ...]:
    """保存前检查：what cannot be kept even as a draft.

    依据：《保守国家秘密法》涉密不上网；《政府信息公开条例》第十四条。
    """
    found: list[Problem] = []
    if not content.title.strip():
        found.append(Problem("title", "请填写标题。"))
    found += secrecy_problems(content)
    found += [
        Problem(name, f"“{label}”过长：最多{LONGEST[name]}个字。请精简，全文写入正文。")
        for name, label in (("title", "标题"), ("document_number", "发文字号"), ("issuer", "发文机关"))
        if len(getattr(content, name)) > LONGEST[name]
    ]
    found += code_problems(content)
    found += date_problems(content, today=today)
    return tuple(found)


def secrecy_problems(content: Content) -> list[Problem]:
    """涉密检查：chosen as a ground, or marked in the title or at the head of the text.

    依据：《政府信息公开条例》第十四条；涉密不上网。
    """
    marked = secrecy_mark(f"{content.title}\n{plain_text(content.body)[:OPENING]}")
    if content.ground != STATE_SECRET and not marked:
        return []
    seen = f"文中标有“{marked}”。" if marked else ""
    sentence = (
        f"{seen}国家秘密不得进入本系统，没有保存。请改在涉密系统中办理；已有的稿件请“清除涉密稿件”，本系统只登记件数。"
    )
    return [Problem("ground", sentence)]


def code_problems(content: Content) -> list[Problem]:
    """代码检查：classification is taken from the closed lists, nothing else."""
    lists: dict[str, tuple[Container[str], str]] = {
        "attribute": (codes.disclosure_attributes, "公开属性"),
        "ground": (codes.withholding_grounds, "不予公开理由"),
        "theme": (codes.themes, "主题分类"),
        "genre": (codes.genres, "体裁"),
        "art20": (codes.art20_categories, "法定主动公开内容"),
    }
    return [
        Problem(name, f"“{label}”须从列表中选择，没有“{getattr(content, name)[:20]}”这一项。")
        for name, (listed, label) in lists.items()
        if getattr(content, name) and getattr(content, name) not in listed
    ]


def date_problems(content: Content, *, today: date) -> list[Problem]:
    """日期检查：dates that contradict each other or the calendar."""
    found: list[Problem] = []
    if content.formed_on and content.formed_on > today:
        found.append(Problem("formed_on", "成文日期晚于今天。请核对落款日期。"))
    if content.effective_on and content.formed_on and content.effective_on < content.formed_on:
        found.append(Problem("effective_on", "施行日期早于成文日期。请核对两个日期。"))
    start = content.effective_on or content.formed_on
    if content.expires_on and start and content.expires_on <= start:
        found.append(Problem("expires_on", "失效日期不晚于施行（成文）日期。请核对有效期。"))
    if content.attribute == WITHHELD and content.rereview_on and content.rereview_on <= today:
        found.append(Problem("rereview_on", "再次审查日期须晚于今天。"))
    return found


def submission_problems(
    content: Content, kind: Kind, *, today: date, files: int, published: bool = False
) -> tuple[Problem, ...]:
    """送审前检查：what a reviewer must not be asked to look at without. `files` counts attachments (个).

    `published`: an edition of this record is public already, so this one is a correction.

    依据：《政府信息公开条例》第十二条（目录要素）、第十七条；国办发〔2016〕80号（公开属性）。
    """
    found = list(saving_problems(content, today=today))
    needed = {
        "issuer": (content.issuer, "请填写发文机关。"),
        "formed_on": (content.formed_on, "请填写成文日期：法定公开期限从这一天起算。"),
        "body": (content.body.strip() or files, "正文为空，也没有附件。请录入正文或上传附件。"),
        "theme": (content.theme, "请选择主题分类。"),
        "genre": (content.genre, "请选择体裁。"),
        "attribute": (content.attribute, "请确定公开属性：主动公开、依申请公开或者不予公开。"),
        "document_number": (content.document_number or not kind.numbered, f"{kind.name}须有发文字号，请填写。"),
    }
    found += [Problem(name, sentence) for name, (value, sentence) in needed.items() if not value]
    found += unfinished_problems(content.body)
    if published:
        found += _correction_problems(content)
    return (*found, *_attribute_problems(content))


def unfinished_problems(body: str) -> list[Problem]:
    """占位行检查：lines an import left where it could not read a table; the public must not be shown them."""
    if "〔表格" not in body:
        return []
    return [
        Problem(
            "body",
            f"正文第{number}段还留着导入时的占位行“{line}”。请按来稿原件把表格做好（或者确认下面逐行列出的文字已经完整），"
            "然后删去这一行。",
        )
        for number, line in unfinished(plain_text(body))
    ]


def _correction_problems(content: Content) -> list[Problem]:
    found = []
    if not content.public_note.strip():
        found.append(Problem("public_note", "更正须附公开说明：写明改了什么、为什么改。"))
    if content.attribute and content.attribute != PROACTIVE:
        sentence = "已经公开的文件不能通过更正改为不公开。确需不再公开的，请由发布员“撤回发布”（依法不宜公开）。"
        found.append(Problem("attribute", sentence))
    return found


def _attribute_problems(content: Content) -> list[Problem]:
    if content.attribute == PROACTIVE:
        return [] if content.art20 else [Problem("art20", "请选择对应的法定主动公开内容（条例第二十条）。")]
    if content.attribute == WITHHELD:
        checks = {
            "ground": (content.ground, "不予公开须说明依据，请从法定理由中选择。"),
            "ground_note": (content.ground_note.strip(), "请写明不予公开的具体理由。"),
            "rereview_on": (content.rereview_on, "请填写再次审查日期：不予公开的信息要定期评估（条例第十八条）。"),
        }
        return [Problem(name, sentence) for name, (value, sentence) in checks.items() if not value]
    return []


@dataclass(frozen=True)
class Deadline:
    """法定公开期限：the last lawful day of publication and how it was counted, each step with its article.

    `provisional`: the count enters a year whose holiday notice is not out.
    """

    due_on: date
    provisional: bool
    steps: tuple[str, ...]
    basis: str
    caution: str

    def is_late(self, day: date) -> bool:
        """是否逾期：whether `day` lies after the last lawful one."""
        return day > self.due_on


@dataclass(frozen=True)
class NoDeadline:
    """无法计算：why no day can be named; a sentence, never a guess."""

    reason: str


def publication_deadline(formed_on: date | None) -> Deadline | NoDeadline:
    """最后法定公开日：20 working days from formation, the day itself not counted.

    依据：《政府信息公开条例》第二十六条（2019年修订）；2008年条例第十八条。
    """
    if formed_on is None:
        return NoDeadline("尚未填写成文日期，无法计算法定公开期限。")
    try:
        limit = law.PROACTIVE_LIMIT.at(formed_on=formed_on)
        count = law.count_working_days(formed_on, limit.value)
    except law.OutsideCoverage as error:
        return NoDeadline(str(error))
    return Deadline(
        due_on=count.due_on,
        provisional=count.provisional,
        steps=tuple(f"{step.sentence}（{step.citation}）" for step in count.steps),
        basis=str(limit.citation),
        caution=limit.citation.caution,
    )


@dataclass(frozen=True)
class WithdrawalReason:
    """撤回理由：what the public meets afterwards: gone (410), redirect, or banner; and whether the title stays."""

    code: str
    name: str
    outcome: str
    shows_title: bool


GONE, REDIRECT, BANNER = "gone", "redirect", "banner"
WITHDRAWAL_REASONS = {
    reason.code: reason
    for reason in (
        WithdrawalReason("published_in_error", "误发", GONE, shows_title=True),
        WithdrawalReason("consolidated", "已整合", REDIRECT, shows_title=True),
        WithdrawalReason("repealed", "失效废止", BANNER, shows_title=True),
        WithdrawalReason("unsuitable", "依法不宜公开", GONE, shows_title=False),
    )
}
