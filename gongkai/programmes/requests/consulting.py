"""征求意见：the acts of asking third parties, co-makers and other organs, and what ends each wait: 第三十二条 on."""

from gongkai import law
from gongkai.engines.casework.rules import CaseAct, Effect, Kind, Need
from gongkai.programmes.requests.needs import ATTEMPTS, LETTER, ON, REASON, RECEIVED_ON, STANCE, WHOM
from gongkai.programmes.requests.states import CLERK, DECIDING, HEAD, WAITING

CONSULTATION = (
    CaseAct(
        "consult_third_party",
        "征求第三方意见",
        CLERK,
        DECIDING,
        "",
        law.THIRD_PARTY_CONSULTED,
        (ON, WHOM),
        Effect.SUSPEND,
        waits_at_most=law.THIRD_PARTY_LIMIT,
    ),
    CaseAct(
        "consult_co_maker",
        "征求共同制作机关意见",
        CLERK,
        DECIDING,
        "",
        law.CO_MAKER_SILENT,
        (ON, WHOM),
        Effect.SUSPEND,
        waits_at_most=law.CO_MAKER_LIMIT,
    ),
    CaseAct(
        "consult_organ", "征求其他机关意见", CLERK, DECIDING, "", law.CONSULTATION_EXCLUDED, (ON, WHOM), Effect.SUSPEND
    ),
    CaseAct(
        "note_delivered",
        "登记征求意见书送达",
        CLERK,
        (*DECIDING, *WAITING),
        "",
        law.CONSULTATION_EXCLUDED,
        (LETTER, RECEIVED_ON),
        Effect.RECEIVED,
    ),
    CaseAct(
        "enter_opinion",
        "收到意见",
        CLERK,
        (*DECIDING, *WAITING),
        "",
        law.CONSULTATION_EXCLUDED,
        (ON, LETTER, STANCE, Need("opinion", "意见内容", Kind.TEXT)),
        Effect.RESUME,
    ),
    # 条例没有写第三方无法联系怎么办：ours; the clock goes on the day after this is entered, never from an earlier one.
    CaseAct(
        "drop_consultation",
        "终止征求意见（第三方无法联系）",
        HEAD,
        (*DECIDING, *WAITING),
        "",
        law.CONSULTATION_EXCLUDED,
        (LETTER, ATTEMPTS, REASON),
        Effect.RESUME,
        about="consult_third_party",
        drops=True,
    ),
    CaseAct(
        "notify_third_party",
        "告知第三方决定公开",
        HEAD,
        (*DECIDING, "signed"),
        "",
        law.PUBLIC_INTEREST_OVERRIDE,
        (ON, LETTER, Need("text", "决定公开的政府信息内容", Kind.TEXT), REASON),
        about="consult_third_party",
    ),
)
