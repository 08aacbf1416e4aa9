"""密封的命令：what `gongkai reseal` does."""

import argparse

from gongkai.assembly.terminal import OK, Progress, say, setup


def reseal(options: argparse.Namespace) -> int:  # noqa: ARG001 — every command is called the same way
    """重新密封：everything sealed with an older key, with the newest; then the old keys can go."""
    setup()
    from gongkai.foundation.mail import operations as mail
    from gongkai.foundation.now import now
    from gongkai.foundation.people.actors import SYSTEM
    from gongkai.programmes.requests import operations as requests

    progress, after = Progress(), 0
    while (last := requests.reseal(after=after, by=SYSTEM, at=now())) is not None:
        after = last
        progress("正在重新密封", after, 0)
    after = 0
    while (last := mail.reseal_mail(after=after, by=SYSTEM, at=now())) is not None:
        after = last
        progress("正在重新密封来信", after, 0)
    progress.close()
    say("已全部用最新的密钥密封。旧密钥可以从 sealing-keys 或 GONGKAI_SEALING_KEYS 中删去；旧备份仍要用它打开。")
    return OK
