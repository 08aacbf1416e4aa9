"""查询：questions to publishing; the public's start from `released`, the office's from `visible_to`."""

from gongkai.engines.publishing.queries._alarms import Alarm, alarms
from gongkai.engines.publishing.queries._audit import audit
from gongkai.engines.publishing.queries._contents import content_of, files_of, manifest_of, sha256_of
from gongkai.engines.publishing.queries._lists import Filters, Item, Page, items_of, library_kinds, listing, years
from gongkai.engines.publishing.queries._neighbours import neighbours
from gongkai.engines.publishing.queries._office import (
    Choice,
    Row,
    StepProgress,
    Work,
    candidates,
    due_releases,
    queue,
    secret_tallies,
    work,
)
from gongkai.engines.publishing.queries._proofs import proof, withdrawal_proof
from gongkai.engines.publishing.queries._public import (
    Document,
    Gone,
    Link,
    Moved,
    document,
    editions,
    public_file,
    relations,
    standing,
)
from gongkai.engines.publishing.queries._search import Match, Matches, Suggested, search, suggestions

__all__ = [
    "Alarm",
    "Choice",
    "Document",
    "Filters",
    "Gone",
    "Item",
    "Link",
    "Match",
    "Matches",
    "Moved",
    "Page",
    "Row",
    "StepProgress",
    "Suggested",
    "Work",
    "alarms",
    "audit",
    "candidates",
    "content_of",
    "document",
    "due_releases",
    "editions",
    "files_of",
    "items_of",
    "library_kinds",
    "listing",
    "manifest_of",
    "neighbours",
    "proof",
    "public_file",
    "queue",
    "relations",
    "search",
    "secret_tallies",
    "sha256_of",
    "standing",
    "suggestions",
    "withdrawal_proof",
    "work",
    "years",
]
