"""填写项：what the acts of a request ask for, where more than one asks or a list says what may be chosen."""

from gongkai.engines.casework.rules import Choices, Kind, Need

ON = Need("on", "日期", Kind.DAY)
WHOM = Need("whom", "征求对象", Kind.TEXT)
LETTER = Need("letter", "所指的征求意见书", Kind.LETTER)
ATTEMPTS = Need("attempts", "联系的经过（何时、以何种方式、结果如何）", Kind.TEXT)
REASON = Need("reason", "理由", Kind.TEXT)
OPINION = Need("opinion", "审查意见", Kind.TEXT, optional=True)
BODY = Need("body", "答复书正文", Kind.TEXT)
REPLY_KIND = Need(
    "kind",
    "答复类型",
    Kind.CODE,
    # 视为放弃 are ends of their own, with their own day; they are not replied.
    codes=Choices(listed="reply_kinds", without=("R-ABANDON-CORR", "R-ABANDON-FEE")),
)
GROUND = Need(
    "ground",
    "不予公开的情形",
    Kind.CODE,
    codes=Choices(
        fixed=(
            ("R-N14-1", "国家秘密"),
            ("R-N14-2", "法律、行政法规禁止公开"),
            ("R-N14-3", "危及国家安全、公共安全、经济安全、社会稳定"),
            ("R-N15", "保护第三方合法权益"),
            ("R-N16-1", "内部事务信息"),
            ("R-N16-2", "过程性信息"),
            ("R-N16-3", "行政执法案卷信息"),
            ("R-REGISTRY", "行政查询事项"),
        )
    ),
)
WITHHELD = Need(
    "withheld",
    "不予公开的部分（部分公开的）",
    Kind.ROWS,
    optional=True,
    columns=(Need("part", "不予公开的内容", Kind.TEXT), GROUND, Need("basis", "理由", Kind.TEXT)),
)
STANCE = Need(
    "stance",
    "是否同意公开（第三方必选）",
    Kind.CODE,
    optional=True,
    codes=Choices(fixed=(("agree", "同意公开"), ("partly", "部分同意公开"), ("object", "不同意公开"))),
)
RECEIVED_ON = Need("received_on", "对方收到之日", Kind.DAY)
PAID = (ON, Need("reference", "缴费凭证号", Kind.TEXT, optional=True))
FEE_BASIS = Need(
    "basis", "计费方式", Kind.CODE, codes=Choices(fixed=(("item", "按件计收"), ("page", "按量（页）计收")))
)
WAY = Need(
    "way",
    "送达方式",
    Kind.CODE,
    codes=Choices(fixed=(("post", "邮寄（交邮政企业）"), ("counter", "当面送达"), ("network", "通过互联网送达"))),
)
# 档案保管期限分永久和定期（三十年、十年）；请求未写的按十年。凭记忆，未与国家档案局的规定核对。
RETENTION = Need(
    "retention",
    "保管期限（不选为10年）",
    Kind.CODE,
    optional=True,
    codes=Choices(fixed=(("ten", "10年"), ("thirty", "30年"), ("permanent", "永久"))),
)
DISSENT = Need(
    "dissent", "有无不同意见", Kind.CODE, codes=Choices(fixed=(("no", "没有不同意见"), ("yes", "有不同意见")))
)
# 依据第四十四条；不选即不公开。转为主动公开的稿件按主动公开的程序审查、发布。
PUBLISHED = (
    Need(
        "publish",
        "同时主动公开",
        Kind.CODE,
        optional=True,
        codes=Choices(fixed=(("no", "不公开"), ("yes", "同时转为主动公开，送审后发布"))),
    ),
    Need("theme", "主题分类（同时主动公开的）", Kind.CODE, optional=True, codes=Choices(listed="themes")),
    Need("public_title", "公开的标题（不填为“关于……的答复”）", Kind.TEXT, optional=True),
    Need("public_text", "公开的内容（不填为答复内容，隐去申请人的信息）", Kind.TEXT, optional=True),
    Need(
        "public_files",
        "随答复提供的副本（不选为一并公开）",
        Kind.CODE,
        optional=True,
        codes=Choices(fixed=(("yes", "一并公开，遮盖过的公开遮盖后的"), ("no", "只公开文字"))),
    ),
)
