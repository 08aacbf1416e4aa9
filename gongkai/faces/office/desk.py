"""工作台：what every page of the office shows: the queue on the left, the ways to go above."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from gongkai.engines.publishing import permission, queries
from gongkai.engines.publishing.models import OPEN_STATES
from gongkai.engines.publishing.queries import Row
from gongkai.faces.office import cases, decisions, hotline, lists, petitions
from gongkai.faces.office.http import StaffRequest
from gongkai.faces.office.keys import ACCESS, KEYS
from gongkai.faces.office.lists import Listing
from gongkai.foundation.mail.permission import SORTERS
from gongkai.foundation.notices import queries as notices
from gongkai.foundation.now import china_date
from gongkai.foundation.organs import queries as organs
from gongkai.foundation.people.actors import (
    ADMINISTRATOR,
    AUDITOR,
    DRAFTER,
    FOI_HEAD,
    HANDLER,
    HANDLER_HEAD,
    HOTLINE_OFFICER,
    LEGALITY_REVIEWER,
    OPENNESS_OFFICER,
    PUBLISHER,
    SECRECY_REVIEWER,
    SIGNER,
    UNIT_HEAD,
    Actor,
)
from gongkai.programmes.concerns import permission as concerns
from gongkai.programmes.finding import queries as finding
from gongkai.programmes.funds import permission as objections
from gongkai.programmes.institutions import permission as institutions
from gongkai.programmes.reports import permission as reports

QUEUE = 100
CHECKING = (DRAFTER, UNIT_HEAD, SECRECY_REVIEWER, LEGALITY_REVIEWER, SIGNER)
"""核查负面清单的岗位：in their own organs; the openness office and auditors beyond."""


@dataclass(frozen=True)
class Way:
    """去处：one entry of the bar above; `here` when the reader is there."""

    name: str
    href: str
    here: bool


def desk(
    request: StaffRequest,
    template: str,
    facts: Mapping[str, Any] | None = None,
    *,
    status: int = 200,
    record: str = "",
    rows: tuple[Row, ...] | None = None,
    listings: Mapping[str, Listing] | None = None,
) -> HttpResponse:
    """一页：a page of the office beside the queue; `record` is the one open, `rows` the queue when it is known.

    `listings` are the lists it shows, by code: asked for with `?xlsx=`, one of them is the answer instead.

    :raises NotFound: for a list the page does not have.
    """
    file = lists.asked(request, listings or {})
    if file is not None:
        return file
    queue = queries.queue(request.actor, request.at, limit=QUEUE) if rows is None else rows
    shared = {
        "queue": queue,
        "mine": sum(row.mine for row in queue),
        "queue_cut": cut(queue),
        "underway": _underway(request) if cut(queue) else len(queue),
        "open_record": record,
        "ways": ways(request),
        "organ_names": organs.names_on({row.organ for row in queue}, china_date(request.at)),
        "keys": KEYS,
        "access_keys": ACCESS.values(),
        "many_organs": len({row.organ for row in queue}) > 1,
    }
    response = render(request, template, {**shared, **(facts or {})}, status=status)
    response["Cache-Control"] = "no-store"
    return response


def cut(rows: tuple[Row, ...]) -> bool:
    """是否未列全：the engine gives `QUEUE` rows or more only when there may be others."""
    return len(rows) >= QUEUE


def _underway(request: StaffRequest) -> int:
    return permission.visible_to(request.actor).in_states([state.value for state in OPEN_STATES]).count()


def ways(request: StaffRequest) -> list[Way]:
    """去处：by the posts of the person; a page that is not theirs is not offered."""
    actor = request.actor
    unread = notices.unread_count(actor.uid)
    offered = [
        ("待办", reverse("office:home"), True),
        ("申请办件", reverse("office:cases"), cases.sees(actor)),
        ("热线", reverse("office:hotline"), hotline.sees(actor)),
        ("信访", reverse("office:petitions"), petitions.sees(actor)),
        ("意见征集", reverse("office:consultations"), bool(actor.posts)),
        ("来信分拣", reverse("office:mail"), bool(actor.organs(*SORTERS))),
        ("公函设置", reverse("office:letters"), bool(actor.organs(FOI_HEAD))),
        ("拟稿", reverse("office:new"), bool(actor.organs(DRAFTER))),
        (f"通知（{unread}）" if unread else "通知", reverse("office:notices"), True),
        ("突发事件", reverse("office:emergencies"), bool(actor.posts)),
        ("政务舆情", reverse("office:concerns"), sees_concerns(actor)),
        ("重大决策", reverse("office:decisions"), decisions.sees(actor)),
        ("年度报告", reverse("office:reports"), bool(actor.organs(*reports.OWN, OPENNESS_OFFICER, AUDITOR))),
        ("复议诉讼", reverse("office:challenges"), bool(actor.organs(*reports.REGISTER, OPENNESS_OFFICER, AUDITOR))),
        ("工作监督", reverse("office:supervision"), bool(actor.organs(FOI_HEAD, SIGNER, OPENNESS_OFFICER, AUDITOR))),
        ("名录", reverse("office:registers"), bool(actor.posts)),
        ("法规库", reverse("office:statutes"), bool(actor.posts)),
        ("执法公示", reverse("office:enforcement"), bool(actor.posts)),
        ("执行公开", reverse("office:execution"), bool(actor.posts)),
        ("结果公开", reverse("office:results"), bool(actor.posts)),
        ("资金异议", reverse("office:objections"), objections.sees_any(actor)),
        ("公共企事业单位", reverse("office:institutions"), bool(institutions.organs_of(actor))),
        ("负面清单核查", reverse("office:withholding"), checks_withholding(actor)),
        ("批量办理", reverse("office:bulk"), does_bulk(actor)),
        ("诉求选登", reverse("office:hotline_publication"), bool(actor.organs(HOTLINE_OFFICER))),
        ("哀悼模式", reverse("office:mourning"), bool(actor.organs(OPENNESS_OFFICER))),
        ("涉密件数", reverse("office:secrets"), counts_secrets(actor)),
        ("用语表", reverse("office:wording"), edits_words(actor)),
        ("检索服务", reverse("office:finding"), finding.may_keep(actor)),
        ("日志", reverse("office:journal"), reads_journal(actor)),
        ("后台任务", reverse("office:jobs"), tends_jobs(actor)),
        ("接口令牌", reverse("office:tokens"), True),
    ]
    return [Way(name, href, request.path == href) for name, href, shown in offered if shown]


def sees_concerns(actor: Actor) -> bool:
    """可否看政务舆情：who keeps items, supervises, or answers for an organ."""
    return concerns.sees_any(actor) or bool(actor.organs(HANDLER, HANDLER_HEAD))


def counts_secrets(actor: Actor) -> bool:
    """可否登记涉密件数。"""
    return bool(actor.organs(DRAFTER, SECRECY_REVIEWER))


def checks_withholding(actor: Actor) -> bool:
    """可否核查负面清单。"""
    return bool(actor.organs(*CHECKING, OPENNESS_OFFICER, AUDITOR))


def edits_words(actor: Actor) -> bool:
    """可否编辑用语表。"""
    return bool(actor.organs(DRAFTER, OPENNESS_OFFICER)) or tends_jobs(actor)


def does_bulk(actor: Actor) -> bool:
    """可否批量办理。"""
    return bool(actor.organs(OPENNESS_OFFICER, PUBLISHER, SIGNER))


def reads_journal(actor: Actor) -> bool:
    """可否查阅日志。"""
    return bool(actor.organs(AUDITOR, OPENNESS_OFFICER))


def tends_jobs(actor: Actor) -> bool:
    """可否处理后台任务。"""
    return bool(actor.organs(ADMINISTRATOR)) and actor.second_factor
