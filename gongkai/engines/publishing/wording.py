"""用语检查：words of an edition the office would write otherwise; a suggestion bars nothing."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from gongkai.engines.publishing import personal
from gongkai.engines.publishing.content import Content
from gongkai.foundation.organs.models import Organ
from gongkai.foundation.privacy import markup
from gongkai.foundation.wording import queries as words
from gongkai.foundation.wording.rules import Suggestion, check


def suggestions(content: Content, organ: Organ) -> tuple[Suggestion, ...]:
    """用语建议：in title, summary, addressees, note and body, by the rules that hold for the organ. Two SQL queries."""
    return check(personal.texts_of(content), words.rules_for(organ))


def replaced(content: Content, chosen: Sequence[Suggestion], *, only: Collection[str]) -> Content:
    """替换后的内容：every suggestion about these words taken up; tags of the body stay as they are."""
    wanted = [suggestion for suggestion in chosen if suggestion.rule.wrong in only]
    fields: dict[str, str] = {}
    edits = []
    for suggestion in sorted(wanted, key=lambda each: -each.start):
        part = suggestion.place.part
        if part == "body":
            edits.append(markup.Edit(suggestion.place, suggestion.start, suggestion.end, suggestion.rule.right))
        else:
            text = fields.get(part, getattr(content, part))
            fields[part] = text[: suggestion.start] + suggestion.rule.right + text[suggestion.end :]
    return replace(
        content,
        body=markup.cover(content.body, edits),
        title=fields.get("title", content.title),
        summary=fields.get("summary", content.summary),
        addressees=fields.get("addressees", content.addressees),
        public_note=fields.get("public_note", content.public_note),
    )
