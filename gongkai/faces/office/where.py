"""办件页在哪里：the page of a case, by its procedure; one that is not named has that of requests."""

from collections.abc import Mapping

from django.urls import reverse

from gongkai.programmes.concerns.programme import CONCERNS
from gongkai.programmes.decisions.programme import DECISIONS
from gongkai.programmes.hotline.programme import HOTLINE
from gongkai.programmes.petitions.programme import PETITIONS
from gongkai.programmes.requests.states import PROCEDURES

PAGES: Mapping[str, str] = {
    HOTLINE.key: "office:hotline_case",
    CONCERNS.key: "office:concern",
    PETITIONS.key: "office:petition",
    DECISIONS.key: "office:decision",
}
TODO = (*PROCEDURES, *PAGES)
"""待办中的办件：the procedures whose cases wait on the home page."""


def of_case(number: str) -> str:
    """办件页的网址：a number says which procedure it is of."""
    return reverse(PAGES.get(number.split("-")[1], "office:case"), args=[number])
