"""Whatever people do in whatever order: only refusals, and nothing public that was not reviewed as it stands."""

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gongkai.engines.publishing import operations as ops
from gongkai.engines.publishing import permission, queries
from gongkai.engines.publishing.kinds import kind_of
from gongkai.engines.publishing.models import Edition, State
from gongkai.foundation.errors import NotFound, Refusal
from gongkai.foundation.journal import queries as journal
from gongkai.foundation.ledger import queries as ledger
from gongkai.foundation.people.actors import ROLES
from gongkai.foundation.review import queries as reviews

ACTS = ["save", "submit", "recall", "approve", "return", "schedule", "unschedule", "release", "due", "file"]
ACTS += ["revise", "withdraw", "repeal", "discard", "undo", "undo"]
WORKING = ["drafter", "unit_head", "secrecy_reviewer", "signer", "publisher"]


def do(act, uid, by, at):
    edition = Edition.objects.filter(record__uid=uid).exclude(state=State.DISCARDED).order_by("-number").first()
    if edition is None:
        return
    plain = {"record": uid, "by": by, "at": at}
    content = replace(queries.content_of(edition), summary=f"改于{at:%H%M%S}", public_note="更正")
    acts = {
        "save": lambda: ops.save(content=content, lock_version=edition.lock_version, **plain),
        "submit": lambda: ops.submit(**plain),
        "recall": lambda: ops.recall(**plain),
        "approve": lambda: ops.approve(sha256=edition.sha256, **plain),
        "return": lambda: ops.return_(sha256=edition.sha256, reason="请修改", **plain),
        "schedule": lambda: ops.schedule(release_at=at + timedelta(minutes=3), **plain),
        "unschedule": lambda: ops.unschedule(**plain),
        "release": lambda: ops.release(**plain),
        "due": lambda: ops.release_due(record=uid, edition=edition.number, at=at),
        "file": lambda: ops.file(**plain),
        "revise": lambda: ops.revise(**plain),
        "withdraw": lambda: ops.withdraw(reason="published_in_error", note="误发", **plain),
        "repeal": lambda: ops.withdraw(reason="repealed", note="清理", **plain),
        "discard": lambda: ops.discard(**plain),
        "undo": lambda: ops.undo(**plain),
    }
    with suppress(Refusal):
        acts[act]()


def everything_public_was_reviewed_as_it_stands(uid, at):
    for edition in Edition.objects.filter(record__uid=uid, state__in=[State.RELEASED, State.SUPERSEDED]):
        said = reviews.verdicts(permission.subject(edition))
        valid = {
            v.step for v in said if v.approved and v.sha256 == edition.sha256 and v.reviewer not in edition.authors
        }
        assert valid == {step.code for step in kind_of(edition.kind).steps}
        assert queries.sha256_of(edition) == edition.sha256
        assert ledger.leaf(edition.leaf)
    with suppress(NotFound):
        page = queries.document(uid, at)
        if isinstance(page, queries.Document):
            assert page.edition.state in {State.RELEASED, State.SUPERSEDED}


steps = st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from(sorted(ROLES) + WORKING * 3)), max_size=40)


@given(steps=steps)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_order_of_acts_makes_public_what_was_not_reviewed(drafted, who, at, steps):
    with transaction.atomic():
        now = at
        for act, role in steps:
            now += timedelta(minutes=1)
            do(act, drafted.record.uid, getattr(who, role), now)
        everything_public_was_reviewed_as_it_stands(drafted.record.uid, now)
        assert journal.verify().entries
        transaction.set_rollback(True)


@given(shuffled=st.permutations(["submit", "approve", "approve", "approve", "release", "revise", "save"]))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_even_by_people_in_every_post_at_once(drafted, who, at, shuffled):
    roles = {"submit": "drafter", "save": "drafter", "revise": "drafter", "release": "publisher"}
    with transaction.atomic():
        reviewers = iter(["unit_head", "secrecy_reviewer", "signer"])
        for act in shuffled:
            role = roles.get(act) or next(reviewers)
            do(act, drafted.record.uid, getattr(who, role), at)
        everything_public_was_reviewed_as_it_stands(drafted.record.uid, at)
        transaction.set_rollback(True)
