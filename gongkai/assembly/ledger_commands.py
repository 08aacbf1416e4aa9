"""账本与备份的命令：what `gongkai tiles`, `cosign`, `backup` and `restore` do."""

import argparse
from collections.abc import Callable

from gongkai.assembly.terminal import FOUND, OK, Progress, say, setup


def write_tiles(options: argparse.Namespace) -> int:
    """切片：bring the files of the ledger up to date, or make them again."""
    setup()
    from gongkai.foundation.ledger import static

    progress = Progress()
    written = static.write(anew=options.anew, progress=lambda done, total: progress("正在写切片", done, total))
    progress.close()
    say(f"已写 {written} 个文件：{static.folder()}")
    return OK


def backup(options: argparse.Namespace) -> int:
    """备份：the whole site in one file, while it runs."""
    setup()
    from gongkai.assembly.archiving import commands

    progress = Progress()
    code = commands.backup(options, progress=progress, say=say)
    progress.close()
    return code


def restore(options: argparse.Namespace, *, migrate: Callable[[], object]) -> int:
    """恢复：a backup into an empty place, held against the last published head."""
    from gongkai.assembly.archiving import commands

    progress = Progress()
    code = commands.restore(options, setup=setup, migrate=migrate, progress=progress, say=say)
    progress.close()
    return code


def cosign(options: argparse.Namespace) -> int:
    """收下见证：signatures that came by hand."""
    setup()
    from gongkai.foundation.ledger import operations, static, witnesses
    from gongkai.foundation.now import now

    lines = options.file.read_text(encoding="utf-8").splitlines()
    size = int(lines[1]) if len(lines) > 2 and lines[1].isdecimal() else 0
    kept = [
        entry.name
        for line in lines
        for entry in witnesses.configured()
        if size and operations.cosign(size=size, line=line, witness=entry, at=now())
    ]
    static.write()
    say(
        f"已收下 {'、'.join(kept)} 对 {size} 条的见证。"
        if kept
        else "没有可收下的见证签名：见证人须在 ledger/witnesses 名单中。"
    )
    return OK if kept else FOUND
