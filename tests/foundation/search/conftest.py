"""The two small corpora of our own, indexed: documents written for judging, and the demonstration's; and a server."""

import os
from collections.abc import Iterator

import pytest

from gongkai.foundation.search import operations
from gongkai.foundation.search.backends.opensearch import Server, parsed
from gongkai.foundation.search.rules import SearchDocument
from scripts.drills.searching import judging


def _indexed(documents: list[SearchDocument]) -> list[SearchDocument]:
    for one in documents:
        operations.put(one)
    return documents


@pytest.fixture
def corpus(db: None) -> list[SearchDocument]:
    return _indexed(judging.written())


@pytest.fixture
def demo(db: None) -> list[SearchDocument]:
    return _indexed(judging.demonstrated())


@pytest.fixture
def search_server(search_address: str) -> Server:
    return parsed(search_address)


@pytest.fixture(scope="session")
def search_address(worker_id: str) -> Iterator[str]:
    """An OpenSearch of the operator's choice, or one in memory that speaks its protocol."""
    if url := os.environ.get("OPENSEARCH_URL"):
        yield f"{url.rstrip('/')}/gongkai-test-{worker_id}"
        return
    osmem = pytest.importorskip("osmem_server", reason="osmem-server is not installed, and OPENSEARCH_URL not set")
    with osmem.OsmemServer.start() as server:
        yield f"{server.url}/gongkai-test"
