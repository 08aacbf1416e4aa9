"""Writing an application down: what tells who asks is sealed, its words are kept for finding similar ones."""

import json
from typing import Any

from gongkai.engines.casework.models import Case
from gongkai.foundation import sealing
from gongkai.programmes.requests import likeness
from gongkai.programmes.requests.contents import Applicant, Wanted
from gongkai.programmes.requests.models import Application, ApplicationWord

PURPOSE = "applicant"
SEALED = ("proof_number", "phone", "mail", "address", "contact")


def write(*, case: Case, applicant: Applicant, wanted: Wanted, **rest: Any) -> Application:
    """One application with its words, inside the act that takes it."""
    made = Application.objects.create(
        case=case,
        kind=applicant.kind,
        name=applicant.name,
        proof_kind=applicant.proof_kind,
        sealed=sealed(applicant),
        person=sealing.mark(applicant.identity, purpose=PURPOSE),
        title=wanted.title,
        number=wanted.number,
        features=wanted.features,
        form=wanted.form,
        way=wanted.way,
        alike=likeness.alike(wanted),
        **rest,
    )
    words = likeness.words_of(wanted)
    ApplicationWord.objects.bulk_create(
        [ApplicationWord(application=made, organ=case.organ.code, word=word) for word in words]
    )
    return made


def sealed(applicant: Applicant) -> str:
    """What is kept of an applicant besides name and kind."""
    return sealing.seal(json.dumps({key: getattr(applicant, key) for key in SEALED}, ensure_ascii=False))
