"""检查项：everything `gongkai check` examines, each a title and the problems found."""

from collections.abc import Callable, Iterator, Sequence

from django.core import checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from gongkai.foundation.jobs import queries as jobs
from gongkai.foundation.journal import queries as journal
from gongkai.foundation.ledger import queries as ledger
from gongkai.foundation.now import now

Say = Callable[[str], None]


def examine(*, deploy: bool, progress: Say) -> Iterator[tuple[str, Sequence[str]]]:
    """检查：each examination in turn; `deploy` adds Django's checks of a real site."""
    yield "设置", _system(deploy)
    unapplied = _unapplied()
    yield "数据库版本", unapplied
    if unapplied:
        return
    progress("正在核对日志……")
    yield "日志", _journal()
    progress("正在核对公开账本……")
    yield "公开账本", ledger.audit().problems
    yield "后台任务", _jobs()
    for title, problems in _added():
        progress(f"正在核对{title}……")
        yield title, problems


def _system(deploy: bool) -> list[str]:
    found = checks.run_checks(include_deployment_checks=deploy)
    return [f"{message.id} {message.msg}" for message in found if message.level >= checks.WARNING]


def _unapplied() -> list[str]:
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"还有 {len(plan)} 步升级没有执行。请运行 gongkai migrate。"] if plan else []


def _journal() -> list[str]:
    try:
        journal.verify()
    except journal.BrokenChain as broken:
        return [str(broken)]
    return []


def _jobs() -> list[str]:
    """Only what stays wrong when nobody serves: the command may be run on a machine at rest."""
    dead = jobs.dead_jobs()[:20]
    return [f"任务已放弃：{job.operation} {job.key}：{job.last_error.splitlines()[0]}" for job in dead]


def _added() -> Iterator[tuple[str, Sequence[str]]]:
    """What the assembly's wiring adds: title → function of `at` answering sentences."""
    from gongkai.assembly import wiring

    for title, function in getattr(wiring, "CHECKS", {}).items():
        yield title, tuple(function(at=now()))
