"""Drafts of applications, and how often published answers spared one."""

import json
from collections.abc import Collection, Mapping

from gongkai.foundation import sealing
from gongkai.foundation.errors import NotFound
from gongkai.programmes.requests.models import AnswerFound, Application, ApplicationDraft, ProofCopy

HANDED_IN = "这份申请已经提交，或者草稿超过30天已经清除。已经提交的，请用申请编号和查询码查看办理进度。"


def draft_of(key_hash: str) -> dict[str, str]:
    """申请草稿：what was filled in. One SQL query.

    :raises NotFound: when nothing is kept under this key, such as after it was handed in.
    """
    found = ApplicationDraft.objects.filter(key_hash=key_hash).first()
    if found is None:
        raise NotFound(HANDED_IN)
    return {str(name): str(value) for name, value in json.loads(sealing.unseal(found.sealed)).items()}


def copy_of_draft(key_hash: str) -> ProofCopy | None:
    """草稿的证件副本：what kind of file is kept with it, still sealed. One SQL query."""
    return ProofCopy.objects.filter(draft__key_hash=key_hash).defer("sealed").first()


def copy_of(application: Application) -> ProofCopy | None:
    """申请的证件副本：what kind of file was brought, still sealed. One SQL query."""
    return ProofCopy.objects.filter(application=application).defer("sealed").first()


def times_found(records: Collection[str]) -> Mapping[str, int]:
    """找到答案次数：of these records (次). One SQL query."""
    return dict(AnswerFound.objects.filter(record__in=records).values_list("record", "times"))
