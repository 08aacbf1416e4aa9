"""检索：what was released, found by its words, its number, its subject; on either database."""

from gongkai.foundation.search.rules import Found, Hit, SearchDocument

__all__ = ["Found", "Hit", "SearchDocument"]
