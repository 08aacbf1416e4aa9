"""七个名录共用的：their codes, their basis, the review before anything is public."""

from gongkai.foundation.review.rules import Step

PLANS, TASKS, STEPS, PROGRESS = "execution-plans", "execution-tasks", "execution-steps", "execution-progress"
FINDINGS, RECTIFICATIONS, CASES = "execution-findings", "execution-rectifications", "accountability-cases"
UNIT_HEAD = Step("unit_head", "处室审核", "unit_head", "本机关督促落实和公开制度")
SECRECY = Step("secrecy", "保密审查", "secrecy_reviewer", "《中华人民共和国政府信息公开条例》第十七条")
BASIS = "中共浙江省委办公厅、浙江省人民政府办公厅《关于全面推进政务公开工作的实施意见》（2016年）二（二）"
GROUP = "执行公开"
CODE = 40
KEEPER = "各机关维护本机关的条目，签发人批准后公布"
