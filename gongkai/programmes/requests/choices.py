"""选项：the ways an application comes, what proves who asks, and how the answer is wanted. Ours, not the law's."""

from collections.abc import Mapping

COUNTER, SIGNED_MAIL, ORDINARY_MAIL, ONLINE, FAX = "counter", "signed_mail", "ordinary_mail", "online", "fax"
CHANNELS: Mapping[str, str] = {
    COUNTER: "当面提交",
    SIGNED_MAIL: "邮寄（签收）",
    ORDINARY_MAIL: "平常信函",
    ONLINE: "互联网",
    FAX: "传真",
}
RECEIVED_AS_IT_CAME = (COUNTER, SIGNED_MAIL)
"""来件即收到的渠道：of the others the day of receipt is the day both sides confirm it (第三十一条)."""
BY_CLERK = (COUNTER, SIGNED_MAIL, ORDINARY_MAIL, FAX)
"""经办人登记的渠道：what comes online registers itself."""

PERSON = "person"
RESIDENT_ID, CREDIT_CODE = "resident_id", "credit_code"
PROOFS: Mapping[str, str] = {
    RESIDENT_ID: "居民身份证",
    "hk_macao_permit": "港澳居民来往内地通行证",
    "taiwan_permit": "台湾居民来往大陆通行证",
    "residence_permit": "港澳台居民居住证",
    "passport": "护照",
    "foreign_permit": "外国人永久居留身份证",
    CREDIT_CODE: "统一社会信用代码",
    "other": "其他有效证件",
}
PROOFS_OF_ORGANISATION = (CREDIT_CODE, "other")

FORMS: Mapping[str, str] = {
    "paper": "纸质文本",
    "electronic": "电子文本",
    "inspect": "当场查阅、抄录",
}
WAYS: Mapping[str, str] = {
    "post": "邮寄",
    "mail": "电子邮件",
    "pick_up": "自行领取",
    "online": "网上查看",
}
LANGUAGES = ("zh", "en")
