"""分词：words of Chinese text, the same on every machine.

rjieba's accurate cut with its guessing (HMM) off, plus our own government terms from `terms.txt`. A query keeps a
dictionary word as one token. The index holds the word *and* its lawful parts: 人民政府 is found by 政府 and by 人民,
never by 民政, because parts come from cutting the word into words end to end, not from every word hidden inside it.
"""

import hashlib
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path

import rjieba

from gongkai.foundation.text.folding import normalise

_ALGORITHM = 1
_TERM_FREQUENCY = 1_000_000
_RUNS = re.compile(r"([\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff〇]+)|([^\W_]+)")
_MIXED = re.compile(r"[a-z0-9]+|[^\Wa-z0-9_]+")
_HEADS = frozenset("厅局部委办院会所站处科队司署校馆园法费税证费率县市省区镇乡村州街房厂店员师者长权表书性化类业款金案")
_LEADS = frozenset("省市县区镇乡村副总各原新老本全该")


def _read_terms() -> tuple[str, ...]:
    lines = Path(__file__).with_name("terms.txt").read_text(encoding="utf-8").splitlines()
    return tuple(dict.fromkeys(word for line in lines if not line.startswith("#") for word in line.split()))


TERMS = _read_terms()
_TERM_SET = frozenset(TERMS)


def _version() -> str:
    seal = hashlib.sha256("\n".join((*TERMS, version("rjieba"))).encode()).hexdigest()
    return f"{_ALGORITHM}-{seal[:10]}"


SEG_VERSION = _version()
"""分词版本：changes by itself when the algorithm, the segmenter or the dictionary does; stored with each index row."""


@cache
def _base() -> rjieba.Jieba:
    return rjieba.Jieba()


@cache
def _own() -> rjieba.Jieba:
    jieba = rjieba.Jieba()
    for term in TERMS:
        jieba.add_word(term, _TERM_FREQUENCY, "n")
    return jieba


def is_word(text: str) -> bool:
    """是否词：whether the dictionary, or our own terms, know `text` as one word."""
    return bool(_own().has_word(text))


def pieces(text: str) -> Iterator[tuple[int, str]]:
    """词与位置：each word of already folded text with its position, punctuation left out."""
    for run in _RUNS.finditer(text):
        start = run.start()
        found = _own().cut(run.group(1), hmm=False) if run.group(1) else _MIXED.findall(run.group(2))
        for word in found:
            yield start, word
            start += len(word)


def segment(text: str) -> list[str]:
    """分词：the words of `text` in order, a dictionary word as one token, punctuation left out."""
    return [word for _, word in pieces(normalise(text))]


def index_tokens(text: str) -> list[str]:
    """索引词：the words of `text`, each followed by its parts; what the index stores."""
    tokens: list[str] = []
    for word in segment(text):
        tokens.append(word)
        tokens.extend(parts(word))
    return tokens


@lru_cache(maxsize=65536)
def parts(word: str) -> tuple[str, ...]:
    """词的组成：the shorter words, of two characters and more, a long word is made of end to end.

    >>> parts("人民政府")
    ('人民', '政府')
    """
    if len(word) < 3:
        return ()
    found: dict[str, None] = {}
    for piece in (*_own_terms_inside(word), *_cut_inside(word)):
        if len(piece) > 1:
            found[piece] = None
            found.update(dict.fromkeys(parts(piece)))
    return tuple(found)


def _own_terms_inside(word: str) -> Iterator[str]:
    if word in _TERM_SET:
        for start in range(len(word) - 2):
            for end in range(start + 3, len(word) + 1):
                if end - start < len(word) and word[start:end] in _TERM_SET:
                    yield word[start:end]


def _cut_inside(word: str) -> Iterator[str]:
    cut = _base().cut(word, hmm=False)
    if len(cut) > 1:
        yield from cut
    elif len(word) == 3:
        yield from _three(word)
    else:
        for middle in range(1, len(word)):
            left, right = word[:middle], word[middle:]
            if _known(left) and _known(right):
                yield left
                yield right


def _three(word: str) -> Iterator[str]:
    if word[0] in _LEADS and _known(word[1:]):
        yield word[1:]
    elif word[2] in _HEADS and _known(word[:2]):
        yield word[:2]


def _known(piece: str) -> bool:
    return len(piece) == 1 or bool(_base().has_word(piece))
