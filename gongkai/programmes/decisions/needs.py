"""填写项：what each act on a matter is filled in with."""

from typing import TypeAlias

from gongkai.engines.casework.rules import Choices, Kind, Need
from gongkai.programmes.decisions.rules import NO, YES

Needs: TypeAlias = tuple[Need, ...]
YES_NO = Choices(fixed=((YES, "是"), (NO, "否")))


def _text(key: str, name: str, *, optional: bool = False) -> Need:
    return Need(key, name, Kind.TEXT, optional)


def _day(key: str, name: str) -> Need:
    return Need(key, name, Kind.DAY)


def _code(key: str, name: str, *pairs: tuple[str, str], optional: bool = False) -> Need:
    return Need(key, name, Kind.CODE, optional, Choices(fixed=pairs))


def _yes_no(key: str, name: str) -> Need:
    return Need(key, name, Kind.CODE, codes=YES_NO)


REASON = _text("reason", "理由")
RECORD = _text("record", "公布的文件")
ENTRY = _text("entry", "决策事项目录编号", optional=True)
UNDERTAKER = Need("organ", "决策承办单位", Kind.ORGAN)
CO_UNDERTAKER = Need("organ", "参加承办的单位", Kind.ORGAN)
JUDGED = _text("judged", "认定的理由")
GROUND = Need("ground", "依法不予公开的法定情形", Kind.CODE, optional=True, codes=Choices(listed="withholding_grounds"))
BACKFILLED = _text("backfilled", "早于提出本事项之日的，补录的理由", optional=True)
FACTS: Needs = (
    _yes_no("secret", "依法不予公开"),
    _yes_no("concern", "直接涉及群众切身利益或者公众普遍关注"),
    _yes_no("groups", "涉及特定群体利益"),
    _yes_no("hearing", "存在重大意见分歧或者涉及重大利益调整，需要听证"),
    _yes_no("technical", "专业性、技术性较强"),
    _yes_no("harm", "实施可能对社会稳定、公共安全等造成不利影响"),
    _yes_no("sensitive", "涉及公共安全、社会稳定、环境保护等方面"),
    _yes_no("divided", "意见分歧较大"),
    _yes_no("market", "涉及市场主体经济活动"),
)
CONSULTATION = _text("consultation", "意见征集编号")
CONSULTED_ELSEWHERE: Needs = (
    _text("title", "征求意见的标题"),
    _text("url", "网址"),
    _day("opened_on", "开始日期"),
    _day("until", "截止日期"),
    _text("shortened", "不足法定期限的，当时公布的理由", optional=True),
    _text("report", "征求意见结果的网址"),
    BACKFILLED,
)
HEARD: Needs = (
    _code(
        "way",
        "方式",
        ("meeting", "座谈会"),
        ("visit", "实地走访"),
        ("letter", "书面征求意见"),
        ("survey", "问卷调查"),
        ("poll", "民意调查"),
        ("groups", "与相关人民团体、社会组织、群众代表沟通协商"),
    ),
    _day("held_on", "日期"),
    _text("whom", "听取了谁的意见"),
    _text("text", "主要意见"),
    BACKFILLED,
)
NOTICE: Needs = (
    _text("title", "公告的标题"),
    _day("held_on", "听证会日期"),
    _text("time", "时间"),
    _text("place", "地点"),
    _text("about", "听证的内容"),
    Need("seats", "听证参加人名额", Kind.DAYS),
    _day("enrol_until", "报名截止日期"),
    _text("method", "听证参加人遴选办法"),
    _text("materials", "决策草案及其说明等材料的网址", optional=True),
)
CHOSEN: Needs = (
    _text("chosen", "入选的报名序号"),
    _text("text", "遴选情况"),
)
SERVED: Needs = (_day("served_on", "全部送达的日期"), _text("text", "送达情况"))
HELD: Needs = (
    _day("held_on", "听证会日期"),
    _text("host", "主持人"),
    Need("present", "到会的听证参加人数", Kind.DAYS),
    _yes_no("signed", "听证参加人已经确认会议记录并签字"),
    _text("text", "听证会记录"),
)
OPINIONS = Need(
    "opinions",
    "主要意见和采纳情况",
    Kind.ROWS,
    columns=(
        _text("opinion", "意见"),
        _code("taken", "采纳情况", ("adopted", "采纳"), ("partly", "部分采纳"), ("not", "不采纳")),
        _text("why", "理由"),
    ),
)
EXPERTS: Needs = (
    _code("way", "论证方式", ("meeting", "论证会"), ("letter", "书面咨询"), ("commission", "委托咨询论证")),
    _day("held_on", "日期"),
    Need(
        "experts",
        "专家和意见",
        Kind.ROWS,
        columns=(
            _text("expert", "专家库编号"),
            _code(
                "conflict",
                "声明的利害关系",
                ("none", "没有利害关系"),
                ("indirect", "有间接利害关系"),
                ("direct", "有直接利害关系"),
            ),
            _text("interest", "间接利害关系的说明", optional=True),
            _code("stance", "意见", ("agree", "赞成"), ("conditional", "有条件赞成"), ("disagree", "不赞成")),
            _text("text", "论证意见"),
            _yes_no("signed", "已署名、盖章"),
        ),
    ),
    BACKFILLED,
)
EXPERT_ANSWER = _text("text", "专家意见的研究采纳情况")
RISK: Needs = (
    _code("form", "方式", ("own", "本次组织评估"), ("earlier", "采用已有的评价、评估")),
    _text("assessor", "承担评估的单位"),
    Need(
        "points",
        "风险点",
        Kind.ROWS,
        columns=(_text("point", "风险点"), _text("measure", "防范措施"), _text("plan", "处置预案")),
    ),
    _code("outcome", "评估结论", ("controlled", "风险可控"), ("uncontrolled", "风险不可控")),
    _text("text", "评估报告摘要"),
)
COMPETITION: Needs = (
    _code(
        "outcome",
        "审查结论",
        ("none", "不具有排除、限制竞争效果"),
        ("justified", "具有排除、限制竞争效果，但符合例外规定"),
        ("restricts", "具有排除、限制竞争效果"),
    ),
    _text("text", "审查的有关情况"),
)
FOR_LEGALITY: Needs = (
    _day("wanted_on", "希望反馈的日期"),
    _text("materials", "提供的材料"),
    _text("reason", "少于法定审查时间的理由", optional=True),
)
LEGALITY: Needs = (
    _code(
        "outcome",
        "审查结论",
        ("lawful", "合法"),
        ("amend", "应当修改后再审查"),
        ("unlawful", "不合法"),
        ("exploratory", "探索性改革，国家尚无明确规定，提示法律风险"),
    ),
    _text("text", "审查意见"),
)
PACKAGE = _text("text", "报送的材料")
MEETING: Needs = (
    _code(
        "meeting",
        "会议",
        ("executive", "常务会议"),
        ("plenary", "全体会议"),
        ("other", "部门、乡级人民政府的集体讨论会议"),
    ),
    _text("session", "会议次数"),
    _day("held_on", "会议日期"),
    _text("head", "行政首长"),
    Need(
        "opinions",
        "发言和意见",
        Kind.ROWS,
        columns=(
            _text("speaker", "姓名"),
            _code("stance", "意见", ("agree", "同意"), ("disagree", "不同意"), ("other", "其他意见")),
            Need("words", "意见的内容", Kind.TEXT, optional=True),
        ),
    ),
    _text("result", "决定的内容"),
    _text("reason", "与多数人意见不一致的理由", optional=True),
)
REPORTED_ON = _day("reported_on", "请示报告日期")
PUBLICATION: Needs = (
    _text("title", "标题"),
    _text("text", "决策的内容"),
    _text("explanation", "决策说明"),
    Need("theme", "主题分类", Kind.CODE, codes=Choices(listed="themes")),
)
EXPLAINED: Needs = (
    _code("way", "方式", ("press", "新闻发布会"), ("interview", "接受访谈"), ("other", "其他方式")),
    _day("held_on", "日期"),
    _text("text", "宣传解读的内容"),
    _text("url", "网址", optional=True),
)
EXECUTION: Needs = (_text("whom", "决策执行单位"), _text("text", "执行要求"))
CAUSE = _code(
    "cause",
    "发生的情形",
    ("problem", "决策存在问题"),
    ("changed", "客观情况发生重大变化"),
    ("force", "发生不可抗力等，严重影响决策目标实现"),
)
SUSPENSION: Needs = (CAUSE, _text("head", "决定中止的行政首长"), REASON)
EVALUATION: Needs = (
    _code(
        "cause",
        "组织评估的情形",
        ("short", "实施后明显未达到预期效果"),
        ("many", "公民、法人或者其他组织提出较多意见"),
        ("needed", "决策机关认为有必要"),
    ),
    _text("evaluator", "承担评估的单位"),
    _text("text", "评估的安排"),
)
EVALUATED: Needs = (
    _text("title", "报告的标题"),
    _text("text", "评估报告"),
    _text("listened", "听取社会公众意见的情况"),
    Need("theme", "主题分类", Kind.CODE, codes=Choices(listed="themes")),
)
OUTCOME = _text("text", "执行结果和归档情况")
