"""诉求和舆情：the limits of petitions, in days, and of answers to public concern, in hours."""

from .parameters import Parameter, Provision
from .quantities import CalendarDays, Hours, WorkingDays

# 信访：自然日
PETITION_FORWARDING = Parameter("petition_forwarding", CalendarDays)
"""信访部门登记、转送期限：keyed on `received_on`. 依据：信访工作条例第二十二条第一款。"""
PETITION_TOLD = Parameter("petition_told", CalendarDays)
"""告知信访人接收情况的期限：keyed on `received_on`. 依据：第二十三条第二款。"""
PETITION_OBJECTION = Parameter("petition_objection", WorkingDays)
"""对转送、交办提出异议的期限：keyed on `received_on`. 依据：第二十三条第三款。"""
PETITION_HANDLING = Parameter("petition_handling", CalendarDays)
"""申诉求决类信访事项办结期限：keyed on `accepted_on`; 第三十一条第六项 only. 依据：第三十四条。"""
PETITION_EXTENSION = Parameter("petition_extension", CalendarDays)
"""延长办理期限的上限：keyed on `accepted_on`. 依据：第三十四条。"""
PETITION_REVIEW_REQUEST = Parameter("petition_review_request", CalendarDays)
"""请求复查的期限：keyed on `answered_on`. 依据：第三十五条。"""
PETITION_REVIEW = Parameter("petition_review", CalendarDays)
"""提出复查意见的期限：keyed on `requested_on`. 依据：第三十五条。"""
PETITION_RE_REVIEW_REQUEST = Parameter("petition_re_review_request", CalendarDays)
"""请求复核的期限：keyed on `answered_on`. 依据：第三十六条第一款。"""
PETITION_RE_REVIEW = Parameter("petition_re_review", CalendarDays)
"""提出复核意见的期限：keyed on `requested_on`. 依据：第三十六条第一款。"""
PETITION_SUGGESTIONS = Provision("petition_suggestions")
PETITION_ACCUSATIONS = Provision("petition_accusations")
PETITION_INFORMERS_KEPT = Provision("petition_informers_kept")
PETITION_APPEALS = Provision("petition_appeals")
PETITION_HEARING_EXCLUDED = Provision("petition_hearing_excluded")
PETITION_FINAL = Provision("petition_final")

# 政务舆情：小时
CONCERN_AUTHORITATIVE = Parameter("concern_authoritative", Hours)
"""重大突发事件发布权威信息时限：keyed on `found_on`. 依据：国办发〔2016〕80号。"""
CONCERN_PRESS_CONFERENCE = Parameter("concern_press_conference", Hours)
"""重大突发事件新闻发布会时限：keyed on `found_on`; not verified. 依据：国办发〔2016〕61号。"""
CONCERN_RESPONSE = Parameter("concern_response", Hours)
"""政务舆情回应时限：keyed on `found_on`; not verified. 依据：国办发〔2016〕61号。"""
CONCERN_ROUTING = Provision("concern_routing")
CONCERN_MUST_RESPOND = Provision("concern_must_respond")
CONCERN_CONTINUOUS = Provision("concern_continuous")
CONCERN_RUMOURS = Provision("concern_rumours")
CONCERN_CHAIN = Provision("concern_chain")
CONCERN_CONFERENCE_HELD = Provision("concern_conference_held")
