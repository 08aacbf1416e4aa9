"""Whatever is sent, by whom, the API never breaks and never answers outside its own description."""

import json
from collections.abc import Iterator
from datetime import datetime
from itertools import cycle, product
from typing import Any

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections, transaction
from hypothesis import HealthCheck, Phase, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from gongkai.faces.api.urls import description
from gongkai.foundation.now import CHINA, frozen

from .conftest import OFFICE, Program, a_draft, approve, programs, the_organ

pytestmark = pytest.mark.django_db
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]
schema = schemathesis.openapi.from_dict(json.loads(description()))
# Django itself: what keeps and packs pages in front of it holds a connection of its own and has tests of its own.
schema.app = get_wsgi_application()
few = settings(
    max_examples=10,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[Iterator[tuple[Program, str]]]:
    """Programs, and records released, in review, approved and in draft; made once, undone at the end.

    The examples share one transaction on one connection, as Django's own test client does.
    """
    at = datetime(2026, 3, 2, 9, 0, tzinfo=CHINA)
    with django_db_blocker.unblock(), frozen(at), transaction.atomic():
        who = programs(organ := the_organ(), at)
        uids = []
        for n in range(4):
            said = {**a_draft(organ), "document_number": f"东政办发〔2026〕{n + 1}号"}
            uids.append(who.drafter.post(f"{OFFICE}/records", said).json()["record"])
        who.publisher.post(f"{OFFICE}/records/{approve(who, uids[0])}/release")
        who.drafter.post(f"{OFFICE}/records/{uids[1]}/submit")
        approve(who, uids[2])
        for signal in (request_started, request_finished):
            signal.disconnect(close_old_connections)
        yield cycle(product((who.drafter, who.publisher, Program()), (*uids, "")))
        for signal in (request_started, request_finished):
            signal.connect(close_old_connections)
        transaction.set_rollback(True)


@schema.parametrize()
@few
def test_no_request_breaks_the_api(case: schemathesis.Case, world: Iterator[tuple[Program, str]]) -> None:
    """Each example is asked by somebody else, of a real record or of the one made up."""
    program, uid = next(world)
    if uid and "uid" in (case.path_parameters or {}):
        case.path_parameters["uid"] = uid
    point = transaction.savepoint()
    case.call_and_validate(headers=program.headers, checks=CHECKS)
    transaction.savepoint_rollback(point)
