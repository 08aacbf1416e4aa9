"""载入演示：the whole province in one transaction, then the jobs it left; doing it again does nothing.

Killed before the transaction ends, nothing is there and the next call begins anew; killed after it, the next call
finishes the jobs.
"""

from collections.abc import Callable
from datetime import date

from django.db import transaction
from django.test import override_settings

from gongkai.assembly.demo import (
    _concerns,
    _consultations,
    _decisions,
    _enforcement,
    _events,
    _hotline,
    _hotline_published,
    _letters,
    _objections,
    _people,
    _petitions,
    _province,
    _records,
    _registers,
    _reports,
    _requests,
    _statutes,
)
from gongkai.assembly.demo._world import World
from gongkai.assembly.quiet import quietly
from gongkai.foundation.errors import Conflict
from gongkai.foundation.jobs import operations as jobs
from gongkai.foundation.jobs import queries as job_queries
from gongkai.foundation.journal import operations as journal
from gongkai.foundation.journal import queries as journal_queries
from gongkai.foundation.now import china_date, now
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.people.models import Person
from gongkai.programmes.hotline import jobs as hotline_jobs

SUBJECT = "demo"
NO_MAIL = "django.core.mail.backends.dummy.EmailBackend"  # nobody lives at an invented address
LAST_FIXED_DAY = date(2026, 10, 16)
Progress = Callable[[str, int, int], None]


def _silent(_sentence: str, _done: int = 0, _total: int = 0) -> None:
    """Nobody watches."""


def run(progress: Progress = _silent) -> bool:
    """载入演示：once; tells whether it was loaded now.

    :raises Conflict: when the database already holds somebody's own data, or the clock is wrong.
    """
    with quietly(), override_settings(EMAIL_BACKEND=NO_MAIL):
        fresh = not loaded() and _load(progress)
        if fresh or job_queries.unfinished_jobs().exists():
            jobs.work_off(lambda done: progress("正在建立检索和签署检查点", done, 0))
    return fresh


def loaded() -> bool:
    """是否已载入：one SQL."""
    return journal_queries.history(SUBJECT).exists()


def _load(progress: Progress) -> bool:
    at = now()
    today = china_date(at)
    if today <= LAST_FIXED_DAY:
        raise Conflict(f"演示数据记到{LAST_FIXED_DAY}，而本机日期是{today}。请校准本机时间后再载入。")
    with transaction.atomic():
        world = World(at, today)
        _insist_on_empty()
        progress("正在建立演示机关", 0, 0)
        _province.found(world)
        if loaded():  # another machine was first, and held the journal's lock until now
            transaction.set_rollback(True)
            return False
        progress("正在登记演示人员", 0, 0)
        _people.enrol(world)
        _live(world, progress)
        hotline_jobs.learn(at=at)
        hotline_jobs.count(at=at)
        facts = {"records": len(world.records)}
        journal.record(act="demo.load", by="system", at=at, organ="", subject=SUBJECT, facts=facts)
    return True


def _live(world: World, progress: Progress) -> None:
    """Let everything happen in the order of time, so that the journal reads like one."""
    happened = [*_province.later(world), *_events.acts(world), *_records.acts(world), *_reports.acts(world)]
    happened += [*_letters.acts(world), *_requests.acts(world), *_registers.acts(world), *_statutes.acts(world)]
    happened += [*_enforcement.acts(world), *_hotline.acts(world), *_hotline_published.acts(world)]
    happened += _concerns.acts(world)
    happened += _petitions.acts(world)
    happened += [*_consultations.acts(world), *_decisions.acts(world)]
    happened += [*_requests.rectifications(world), *_objections.acts(world)]
    script = sorted(happened, key=lambda entry: entry[0])
    for done, (at, act) in enumerate(script, start=1):
        act(at)
        progress("正在载入演示文件", done, len(script))


def _insist_on_empty() -> None:
    if not loaded() and (Organ.objects.exists() or Person.objects.exists()):
        raise Conflict("数据库里已有机关或者人员，不能再载入演示数据。请用 GONGKAI_VAR 或 DATABASE_URL 另指一个空库。")
