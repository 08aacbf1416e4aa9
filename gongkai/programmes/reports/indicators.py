"""年度报告和统计的指标：what each number of the pages on reports, challenges and requests counts, and what opens it."""

from gongkai.engines.assessment.indicators import Indicator, by_key

CHALLENGES, REPORTS, DOCUMENT = "challenges", "reports", "document"
"""依据：the register of challenges, the list of reports, and the public report a number stands in."""

OVERTURNED = Indicator(
    "overturned",
    "本年复议诉讼纠正",
    "件",
    "今年审结、结果为纠正的行政复议和行政诉讼案件。按审结日期计。",
    CHALLENGES,
    asked={"outcome": "corrected"},
    short="被纠正",
    yearly=True,
)
PUBLICATION = by_key(
    (
        Indicator(
            "published",
            "已公布",
            "份",
            "年度报告现在公开着的机关。撤回后没有重新公布的不算。",
            REPORTS,
            asked={"show": "published"},
            yearly=True,
        ),
        Indicator(
            "published_late",
            "其中逾期公布",
            "份",
            "首次公布之日晚于法定期限的。撤回后重新公布的，按首次公布之日算；更正不影响。",
            REPORTS,
            asked={"show": "published_late"},
            yearly=True,
        ),
        Indicator(
            "owed",
            "到期尚未公布",
            "份",
            "法定期限已过、现在没有公布的。法律没有定日期的机关不在内。",
            REPORTS,
            asked={"show": "owed"},
            yearly=True,
        ),
    )
)
"""年度报告公布指标：by the name of the number in the office's list of reports."""

REQUESTS = by_key(
    Indicator(key, name, "件", definition, DOCUMENT, yearly=True)
    for key, name, definition in (
        ("received", "新收", "这一年首次收到的申请。补正、重新办理不另计。"),
        ("carried_in", "上年结转", "以前收到、到上一年12月31日24时还没有办结的申请。"),
        ("granted", "予以公开", "全部提供的。"),
        ("partly", "部分公开", "区分处理，只提供其中一部分的。"),
        ("refused", "不予公开", "依法不能公开，或者依法可以不公开的。"),
        ("unable", "无法提供", "不掌握、没有现成信息需要另行制作，或者补正后申请内容仍不明确的。"),
        (
            "unprocessed",
            "不予处理",
            "信访举报投诉类、重复、要求提供公开出版物、无正当理由大量反复，以及要求确认或者重新出具已获取信息的申请。",
        ),
        ("other", "其他处理", "申请人逾期不补正、逾期不缴费，以及撤回申请等其他情形。"),
        ("ended", "办结", "这一年首次办结的申请，即以上六种结果之和，每件只计一次。"),
        (
            "carried_out",
            "尚未办结",
            "到这一年12月31日24时（当年为统计截止日）还没有办结的申请，即新收加上年结转减办结。",
        ),
    )
)
"""依申请公开统计指标：as table 三 of the annual report counts them, in the order of the columns."""
