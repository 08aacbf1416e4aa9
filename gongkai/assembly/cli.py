"""命令：the `gongkai` command. Nothing of Django is loaded until a command needs it.

Exit codes: 0 all well; 1 problems were found; 2 wrong usage, or refused with a sentence; 3 the environment does not
allow it (a taken port, a database that does not answer, a part that is not installed).
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from gongkai.assembly.terminal import ENVIRONMENT, FOUND, OK, REFUSED, Progress, say, setup

if TYPE_CHECKING:
    from django.db.backends.base.base import BaseDatabaseWrapper

WORDS = {
    "argument ": "",
    "the following arguments are required": "缺少",
    "unrecognized arguments": "不认识",
    "expected one argument": "后面须有一个值",
    "expected at least one argument": "后面至少有一个值",
    "invalid int value": "须为整数",
    "invalid choice": "没有",
    "choose from": "可用",
}


def serve(options: argparse.Namespace) -> int:
    """运行：migrate, then serve until stopped."""
    from gongkai.assembly import environment
    from gongkai.assembly import serve as serving

    if not 1 <= options.port <= 65535 or options.workers < 1:
        say("端口须在 1 至 65535 之间，进程数至少为 1。")
        return REFUSED
    if (environment.VAR / "restoring").exists():
        say("上次恢复还没有完成，不能运行。请用同一条 gongkai restore 命令继续。")
        return REFUSED
    chosen = serving.Options(options.host, options.port, options.workers, tuple(options.only or serving.ROLES))
    if "web" in chosen.roles and not serving.port_is_free(chosen.host, chosen.port):
        say(f"端口 {chosen.port} 已被占用。请停止占用它的程序，或用 --port 换一个端口。")
        return ENVIRONMENT
    os.environ.setdefault("GONGKAI_ORIGIN", chosen.address.rstrip("/"))
    steps = ["migrate", "--seal"] if not options.demo else ["demo", "--accounts"]
    prepared = subprocess.run([sys.executable, "-m", "gongkai.assembly.cli", *steps], check=False).returncode  # noqa: S603
    return serving.run(chosen, say) if prepared == OK else prepared


def migrate(options: argparse.Namespace) -> int:
    """升级数据库：apply what is missing; several machines may call it at once."""
    setup()
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    Path(settings.STATIC_ROOT or ".").mkdir(parents=True, exist_ok=True)
    with _alone(connection):
        executor = MigrationExecutor(connection)
        plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
        if plan:
            say(f"正在升级数据库：{len(plan)} 步……")
            call_command("migrate", interactive=False, verbosity=options.verbose)
    if getattr(options, "seal", False):
        from gongkai.foundation.ledger import operations as ledger
        from gongkai.foundation.now import now

        ledger.seal(at=now())
    return OK


@contextmanager
def _alone(connection: "BaseDatabaseWrapper") -> Iterator[None]:
    """On PostgreSQL, where several machines may start at once, let one migrate while the others wait."""
    if connection.vendor != "postgresql":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(20190515)")
        try:
            yield
        finally:
            cursor.execute("SELECT pg_advisory_unlock(20190515)")


def demo(options: argparse.Namespace) -> int:
    """演示：load the demonstration province once; print its accounts."""
    code = migrate(options)
    from gongkai.assembly.demo import accounts, load

    progress = Progress()
    load.run(progress)
    progress.close()
    if options.accounts:
        for line in accounts.lines():
            say(line)
    return code


def take_in(options: argparse.Namespace) -> int:
    """导入：hand files to the importer."""
    missing = [path for path in options.files if not path.exists()]
    if missing:
        say(f"找不到文件：{'、'.join(map(str, missing))}。请核对路径。")
        return REFUSED
    setup()
    from gongkai.assembly import importing

    progress = Progress()
    code = importing.run(
        options.files, organ=options.organ, by=options.by, kind=options.kind, report=options.report,
        progress=progress, say=say,
    )  # fmt: skip
    progress.close()
    return int(code or OK)


def set_up(options: argparse.Namespace) -> int:
    """建站：divisions, then organs, then people, from lists."""
    given = [path for path in (options.divisions, options.organs, options.people) if path]
    missing = [path for path in given if not path.exists()]
    if missing or not given:
        say(
            f"找不到文件：{'、'.join(map(str, missing))}。"
            if missing
            else "请至少给出一份清单，见 gongkai set-up --help。"
        )
        return REFUSED
    setup()
    from gongkai.assembly import setting_up
    from gongkai.foundation.now import china_date, now

    at, progress = now(), Progress()
    on = options.since or china_date(at)
    if options.divisions:
        say(setting_up.divisions(options.divisions, on=on, at=at, progress=progress))
    if options.organs:
        say(setting_up.organ_list(options.organs, on=on, at=at, progress=progress))
    if options.people:
        say("请把初始口令当面交给本人（用户名、姓名、口令），口令只显示这一次：")
        for line in setting_up.people_list(options.people, at=at):
            say(line)
    return OK


def restore(options: argparse.Namespace) -> int:
    """恢复：a backup into an empty place, held against the last published head."""
    from gongkai.assembly import ledger_commands

    return ledger_commands.restore(options, migrate=lambda: migrate(options))


def check(options: argparse.Namespace) -> int:
    """检查：the set-up, the journal, the ledger, the jobs, and what the assembly adds; 1 when a problem is found."""
    setup()
    from gongkai.assembly import checking

    progress, found = Progress(), 0
    for title, problems in checking.examine(deploy=options.deploy, progress=progress):
        progress.close()
        say(f"{'✗' if problems else '✓'} {title}")
        for sentence in problems:
            say(f"    {sentence}")
        found += len(problems)
    say(f"发现 {found} 个问题。" if found else "没有发现问题。")
    return FOUND if found else OK


def reorganise(options: argparse.Namespace) -> int:
    """移交：an organ's records to its successor; only tried unless told to do it."""
    if options.list and not options.list.exists():
        say(f"找不到文件：{options.list}。请核对路径。")
        return REFUSED
    setup()
    from gongkai.assembly import reorganising

    progress = Progress()
    refused = reorganising.run(
        old=options.old, new=options.new, note=options.note, kind=options.kind, listed=options.list, do=options.do,
        progress=progress, say=say,
    )  # fmt: skip
    progress.close()
    say("已办完。" if options.do else "以上只是试办，什么也没有改动。加 --do 办理。")
    return FOUND if refused else OK


def verify(arguments: Sequence[str]) -> int:
    """核验：the public verifier, which needs neither Django nor a database."""
    from gongkai import verifier

    return int(verifier.main(list(arguments)) or OK)


def witness(arguments: Sequence[str]) -> int:
    """见证：the witness, which needs neither Django nor a database."""
    from gongkai import verifier

    return int(verifier.witness(list(arguments)) or OK)


class _Parser(argparse.ArgumentParser):
    """Speaks Chinese."""

    def error(self, message: str) -> NoReturn:
        for english, chinese in WORDS.items():
            message = message.replace(english, chinese)
        self.exit(REFUSED, f"{self.format_usage()}参数有误：{message}\n用 {self.prog} --help 查看说明。\n")


class _Help(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage, actions, groups, prefix=None):  # type: ignore[no-untyped-def]
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


def _command(parent: "argparse._SubParsersAction[_Parser]", name: str, run: object, about: str) -> _Parser:
    parser = parent.add_parser(name, help=about, description=about, formatter_class=_Help, add_help=False)
    parser._optionals.title, parser._positionals.title = "选项", "参数"
    parser.add_argument("-h", "--help", action="help", help="显示说明")
    parser.set_defaults(run=run, verbose=0)
    return parser


REORGANISE = "机构改革：把一个机关的文件移交承继机关；不加 --do 只试办"


def build() -> argparse.ArgumentParser:
    """The whole grammar of the command."""
    from gongkai.assembly import ledger_commands as ledger
    from gongkai.assembly import mail_commands as mail
    from gongkai.assembly import recompute_commands as recomputing
    from gongkai.assembly import report_commands as reports
    from gongkai.assembly import sealing_commands as sealing
    from gongkai.assembly import statute_commands as statutes
    from gongkai.assembly.archiving import commands as archiving

    parser = _Parser(
        prog="gongkai", description="公开：政府信息公开平台", formatter_class=_Help, add_help=False,
        epilog="退出码：0 正常；1 发现问题；2 用法有误或被拒绝；3 环境不满足。",
    )  # fmt: skip
    parser._optionals.title = "选项"
    parser.add_argument("-h", "--help", action="help", help="显示说明")
    commands = parser.add_subparsers(title="命令", metavar="命令", dest="command", required=True, parser_class=_Parser)
    _serve_options(_command(commands, "serve", serve, "运行网站、后台任务和定时进程，直至按 Ctrl-C"))
    shown = _command(commands, "demo", demo, "载入演示数据；已载入的不再重复")
    shown.add_argument("--accounts", action="store_true", help="列出演示账号和当前的动态验证码")
    _import_options(_command(commands, "import", take_in, "导入文件：docx、pdf、txt，或 jsonl.xz 的整批文件"))
    _set_up_options(_command(commands, "set-up", set_up, "建站：从清单登记区划、机关和人员"))
    archiving.backup_options(_command(commands, "backup", ledger.backup, "把整个网站备份成一个文件，网站可以照常运行"))
    archiving.restore_options(_command(commands, "restore", restore, "把备份恢复到空的地方，并与最后公布的检查点对照"))
    filed = _command(commands, "tiles", ledger.write_tiles, "把公开账本的切片写成文件，供网页服务器直接提供")
    filed.add_argument("--anew", action="store_true", help="全部重写")
    _reorganise_options(_command(commands, "reorganise", reorganise, REORGANISE))
    _command(commands, "verify", verify, "核验公开账本：gongkai verify 网址（不需要数据库）")
    _command(commands, "witness", witness, "见证公开账本的检查点：gongkai witness new|sign|serve（不需要数据库）")
    signed = _command(commands, "cosign", ledger.cosign, "收下送来的见证签名（见证人须在名单中）")
    signed.add_argument("file", type=Path, metavar="文件", help="见证人给出的文本：检查点正文和签名行")
    reports.options(_command(commands, "check-report", reports.check_report, reports.ABOUT))
    recomputing.options(_command(commands, "recompute", recomputing.recompute, recomputing.ABOUT))
    came = _command(commands, "take-mail", mail.take_mail, "收下来信：归入所答复、所写编号的办件，认不出的放入待分拣")
    came.add_argument("files", nargs="+", type=Path, metavar="文件", help="一封一个文件（.eml），或者信件文件夹")
    statutes.options(_command(commands, "statutes", statutes.take_statutes, statutes.ABOUT))
    _command(commands, "reseal", sealing.reseal, "换密钥以后，把密封的个人信息用最新的密钥重新密封")
    found = _command(commands, "check", check, "检查设置、日志、账本、任务和期限")
    found.add_argument("--deploy", action="store_true", help="按正式上线的要求检查设置")
    upgraded = _command(commands, "migrate", migrate, "把数据库升级到当前版本")
    upgraded.add_argument("--seal", action="store_true", help="封签公开账本：此后数据库拒绝清空它的表（正式运行时）")
    upgraded.add_argument("-v", "--verbose", action="store_const", const=1, default=0, help="逐步显示")
    return parser


def _set_up_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--divisions", type=Path, metavar="文件", help="区划清单：每行一个 JSON（code、name、level），可为 .xz"
    )
    parser.add_argument("--organs", type=Path, metavar="文件", help="机关清单：.csv 或 .xlsx，第一行是列名")
    parser.add_argument("--people", type=Path, metavar="文件", help="人员清单：.csv 或 .xlsx，一人多岗写多行")
    parser.add_argument("--since", type=date.fromisoformat, metavar="日期", help="自哪一天起有效，默认今天")


def _import_options(files: argparse.ArgumentParser) -> None:
    files.add_argument("files", nargs="+", type=Path, metavar="文件", help="要导入的文件")
    files.add_argument("--organ", default="", metavar="机关", help="归属机关的组织机构代码或名称；只有一个时可省略")
    files.add_argument("--by", default="", metavar="用户名", help="以哪位拟稿人的名义导入")
    files.add_argument("--kind", default="document", metavar="种类", help="记录种类的代码，默认 document（其他文件）")
    files.add_argument("--report", type=Path, metavar="文件", help="把逐件结果写成 .csv 清单")


def _reorganise_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("old", metavar="原机关", help="原机关的组织机构代码")
    parser.add_argument("new", metavar="承继机关", help="承继机关的组织机构代码；机构承继须先登记")
    parser.add_argument("--note", required=True, metavar="依据", help="移交的依据和原因，记入日志")
    parser.add_argument("--kind", default="", metavar="种类", help="只移交这一种记录")
    parser.add_argument(
        "--list", type=Path, metavar="文件", help="只移交清单上的：.csv 或 .xlsx，第一列编号、索引号或文号"
    )
    parser.add_argument("--do", action="store_true", help="办理，而不只是试办")


def _serve_options(parser: argparse.ArgumentParser) -> None:
    cores = min(4, os.cpu_count() or 1)
    parser.add_argument("--host", default="127.0.0.1", metavar="地址", help="监听地址，默认只供本机访问")
    parser.add_argument("--port", type=int, default=8000, metavar="端口", help="监听端口，默认 8000")
    parser.add_argument("--workers", type=int, default=cores, metavar="个数", help="网站进程数，默认随处理器核数")
    parser.add_argument(
        "--only", action="append", choices=["web", "worker", "clock"], metavar="进程",
        help="本机只运行哪些进程：web 网站、worker 后台任务、clock 定时；可重复",
    )  # fmt: skip
    parser.add_argument("--demo", action="store_true", help="先载入演示数据并列出账号")


def main(arguments: Sequence[str] | None = None) -> int:
    """Entry point of the `gongkai` command; answers the exit code."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.assembly.settings")
    try:
        if given[:1] == ["verify"]:
            return verify(given[1:])
        if given[:1] == ["witness"]:
            return witness(given[1:])
        options = build().parse_args(given or ["--help"])
        run: Callable[[argparse.Namespace], int] = options.run
        return run(options)
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        answer = _explained(error)
        if answer is None:
            raise
        print(answer[1], file=sys.stderr)
        return answer[0]


def _explained(error: Exception) -> tuple[int, str] | None:
    """The exit code and sentence of an error we foresee."""
    sentence = getattr(error, "sentence", None)
    if sentence is not None:
        return REFUSED, str(sentence)
    if isinstance(error, ImportError):
        return ENVIRONMENT, f"缺少组件：{error}。请重新安装：make clean 之后 make run。"
    if type(error).__module__.startswith("django.db") and type(error).__name__ == "OperationalError":
        return ENVIRONMENT, f"数据库没有应答：{error}。请确认 DATABASE_URL 正确、数据库正在运行。"
    if isinstance(error, PermissionError):
        return ENVIRONMENT, f"没有权限读写 {error.filename}。请检查目录的所有者，或用 GONGKAI_VAR 另指一个目录。"
    return None


if __name__ == "__main__":
    sys.exit(main())
