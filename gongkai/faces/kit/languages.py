"""语言：which language a page speaks; Chinese is what we write, English is in `locale/en`, traditional is converted."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.utils import translation
from django.utils.translation import trans_real

from gongkai.faces.kit import po
from gongkai.law import chinese, codes

CHINESE, TRADITIONAL, ENGLISH = "zh", "zh-Hant", "en"
LANGUAGES = {CHINESE: "简体中文", TRADITIONAL: "繁體中文", ENGLISH: "English"}
"""语言：as the reader's choice names them, each in its own words."""
TAGS = {CHINESE: "zh-CN", TRADITIONAL: "zh-Hant", ENGLISH: "en"}
"""语言标签：what `lang` and `hreflang` say."""
PO = Path(__file__).parent / "locale/en/LC_MESSAGES/django.po"
_ITEM = re.compile(r"（([一二三四五六七八九十]+)）项")
_LISTS = (
    codes.applicant_kinds,
    codes.power_kinds,
    codes.exercise_levels,
    codes.oversight_fields,
    codes.item_kinds,
    codes.service_audiences,
    codes.life_events,
    codes.enforcement_acts,
    codes.penalty_kinds,
    codes.licence_kinds,
    codes.party_kinds,
    codes.body_natures,
    codes.fund_kinds,
    codes.payees,
    codes.assistance_kinds,
    codes.effect_grades,
    codes.appeal_matters,
    codes.institution_sectors,
    codes.institution_matters,
    codes.update_cycles,
    codes.purchase_kinds,
    codes.investment_measures,
    codes.fund_distributions,
    codes.guide_elements,
    codes.material_sources,
    codes.material_forms,
    codes.reply_kinds,
    codes.rectification_outcomes,
    codes.plan_kinds,
    codes.progress_states,
    codes.finding_sources,
    codes.conduct_faults,
    codes.evaluation_ways,
    codes.outcome_states,
    codes.themes,
    codes.genres,
    codes.art20_categories,
    codes.disclosure_attributes,
    codes.withholding_grounds,
)


@cache
def _load_english() -> None:
    trans_real.translation(ENGLISH).merge(po.translations(PO.read_text(encoding="utf-8")))


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """所用语言：what `gettext` answers within; traditional pages are written in simplified and converted whole."""
    if language == ENGLISH:
        _load_english()
    with translation.override("en" if language == ENGLISH else "zh-hans"):
        yield


def is_english() -> bool:
    """是否英文：does what is being written speak English?"""
    return translation.get_language() == ENGLISH


def term(name: object) -> str:
    """术语：a name from below the faces (of a kind, a category, a status) in the page's language.

    The code lists of the law carry their English with them; the other names stand in the `.po` like everything else.
    What has no English stays as it is.
    """
    text = str(name)
    if not text or not is_english():
        return text
    said = translation.gettext(text)
    return _english_of_codes().get(text, text) if said == text else said


def article(label: str) -> str:
    """条款：第二十条第（一）项 is Article 20(1) on an English page; what is no such label stays as it is."""
    number = chinese.article_number(label)
    if number is None or not is_english():
        return label
    item = _ITEM.search(label)
    place = next((n for n in range(1, 100) if item and chinese.numeral(n) == item[1]), None)
    return f"Article {number}({place})" if place else f"Article {number}"


def _english_of_codes() -> dict[str, str]:
    found = {}
    for listed in _LISTS:
        for code in listed:
            found[code.name] = found[code.short] = code.english
    return found
