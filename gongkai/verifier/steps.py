"""核验步骤：page → proof → leaf → checkpoint → key → history, then body, title and files."""

from functools import partial
from pathlib import Path

from gongkai.verifier import fetching
from gongkai.verifier.content import check_content
from gongkai.verifier.entry import Entry, check_inclusion
from gongkai.verifier.fetching import Fetch
from gongkai.verifier.history import History
from gongkai.verifier.report import Report
from gongkai.verifier.run import OK, Progress, Run


def verify(
    url: str,
    *,
    fetch: Fetch = fetching.fetch,
    pinned_key: str | None = None,
    state: Path | None = None,
    progress: Progress = lambda _: None,
) -> Report:
    """核验：check one document page from public addresses alone; never raises for what the site does.

    `pinned_key` is the verifier key obtained elsewhere; without it, the one in `state` from an earlier run; without
    that, the site's own, with a warning.
    """
    run = Run(url, fetch, progress)
    entry = Entry(run)
    run.step("page", entry.read_page)
    if entry.page is None:
        return run.report
    run.step("proof", entry.read_proof)
    proof = entry.proof
    if proof is None:
        return run.report
    run.step("leaf", partial(entry.check_leaf, proof))
    run.step("record", partial(entry.check_record, proof))
    run.step("inclusion", partial(check_inclusion, proof))
    history = History(run, proof, pinned=pinned_key, state=state)
    run.step("signature", history.check_signature)
    if history.settled is not None:
        key, memory = history.settled
        run.step("latest", partial(history.check_latest, key))
        if history.crossed:
            run.step("recovery", partial(history.check_recovery, memory))
        run.step("history", partial(history.check_history, key, memory))
    if entry.status == OK and proof.manifest is not None:
        check_content(run, entry.page, proof.manifest)
    return run.report
