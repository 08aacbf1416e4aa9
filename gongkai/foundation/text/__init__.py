"""文字：Chinese text as a public office needs it: one spelling, words, numbers of documents. Pure, no tables."""

from gongkai.foundation.text.addresses import ADDRESS, without_addresses
from gongkai.foundation.text.folding import compact, fold, normalise, storable
from gongkai.foundation.text.segmenting import SEG_VERSION, index_tokens, is_word, parts, segment

__all__ = [
    "ADDRESS", "SEG_VERSION", "compact", "fold", "index_tokens", "is_word", "normalise", "parts", "segment",
    "storable", "without_addresses",
]  # fmt: skip
