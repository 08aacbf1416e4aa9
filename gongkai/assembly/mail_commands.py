"""来信的命令：what `gongkai take-mail` does."""

import argparse

from gongkai.assembly.terminal import FOUND, OK, say, setup


def take_mail(options: argparse.Namespace) -> int:
    """收下来信：each file once; a folder as the periodic job takes it."""
    setup()
    from gongkai.foundation.errors import Refusal
    from gongkai.foundation.mail import operations
    from gongkai.foundation.mail.folder import take_folder
    from gongkai.foundation.now import now
    from gongkai.foundation.people.actors import SYSTEM

    failed = 0
    for path in options.files:
        if path.is_dir():
            say(f"{path}：收下{take_folder(path, at=now())}封。")
            continue
        try:
            mail = operations.receive_mail(content=path.read_bytes(), by=SYSTEM, at=now())
        except (OSError, Refusal) as error:
            failed += 1
            say(f"{path}：没有收下。{getattr(error, 'sentence', None) or error}")
            continue
        kept = "退信" if mail.is_bounce else "来信"
        say(f"{path}：{kept}，{'已归入办件' if mail.about else '没有对应的办件，放入待分拣'}。")
    return FOUND if failed else OK
