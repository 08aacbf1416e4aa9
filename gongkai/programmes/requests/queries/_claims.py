"""What the office asks of claims that a record be put right."""

import json

from gongkai.foundation import sealing
from gongkai.programmes.requests.models import Application, RecordClaim
from gongkai.programmes.requests.rectifying import Claim


def claim_of(application: Application) -> tuple[Claim, RecordClaim] | None:
    """更正请求：with what is sealed opened, and how it is kept; None for a request for information. One SQL query.

    :raises Conflict: when no key opens it.
    """
    kept = RecordClaim.objects.filter(application=application).defer("file").first()
    if kept is None:
        return None
    return Claim(record=application.title, **json.loads(sealing.unseal(kept.sealed))), kept
