"""语境：the words beside a number or a name that tell whose it is."""

import re

# 机关公开：a number behind one of these is the office's own.
OFFICE = re.compile(
    "联系(?:电话|方式|人|单位)|咨询|监督|举报|投诉|热线|值班|办公|传真|服务|窗口|受理|信访|客服|报名|预约|邮编|"
    "电话[::]|电话$|座机|总机|查号|联系部门|承办|主办|承担单位|业务|技术支持|邮箱|投稿|报送|反馈|发送|"
    "(?:局|厅|委|办|处|科|所|院|中心|政府|街道|社区|大队|支队|公司|学校|大学|医院|银行|站|镇|乡)[^。;]{0,10}$"
)
# 个人：a number behind one of these is a person's, whatever stands around.
PERSONAL = re.compile(
    "家庭(?:电话|住址|地址)|住宅|宅电|本人|家属|家长|监护人|亲属|户主|户籍(?!室|科|窗口|处)|业主|房主|租客|患者|病人|死者|伤者|受害人|"
    "当事人|申请人|被申请人|投诉人|举报人|上访人|信访人|反映人|报案人|嫌疑人|被告|原告|学生(?!处|资助|就业|科|工作)|考生|个人(?:电话|手机|邮箱)|"
    "车主|驾驶员|司机|村民|居民(?!医|养|保|社|委)|贫困户|低保(?!中心|科|办)|五保|残疾人(?!联合|工作|事业)|受助人|领取人|姓名|先生|女士|同志(?!们)"
)
# 其他编号：a long number behind one of these is neither a card nor an identity.
OTHER_NUMBER = re.compile(
    "(?:订单|流水|合同|项目|工程|许可证?|备案|文书|案件?|受理|登记|注册|编|单|批|货|运单|票|序列|物料|设备|税|信用代?|组织机构代|"
    "代|产品|条形|标准|学籍|准考证|档案|索引|统一编|采购|招标|评估|报告|快递|凭证|资产|宗地|不动产|图斑|地块|样品)"
    "(?:号|码|代码|编码|编号|证号)[^0-9]{0,6}$"
)
URL = re.compile(r"(?:https?://|www\.)[^\s\u4e00-\u9fff,。;)>]+|[a-z0-9-]+(?:\.[a-z0-9-]+)+/[^\s\u4e00-\u9fff]*")
NEAR = 24  # 字：how far back words count


def before(text: str, at: int, reach: int = NEAR, *, ends: str = "[。;!?\n]") -> str:
    """前文：the words right before a place, within its sentence."""
    stretch = text[max(0, at - reach) : at]
    return re.split(ends, stretch)[-1]


def office(words: str) -> bool:
    """机关语境：the words before say it is the office's, and none of them say it is a person's."""
    return bool(OFFICE.search(words)) and not PERSONAL.search(words)


def in_address_of_web(text: str) -> list[tuple[int, int]]:
    """网址所占位置：numbers inside are parts of addresses."""
    return [match.span() for match in URL.finditer(text)]
