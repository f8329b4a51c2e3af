"""README.md and its Korean translation say the same: what is added to one must come into the other."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
ENGLISH = (ROOT / "README.md").read_text(encoding="utf-8")
KOREAN = (ROOT / "README.ko.md").read_text(encoding="utf-8")
BOTH = pytest.mark.parametrize("text", [ENGLISH, KOREAN], ids=["English", "Korean"])
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
HEADING = re.compile(r"^(#+) .+$", re.MULTILINE)
PICTURE = re.compile(r"!\[[^\]]*\]\(([^)]+)\)")
LINK = re.compile(r"(?<!!)\[[^\]]*\]\(([^)]+)\)")
INLINE_CODE = re.compile(r"`([^`\n]+)`")
COMMENT = re.compile(r"\s+# .*$", re.MULTILINE)
OF_A_LANGUAGE = re.compile(r"\.ko(?=\.)")


def prose(text: str) -> str:
    return BLOCK.sub("", text)


def blocks(text: str) -> list[tuple[str, str]]:
    """Return the language and the commands of each code block; its comments are translated."""
    return [(language, COMMENT.sub("", code)) for language, code in BLOCK.findall(text)]


def sections(text: str) -> list[str]:
    return HEADING.split(prose(text))[2::2]


def paragraphs(section: str) -> int:
    """Return how many paragraphs and entries of lists a section has."""
    return len(re.findall(r"(?:\A|\n\n)(?=\S)|\n(?=(?:\*|\d+\.) )", section.strip()))


def pictures(text: str) -> list[str]:
    """Return the pictures' paths without what tells a Korean window from an English one."""
    return [OF_A_LANGUAGE.sub("", path) for path in PICTURE.findall(text)]


def test_each_readme_leads_to_the_other_at_its_top() -> None:
    assert ENGLISH.splitlines()[0] == "[한국어](README.ko.md)"
    assert KOREAN.splitlines()[0] == "[English](README.md)"


def test_both_readmes_have_the_same_headings() -> None:
    levels = [[len(mark) for mark in HEADING.findall(prose(text))] for text in (ENGLISH, KOREAN)]
    assert levels[0] == levels[1]


def test_both_readmes_have_the_same_code_blocks() -> None:
    assert blocks(ENGLISH)
    assert blocks(ENGLISH) == blocks(KOREAN)


def test_both_readmes_have_the_same_pictures_but_for_their_language() -> None:
    assert pictures(ENGLISH)
    assert pictures(ENGLISH) == pictures(KOREAN)


def test_every_section_has_as_many_paragraphs_in_both_readmes() -> None:
    counts = [[paragraphs(section) for section in sections(text)] for text in (ENGLISH, KOREAN)]
    assert counts[0] == counts[1]


def test_every_section_names_the_same_commands_and_files_in_both_readmes() -> None:
    for english, korean in zip(sections(ENGLISH), sections(KOREAN), strict=True):
        assert Counter(INLINE_CODE.findall(english)) == Counter(INLINE_CODE.findall(korean))


def test_both_readmes_lead_to_the_same_pages() -> None:
    links = [sorted(LINK.findall(text.partition("\n")[2])) for text in (ENGLISH, KOREAN)]
    assert links[0] == links[1]


@BOTH
def test_what_a_readme_shows_and_leads_to_is_there(text: str) -> None:
    for path in (*PICTURE.findall(text), *LINK.findall(text)):
        assert path.startswith("https://") or (ROOT / path).is_file()
