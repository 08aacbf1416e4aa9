"""结果公开：what this programme is: three registers; an organ's own account never stands in one with what others say.

| register | an entry | refers to |
|---|---|---|
| 落实结果（自评） | what an organ itself says it reached, beside what was promised | the task of 执行公开 |
| 独立评价 | a third-party evaluation, an appraisal, an inspection, a review by deputies | the outcomes it judges |
| 社情民意调查 | an opinion poll with its method: who, when, how many, the margin | the outcomes it asks about |

依据：实施意见二（五）：推进发展规划、政府工作报告、“十件实事”、政府决定事项落实情况的公开；注重运用第三方评估、专业机构鉴定、社情民意
调查等多种方式，科学评价政策落实效果。
"""

from gongkai.engines.registers.rules import Field, Register, Type, choices_of
from gongkai.foundation.review.rules import Step
from gongkai.law import codes
from gongkai.programmes.results import rules

OUTCOMES, RATINGS, POLLS = "result-outcomes", "result-ratings", "result-polls"
TASKS = "execution-tasks"
"""执行任务：the register of another programme, by its public code."""
UNIT_HEAD = Step("unit_head", "处室审核", "unit_head", "本机关督促落实和公开制度")
SECRECY = Step("secrecy", "保密审查", "secrecy_reviewer", "《中华人民共和国政府信息公开条例》第十七条")
BASIS = "中共浙江省委办公厅、浙江省人民政府办公厅《关于全面推进政务公开工作的实施意见》（2016年）二（五）"
GROUP = "结果公开"
KEEPER = "各机关维护本机关的条目，审核、保密审查和签发后公布"
CODE = 40


def registers() -> tuple[Register, ...]:
    """结果公开的三个名录：with the code lists of the law in force."""
    return (_outcomes(), _ratings(), _polls())


def _where() -> tuple[Field, ...]:
    """哪一级政府、哪一年：under which a result is found."""
    return (
        Field("place", "行政区域", Type.PLACE, required=True, listed=True, hint="区划代码"),
        Field("year", "年度", required=True, facet=True, listed=True, longest=4, hint="四位数字，例如2025"),
        # Of the place, however it was written, so that a government's year is one list.
        Field("area", "区划", derived=True, facet=True),
    )


def _outcomes() -> Register:
    return Register(
        code=OUTCOMES,
        name="落实结果（自评）",
        about="机关自己报告的结果：当初定的目标，实际做到多少，没有做到的为什么。",
        keeper=KEEPER,
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD, SECRECY),
        derive=rules.with_area,
        check=rules.problems_with_outcome,
        fields=(
            Field("code", "结果编号", required=True, listed=True, longest=CODE),
            Field("name", "事项", required=True, searched=True, longest=200),
            Field("organ", "责任机关", Type.ORGAN, required=True, own=True, facet=True, listed=True,
                  hint="填写组织机构代码"),
            *_where(),
            Field("kind", "种类", Type.CODE, required=True, choices=choices_of(codes.plan_kinds), facet=True,
                  listed=True),
            Field("task", "执行任务", Type.REFERENCE, of=TASKS, own=True, shared=("lead", "assisting"),
                  hint="执行公开中的任务编号，本机关的或者由本机关承担的，没有的不填"),
            Field("promised", "目标和完成", many=True, columns=("指标", "目标值", "完成值", "单位"), longest=200,
                  hint="一行一项，例如：新建改建农村公路｜1000｜1024｜公里；不得超过的目标值写作≤5.5"),
            Field("state", "自评结论", Type.CODE, required=True, choices=choices_of(codes.outcome_states), facet=True,
                  listed=True),
            Field("account", "落实情况", Type.LONG, required=True, longest=4000),
            Field("reason", "没有实现的原因", Type.LONG, longest=2000, hint="结论不是“已实现”的必填"),
            Field("papers", "依据材料", longest=300, hint="可以申请查阅的文件的名称和文号"),
            Field("evidence", "佐证材料", Type.FILE, many=True),
        ),
    )  # fmt: skip


def _ratings() -> Register:
    return Register(
        code=RATINGS,
        name="独立评价",
        about="第三方评估、专业机构鉴定、督查核验、审计和代表委员评议：谁评的、怎样评的、结论是什么。",
        keeper="委托评价的机关维护，审核、保密审查和签发后公布",
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD, SECRECY),
        derive=rules.with_area,
        check=rules.problems_with_rating,
        fields=(
            Field("code", "评价编号", required=True, listed=True, longest=CODE),
            Field("name", "评价名称", required=True, searched=True, longest=200),
            Field("organ", "委托机关", Type.ORGAN, required=True, own=True, hint="填写组织机构代码"),
            *_where(),
            Field("outcomes", "评价的事项", Type.REFERENCE, of=OUTCOMES, many=True, required=True,
                  hint="一行一个结果编号"),
            Field("way", "评价方式", Type.CODE, required=True, choices=choices_of(codes.evaluation_ways), facet=True,
                  listed=True),
            Field("evaluator", "评价单位", required=True, searched=True, longest=200),
            Field("independence", "与被评价机关的关系", Type.LONG, required=True, longest=500,
                  hint="有无隶属、经费和业务往来，怎样选定"),
            Field("method", "评价方法", Type.LONG, required=True, longest=2000,
                  hint="看了什么资料、走了哪些地方、怎样打分"),
            Field("on", "评价日期", Type.DATE, required=True, listed=True),
            Field("grade", "评价等次", Type.CODE, choices=choices_of(codes.effect_grades), facet=True, listed=True),
            Field("result", "评价结论", Type.LONG, required=True, searched=True, longest=4000),
            Field("problems", "指出的问题", Type.LONG, longest=4000),
            Field("report", "评价报告", Type.FILE, many=True, hint="全文；不能公开的部分遮盖"),
        ),
    )  # fmt: skip


def _polls() -> Register:
    return Register(
        code=POLLS,
        name="社情民意调查",
        about="问了谁、问了多少人、哪几天、谁来问、误差多大，回答各有多少。",
        keeper="委托调查的机关维护，审核、保密审查和签发后公布",
        basis=BASIS,
        group=GROUP,
        key="code",
        title="name",
        steps=(UNIT_HEAD, SECRECY),
        derive=rules.with_area,
        check=rules.problems_with_poll,
        warn=rules.doubts_about_poll,
        fields=(
            Field("code", "调查编号", required=True, listed=True, longest=CODE),
            Field("name", "调查名称", required=True, searched=True, longest=200),
            Field("organ", "委托机关", Type.ORGAN, required=True, own=True, hint="填写组织机构代码"),
            *_where(),
            Field("outcomes", "问到的事项", Type.REFERENCE, of=OUTCOMES, many=True, hint="一行一个结果编号"),
            Field("conductor", "调查单位", required=True, longest=200),
            Field("population", "调查对象", required=True, longest=300, hint="例如：全省18周岁以上常住居民"),
            Field("method", "抽样和访问方法", Type.LONG, required=True, longest=1000),
            Field("began_on", "访问自", Type.DATE, required=True),
            Field("ended_on", "访问至", Type.DATE, required=True, listed=True),
            Field("asked", "访问人数", Type.NUMBER, unit="人", required=True),
            Field("valid", "有效样本", Type.NUMBER, unit="人", required=True, listed=True),
            Field("margin", "误差（百分点）", required=True, longest=6, hint="95%的把握，例如3.0"),
            Field("question", "问题", Type.LONG, required=True, longest=500, hint="访问时的原话"),
            Field("answers", "回答", many=True, required=True, columns=("选项", "人数"), longest=120,
                  hint="一行一个选项，例如：满意｜612"),
            Field("report", "调查报告", Type.FILE, many=True),
        ),
    )  # fmt: skip
