"""Korean particles: which of two forms follows a word depends on how the word ends, and names come from files."""

from __future__ import annotations

import re

# A translation writes both forms, as "{name}을(를)", wherever a value stands before them.
_PAIRS = {
    "은(는)": ("은", "는"),
    "이(가)": ("이", "가"),
    "을(를)": ("을", "를"),
    "과(와)": ("과", "와"),
    "(으)로": ("으로", "로"),
}
_BOTH = re.compile("(.)([”\"')]*)(" + "|".join(map(re.escape, _PAIRS)) + ")")
_FIRST_SYLLABLE, _LAST_SYLLABLE = "가", "힣"
_FINALS = 28  # ways for a syllable to end; the first is with a vowel
_RIEUL = 8  # after this one, it is 로
# Digits as they are read: 영 일 이 삼 사 오 육 칠 팔 구.
_DIGITS = {"0": "영", "1": "일", "2": "이", "3": "삼", "4": "사", "5": "오", "6": "육", "7": "칠", "8": "팔", "9": "구"}


def settled(text: str) -> str:
    """Return a text with each pair of particles settled on the one that fits the syllable or digit before it.

    After anything else, such as a Latin letter, both forms stay, as Koreans write where they can't know.
    """
    return _BOTH.sub(_settle, text) if "(" in text else text


def _settle(found: re.Match[str]) -> str:
    before, quotes, both = found.groups()
    syllable = _DIGITS.get(before, before)
    if not _FIRST_SYLLABLE <= syllable <= _LAST_SYLLABLE:
        return found.group()
    final = (ord(syllable) - ord(_FIRST_SYLLABLE)) % _FINALS
    after_consonant, after_vowel = _PAIRS[both]
    ends_open = final == 0 or (final == _RIEUL and both == "(으)로")
    return before + quotes + (after_vowel if ends_open else after_consonant)
