"""命令：`gongkai backup` and `gongkai restore`."""

import argparse
import os
from collections.abc import Callable
from pathlib import Path

from gongkai.assembly.archiving.archive import Progress

Say = Callable[[str], None]
OK, FOUND = 0, 1


def backup_options(parser: argparse.ArgumentParser) -> None:
    """The grammar of `gongkai backup`."""
    parser.add_argument("file", type=Path, metavar="文件", help="备份写到哪里；不覆盖已有的文件")
    parser.add_argument("--without-secrets", action="store_true", help="不含签名密钥和会话密钥（须另行保管）")
    parser.add_argument(
        "--without-files", action="store_true", help="不含存储的文件（用 GONGKAI_FILES_URL 而桶自有副本时）"
    )


def restore_options(parser: argparse.ArgumentParser) -> None:
    """The grammar of `gongkai restore`."""
    parser.add_argument("file", type=Path, metavar="文件", help="备份文件；恢复到空的 GONGKAI_VAR 和空数据库")
    parser.add_argument(
        "--head", required=True, metavar="检查点", help="最后公布的检查点：文件或网址；从未公布过的写 none"
    )
    parser.add_argument(
        "--accept-loss", default="", metavar="原因", help="备份比检查点旧而没有更新的备份时：公开声明丢失，继续账本"
    )


def backup(options: argparse.Namespace, *, progress: Progress, say: Say) -> int:
    """备份：one file; 1 when a stored file is not what it was."""
    from gongkai.assembly.archiving import backup as making
    from gongkai.foundation.ledger.lives import head_of
    from gongkai.foundation.now import now

    made = making.run(
        options.file, secrets=not options.without_secrets, files=not options.without_files, at=now(), progress=progress
    )  # fmt: skip
    head = head_of(made.head)
    say(f"已备份到 {options.file}：{made.files} 个文件，共 {made.bytes >> 20} MB。")
    say(f"账本首部：{head.size if head else 0} 条。清单的 SHA-256：{made.sha256}")
    if not options.without_secrets:
        say("备份含签名密钥，等同公章，请妥善保管。")
    for name in made.damaged:
        say(f"✗ 文件已损坏：{name}")
    return FOUND if made.damaged else OK


def restore(options: argparse.Namespace, *, setup: Callable[[], None], migrate: Callable[[], object],
            progress: Progress, say: Say) -> int:  # fmt: skip
    """恢复：place, check, go on; 1 when something restored is not as it should be."""
    from gongkai.assembly import environment
    from gongkai.assembly.archiving import restore as restoring

    manifest = restoring.under_way(environment.VAR)
    if manifest is None:
        manifest = restoring.place(
            options.file, environment.VAR, environment.database(), progress, bucket=environment.FILES_URL
        )  # fmt: skip
    else:
        say("继续上次没有完成的恢复。")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "gongkai.assembly.settings")
    setup()
    from gongkai.assembly.archiving import heads
    from gongkai.foundation.now import now

    done = restoring.settle(
        environment.VAR, manifest, head=heads.read(options.head), accept_loss=options.accept_loss, at=now(),
        migrate=migrate, progress=progress,
    )  # fmt: skip
    say(f"已恢复 {manifest['made_at']} 的备份：{done.files} 个文件，账本 {done.size} 条。")
    if done.lost_until:
        say(f"最后公布的账本有 {done.lost_until} 条，缺的部分已在账本中公开声明；账本改用新名称继续，请重新公布公钥。")
    for sentence in done.problems:
        say(f"✗ {sentence}")
    return FOUND if done.problems else OK
