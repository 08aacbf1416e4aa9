"""法规库的规则：kinds of statutes, how a text falls into articles, when it holds. Pure."""

from gongkai.programmes.statutes.rules._bases import Held, basis_problem
from gongkai.programmes.statutes.rules._kinds import CATEGORIES, NATIONAL, category_of
from gongkai.programmes.statutes.rules._reading import (
    LONGEST_TITLE,
    MOST_TEXT,
    Entered,
    Row,
    Unreadable,
    entered,
    in_rows,
    joined,
)
from gongkai.programmes.statutes.rules._splitting import (
    Article,
    Split,
    article_address,
    label_of,
    name_and_place,
    place_of,
    split,
)
from gongkai.programmes.statutes.rules._validity import in_force_from, last_day_named

__all__ = [
    "CATEGORIES",
    "LONGEST_TITLE",
    "MOST_TEXT",
    "NATIONAL",
    "Article",
    "Entered",
    "Held",
    "Row",
    "Split",
    "Unreadable",
    "article_address",
    "basis_problem",
    "category_of",
    "entered",
    "in_force_from",
    "in_rows",
    "joined",
    "label_of",
    "last_day_named",
    "name_and_place",
    "place_of",
    "split",
]
