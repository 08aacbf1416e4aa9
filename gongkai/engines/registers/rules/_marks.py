"""标引：under which marks an entry is found: a facet's value, or a word of what may be searched."""

from collections.abc import Mapping

from gongkai.engines.registers.rules._schema import Register, Values
from gongkai.engines.registers.rules._values import every
from gongkai.foundation.text import index_tokens, normalise, segment

_LONGEST = 60
_MOST_WORDS = 12


def facet_mark(field: str, value: str) -> str:
    """筛选标引：of a field and one of its values."""
    return f"{field}={value}"[:_LONGEST]


def marks(register: Register, values: Values) -> tuple[str, ...]:
    """一个版本的标引：facets, and words of its title, key and searched fields."""
    found = [facet_mark(field.key, one) for field in register.facets for one in every(values.get(field.key))]
    for field in register.fields:
        if field.searched or field.key in (register.title, register.key):
            for one in every(values.get(field.key)):
                found += [f"~{word}"[:_LONGEST] for word in index_tokens(one)]
    found.append(f"~{normalise(str(values.get(register.key, '')))}"[:_LONGEST])
    return tuple(dict.fromkeys(found))


def asked(words: str, chosen: Mapping[str, str]) -> tuple[str, ...]:
    """所问的标引：those an entry must bear to be an answer."""
    narrowed = [facet_mark(field, value) for field, value in sorted(chosen.items()) if value]
    return tuple(dict.fromkeys([*narrowed, *(f"~{word}"[:_LONGEST] for word in segment(words)[:_MOST_WORDS])]))
