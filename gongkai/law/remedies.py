"""救济和送达：the limits and provisions on review, suit, complaint and delivery, keyed on the day of the decision."""

from .parameters import Parameter, Provision
from .quantities import CalendarDays, Months

REVIEW_LIMIT = Parameter("review_limit", CalendarDays)
"""申请行政复议的期限：keyed on `decided_on`. 依据：行政复议法第二十条。"""
REVIEW_TIME = Parameter("review_time", CalendarDays)
"""普通程序作出行政复议决定的期限：keyed on `decided_on`. 依据：行政复议法第六十二条。"""
REVIEW_TIME_EXTENDED = Parameter("review_time_extended", CalendarDays)
"""延长行政复议期限的上限：keyed on `decided_on`. 依据：行政复议法第六十二条。"""
SIMPLE_REVIEW_TIME = Parameter("simple_review_time", CalendarDays)
"""简易程序作出行政复议决定的期限：keyed on `decided_on`. 依据：行政复议法第六十二条。"""
OPEN_TO_REVIEW = Provision("open_to_review")
REVIEW_FIRST = Provision("review_first")
REVIEW_FIRST_TOLD = Provision("review_first_told")
REVIEW_OF_DEPARTMENT = Provision("review_of_department")
REVIEW_OF_GOVERNMENT = Provision("review_of_government")
REVIEW_OF_INSTITUTION = Provision("review_of_institution")
REVIEW_OF_PROVINCE = Provision("review_of_province")
SIMPLE_REVIEW = Provision("simple_review")
REVIEW_DAYS = Provision("review_days")
SUIT_AFTER_REVIEW_LIMIT = Parameter("suit_after_review_limit", CalendarDays)
"""复议后起诉的期限：keyed on `decided_on`. 依据：行政诉讼法第四十五条。"""
SUIT_LIMIT = Parameter("suit_limit", Months)
"""直接起诉的期限：keyed on `decided_on`. 依据：行政诉讼法第四十六条。"""
COURT_OF_FIRST_INSTANCE = Provision("court_of_first_instance")
COURT_FOR_GOVERNMENTS = Provision("court_for_governments")
COURT_OF_THE_PLACE = Provision("court_of_the_place")
REVIEW_OR_SUIT = Provision("review_or_suit")
SUIT_OVER_OTHER_REPLIES = Provision("suit_over_other_replies")
SUIT_AFTER_REVIEW_OF_REFUSAL = Provision("suit_after_review_of_refusal")
APPLY_BEFORE_SUIT = Provision("apply_before_suit")
SUIT_OVER_SILENCE = Provision("suit_over_silence")
WAYS_OF_DELIVERY = Provision("ways_of_delivery")
POSTED_BY_POSTAL_ENTERPRISE = Provision("posted_by_postal_enterprise")
DELIVERED_WHEN_SIGNED = Provision("delivered_when_signed")
DELIVERED_WHEN_POSTED = Provision("delivered_when_posted")
COMPLAINT_TO_AUTHORITY = Provision("complaint_to_authority")
