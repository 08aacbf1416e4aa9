"""政务舆情：the only code that writes the tables of public concern."""

from gongkai.programmes.concerns.operations._feeds import add_feed, note_read, stop_feed
from gongkai.programmes.concerns.operations._grouping import add_to_topic, dismiss_items, move_items, open_topic
from gongkai.programmes.concerns.operations._items import enter_item, erase_items
from gongkai.programmes.concerns.operations._stating import draft_statement, note_release

__all__ = [
    "add_feed",
    "add_to_topic",
    "dismiss_items",
    "draft_statement",
    "enter_item",
    "erase_items",
    "move_items",
    "note_read",
    "note_release",
    "open_topic",
    "stop_feed",
]
