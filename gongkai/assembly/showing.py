"""公开面的变化：which public pages an act changes. What stands in no table here changes all of them.

So a new act is never forgotten: until somebody says what it changes, every kept page is let go when it happens.
"""

from collections.abc import Sequence
from pathlib import Path

from gongkai.engines.publishing import queries
from gongkai.foundation.pages.shelves import LISTS, RECORD, Folder
from gongkai.foundation.pages.watch import Act

# 只在办公室里：the public sees nothing of it.
INSIDE = frozenset(
    {
        "consultations.resealed",
        "consultations.speakers_erased",
        "decisions.enrolled",
        "decisions.erased",
        "decisions.filed_paper_opened",
        "decisions.filed_paper_voided",
        "decisions.package_taken",
        "decisions.paper_drafted",
        "decisions.paper_filed",
        "decisions.resealed",
        "demo.load",
        "enforcement.case_dropped",
        "enforcement.case_filed",
        "enforcement.change_entered",
        "enforcement.change_proposed",
        "enforcement.change_refused",
        "enforcement.evidence_opened",
        "enforcement.refusal_confirmed",
        "enforcement.refusal_proposed",
        "enforcement.refusal_returned",
        "enforcement.repair_asked",
        "enforcement.repair_proposed",
        "enforcement.repairs_erased",
        "enforcement.repairs_resealed",
        "enforcement.year_counted",
        "publishing.approved",
        "publishing.bulk_cancelled",
        "publishing.bulk_decided",
        "publishing.bulk_done",
        "publishing.bulk_proposed",
        "publishing.emergency_opened",
        "publishing.attached",
        "publishing.detached",
        "publishing.discarded",
        "publishing.drafted",
        "publishing.recalled",
        "publishing.reordered",
        "publishing.returned",
        "publishing.save_refused",
        "publishing.saved",
        "publishing.scheduled",
        "publishing.submitted",
        "publishing.undone",
        "publishing.unscheduled",
        "registers.adoption_refused",
        "registers.approved",
        "registers.file_kept",
        "registers.ordered",
        "registers.proposed",
        "registers.recalled",
        "registers.returned",
        "revive_job",
        "statutes.proposed",
        "statutes.recalled",
        "statutes.returned",
    }
)
# What is put first shows in answers to questions, which are not kept; nor are the statistics of requests.
INSIDE_OF = (
    "consultations.alert_",
    "people.",
    "finding.",
    "funds.",
    "hotline.",
    "concerns.",
    "petitions.",
    "casework.",
    "letters.",
    "mail.",
    "reports.",
    "requests.",
)
# 意见征集：a comment changes the pages of consultations and no others; what is released changes them as a record does.
CONSULTATIONS = "consultations."
# 对一项任务提的意见：the pages that count them.
OF_COMMENTS = "hotline.about_noted"
# 一件政府信息：its own pages, those of the records it is tied to, and whatever lists records.
OF_A_RECORD = frozenset({"publishing.released", "publishing.withdrawn", "policies.interpretation_noted"})
# 汇总：numbers that lists and overviews show.
OF_LISTS = frozenset(
    {"publishing.filed", "publishing.purged", "publishing.secret_tallied", "reports.linked", "decisions.told"}
)


def changed(acts: Sequence[Act]) -> frozenset[str] | None:
    """变化的内容：tags of the pages to let go; None where it cannot be told and all must go."""
    tags: set[str] = set()
    for act in acts:
        if act.name in OF_LISTS:
            tags.add(LISTS)
        elif act.name == OF_COMMENTS:
            tags.add("commented")
        elif act.name in INSIDE or act.name.startswith(INSIDE_OF):
            continue
        elif act.name.startswith(CONSULTATIONS):
            tags.add("consultations")
        elif act.name in OF_A_RECORD:
            tags |= _of(act.subject)
        else:
            return None
    return frozenset(tags)


def _of(subject: str) -> set[str]:
    uid = subject.removeprefix(RECORD)
    return {LISTS, *(RECORD + one for one in (uid, *queries.neighbours(uid)))}


def let_go(root: Path, act: str, subject: str) -> None:
    """放下：the files in this folder that an act changes, before anybody is told that it was done."""
    folder, tags = Folder(root), changed([Act(act, subject)])
    if tags is None:
        folder.clear()
    elif tags:
        folder.evict(tags)
