"""12345热线：limits of local profiles and provisions on how a message is handled, keyed on the day of receipt.

No national text fixes a number of days; each city does. The time a statute gives the matter itself goes before.
"""

from .parameters import Parameter, Provision
from .quantities import WorkingDays

HOTLINE_ZHOUSHAN_CONSULT = Parameter("hotline_zhoushan_consult", WorkingDays)
"""舟山市咨询件：not verified."""
HOTLINE_ZHOUSHAN_HELP = Parameter("hotline_zhoushan_help", WorkingDays)
"""舟山市求助件：not verified."""
HOTLINE_ZHOUSHAN_COMPLAINT = Parameter("hotline_zhoushan_complaint", WorkingDays)
"""舟山市投诉举报件：not verified."""
HOTLINE_ZHOUSHAN_LONGEST = Parameter("hotline_zhoushan_longest", WorkingDays)
"""舟山市延长后的总期限：not verified, nor that its days are working days."""
HOTLINE_YUEQING_ACCEPT = Parameter("hotline_yueqing_accept", WorkingDays)
"""乐清市受理期限：from the day a message came to the decision whether it is accepted; not verified."""
HOTLINE_YUEQING_CONSULT = Parameter("hotline_yueqing_consult", WorkingDays)
"""乐清市咨询件：not verified."""
HOTLINE_YUEQING_COMPLAINT = Parameter("hotline_yueqing_complaint", WorkingDays)
"""乐清市投诉举报件：not verified."""
HOTLINE_YUEQING_JOINT = Parameter("hotline_yueqing_joint", WorkingDays)
"""乐清市涉及多个单位的投诉举报件：not verified."""
HOTLINE_WEIFANG = Parameter("hotline_weifang", WorkingDays)
"""潍坊市热线事项. 依据：潍坊市12345政务服务便民热线条例第二十条第一款第（一）项。"""
CONSUMER_MEDIATION_LIMIT = Parameter("consumer_mediation_limit", WorkingDays)
"""消费投诉调解期限：not verified. 依据：市场监督管理投诉举报处理暂行办法第二十一条。"""
HOTLINE_CLOSED_LOOP = Provision("hotline_closed_loop")
HOTLINE_NOT_ACCEPTED = Provision("hotline_not_accepted")
HOTLINE_DISPATCH = Provision("hotline_dispatch")
HOTLINE_RETURN = Provision("hotline_return")
HOTLINE_DUPLICATES = Provision("hotline_duplicates")
HOTLINE_STATUTE_FIRST = Provision("hotline_statute_first")
HOTLINE_FIXED_HANDLER = Provision("hotline_fixed_handler")
