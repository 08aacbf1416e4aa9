"""Does what is public agree with what was reviewed and with the ledger? Asked nightly and by `gongkai check`."""

import json
from collections.abc import Iterator

from gongkai.engines.publishing.content import manifest_sha256, public_manifest
from gongkai.engines.publishing.models import Edition, State, Withdrawal
from gongkai.engines.publishing.queries._contents import manifest_of
from gongkai.foundation.canonical import canonical, sha256
from gongkai.foundation.errors import NotFound
from gongkai.foundation.ledger import payloads
from gongkai.foundation.ledger import queries as ledger


def audit() -> Iterator[str]:
    """发布核对：a sentence for each release or withdrawal that is not what was reviewed, released or entered."""
    for withdrawal in Withdrawal.objects.select_related("record", "edition").iterator(chunk_size=500):
        if not _withdrawal_in_ledger(withdrawal):
            yield f"文件 {withdrawal.record.uid} 的撤回与公开账本的条目不符。请运行账本审计，对照备份查明。"
    editions = Edition.objects.filter(state__in=[State.RELEASED, State.SUPERSEDED]).select_related("record", "organ")
    for edition in editions.order_by("pk").iterator(chunk_size=500):
        name = f"文件 {edition.record.uid} 第 {edition.number} 版"
        if manifest_sha256(manifest_of(edition)) != edition.sha256:
            yield f"{name}的内容与审查时不一致。请对照备份查明改动。"
        if edition.manifest != _public(edition):
            yield f"{name}与发布时的公开清单不一致。请对照备份查明改动。"
        if edition.leaf is None or not _in_ledger(edition, edition.leaf):
            yield f"{name}与公开账本的条目不符。请运行账本审计，对照备份查明。"


def _public(edition: Edition) -> str:
    return canonical(public_manifest(manifest_of(edition), index_number=edition.record.index_number or ""))


def _in_ledger(edition: Edition, leaf: int) -> bool:
    try:
        said = json.loads(ledger.leaf(leaf).data)
    except NotFound:
        return False
    if said["act"] == payloads.WITHDRAWAL:
        return False
    record = payloads.record_commitment(bytes.fromhex(edition.record.salt), edition.record.uid)
    if said["record"] != record or said["edition"] != edition.number:
        return False
    if not edition.salt:  # 依法不宜公开：the salt was destroyed, the commitment can no longer be opened
        return True
    return bool(said["commitment"] == payloads.commitment(bytes.fromhex(edition.salt), sha256(edition.manifest)))


def _withdrawal_in_ledger(withdrawal: Withdrawal) -> bool:
    try:
        said = json.loads(ledger.leaf(withdrawal.leaf).data)
    except NotFound:
        return False
    record = payloads.record_commitment(bytes.fromhex(withdrawal.record.salt), withdrawal.record.uid)
    return bool(said["act"] == payloads.WITHDRAWAL and said["record"] == record)
