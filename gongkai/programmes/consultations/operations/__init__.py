"""意见征集：the only code that writes its tables: one transaction and one journal entry an act."""

from gongkai.programmes.consultations.operations._alerts import (
    confirm_alert,
    end_alert,
    forget_alerts,
    tell_alerts,
    watch_new,
    watch_one,
)
from gongkai.programmes.consultations.operations._answering import (
    answer_comments,
    answer_group,
    group_comments,
    ungroup_comments,
)
from gongkai.programmes.consultations.operations._commenting import (
    Receipt,
    enter_comment,
    make_comment,
    reply_to_survey,
)
from gongkai.programmes.consultations.operations._keeping import erase_comments, reseal_comments
from gongkai.programmes.consultations.operations._likeness import compare_comments, group_near_comments
from gongkai.programmes.consultations.operations._moderating import (
    hide_comments,
    hide_name,
    show_comments,
    show_name,
)
from gongkai.programmes.consultations.operations._notices import begin_consultation, rewrite_consultation
from gongkai.programmes.consultations.operations._reporting import draft_consultation_report
from gongkai.programmes.consultations.operations._surveying import hide_remarks, show_remarks
from gongkai.programmes.consultations.operations._sweeping import SWEEP, begin_sweep, continue_sweep

__all__ = [
    "SWEEP",
    "Receipt",
    "answer_comments",
    "answer_group",
    "begin_consultation",
    "begin_sweep",
    "compare_comments",
    "confirm_alert",
    "continue_sweep",
    "draft_consultation_report",
    "end_alert",
    "enter_comment",
    "erase_comments",
    "forget_alerts",
    "group_comments",
    "group_near_comments",
    "hide_comments",
    "hide_name",
    "hide_remarks",
    "make_comment",
    "reply_to_survey",
    "reseal_comments",
    "rewrite_consultation",
    "show_comments",
    "show_name",
    "show_remarks",
    "tell_alerts",
    "ungroup_comments",
    "watch_new",
    "watch_one",
]
