"""热线查询：what the public and the office ask of messages; read only."""

from gongkai.programmes.hotline.queries._about import MOST_SHOWN, SaidOf, SaidPublicly, about_of, said_of
from gongkai.programmes.hotline.queries._answers import is_withheld
from gongkai.programmes.hotline.queries._counted import (
    BOARD,
    COUNTED,
    TRENDS,
    CountedBoard,
    CountedTrends,
    counted_board,
    counted_trends,
    depth_of_places,
)
from gongkai.programmes.hotline.queries._drafts import HANDED_IN, draft_of, photos_of_draft
from gongkai.programmes.hotline.queries._followed import INNER, SHOWN, Added, Followed, added_to, followed, photos_of
from gongkai.programmes.hotline.queries._open import MOST_OPEN, OpenRequest, open_requests
from gongkai.programmes.hotline.queries._platforms import Platform, platform_for, platforms
from gongkai.programmes.hotline.queries._proven import ENDED, NOT_PROVEN, asked_again, proven
from gongkai.programmes.hotline.queries._published import (
    PublicAsked,
    PublicCase,
    PublicCases,
    public_cases,
    publication_of,
    publishable,
    publishing_organs,
    submitted,
)

__all__ = [
    "BOARD",
    "COUNTED",
    "ENDED",
    "HANDED_IN",
    "INNER",
    "MOST_OPEN",
    "MOST_SHOWN",
    "NOT_PROVEN",
    "SHOWN",
    "TRENDS",
    "Added",
    "CountedBoard",
    "CountedTrends",
    "Followed",
    "OpenRequest",
    "Platform",
    "PublicAsked",
    "PublicCase",
    "PublicCases",
    "SaidOf",
    "SaidPublicly",
    "about_of",
    "added_to",
    "asked_again",
    "counted_board",
    "counted_trends",
    "depth_of_places",
    "draft_of",
    "followed",
    "is_withheld",
    "open_requests",
    "photos_of",
    "photos_of_draft",
    "platform_for",
    "platforms",
    "proven",
    "public_cases",
    "publication_of",
    "publishable",
    "publishing_organs",
    "said_of",
    "submitted",
]
