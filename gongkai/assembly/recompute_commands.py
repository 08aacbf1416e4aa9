"""重新核算的命令：what `gongkai recompute` does."""

import argparse

from gongkai.assembly.terminal import OK, Progress, say, setup

ABOUT = "重新核算：所有办件的期限，指定年度时也重算编制中年度报告的数"


def recompute(options: argparse.Namespace) -> int:
    """重新核算：the dates every case stores, as its acts give them now; and the numbers of reports in the making."""
    setup()
    from gongkai.engines.casework import jobs as casework
    from gongkai.foundation.now import now
    from gongkai.programmes.reports import jobs as reports

    progress = Progress()
    moved = casework.recompute(at=now(), every=True)
    say(f"{moved}件的期限与办理经过不符，已更正。" if moved else "所有办件的期限都与办理经过相符。")
    if options.year:
        done = reports.recompute(year=options.year, at=now(), progress=progress)
        progress.close()
        say(f"已重算{options.year}年度编制中的{done}份报告；人工填报和导入的数没有改动。")
    return OK


def options(parser: argparse.ArgumentParser) -> None:
    """命令的选项。"""
    parser.add_argument("--year", type=int, default=0, metavar="年度", help="也重算这一年度编制中的报告")
