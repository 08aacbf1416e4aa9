"""密封的命令：what `gongkai reseal` does."""

import argparse

from gongkai.assembly.terminal import OK, Progress, say, setup


def reseal(options: argparse.Namespace) -> int:  # noqa: ARG001 — every command is called the same way
    """重新密封：everything sealed with an older key, with the newest; then the old keys can go."""
    setup()
    from gongkai.foundation.mail import operations as mail
    from gongkai.foundation.now import now
    from gongkai.foundation.people.actors import SYSTEM
    from gongkai.programmes.consultations import operations as consultations
    from gongkai.programmes.decisions import operations as decisions
    from gongkai.programmes.enforcement import operations as enforcement
    from gongkai.programmes.funds import operations as funds
    from gongkai.programmes.hotline import operations as hotline
    from gongkai.programmes.petitions import operations as petitions
    from gongkai.programmes.requests import operations as requests

    progress = Progress()
    for name, some in (
        ("正在重新密封申请", requests.reseal),
        ("正在重新密封申请草稿", requests.reseal_drafts),
        ("正在重新密封证件副本", requests.reseal_copies),
        ("正在重新密封更正请求", requests.reseal_claims),
        ("正在重新密封来信", mail.reseal_mail),
        ("正在重新密封资金异议", funds.reseal_objections),
        ("正在重新密封信用修复申请", enforcement.reseal_repairs),
        ("正在重新密封诉求", hotline.reseal_messages),
        ("正在重新密封诉求草稿", hotline.reseal_message_drafts),
        ("正在重新密封诉求补充", hotline.reseal_additions),
        ("正在重新密封诉求照片", hotline.reseal_photos),
        ("正在重新密封听证报名", decisions.reseal_enrolments),
        ("正在重新密封归档材料", decisions.reseal_filed_papers),
        ("正在重新密封信访事项", petitions.reseal_petitions),
        ("正在重新密封信访材料", petitions.reseal_petition_files),
        ("正在重新密封意见", consultations.reseal_comments),
    ):
        after = 0
        while (last := some(after=after, by=SYSTEM, at=now())) is not None:
            after = last
            progress(name, after, 0)
    progress.close()
    say("已全部用最新的密钥密封。旧密钥可以从 sealing-keys 或 GONGKAI_SEALING_KEYS 中删去；旧备份仍要用它打开。")
    return OK
