"""The interface speaks the user's language, in every text and with every value."""

from __future__ import annotations

import ast
import re
import string
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PySide6.QtCore import QCoreApplication

from beatgen_gui.language import ENGLISH, NAMES, speak, tr, wanted_language
from core.preferences import LANGUAGES as CHOICES
from core.preferences import SYSTEM_LANGUAGE
from core.wording import Wording

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "packaging"))
import translations  # noqa: E402 - it isn't installed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from PySide6.QtWidgets import QApplication

BRACES = string.Formatter()
# After a value stand both forms of a particle, since only the value tells which one fits; but for values that all end
# alike: letters A to D, and counts of bars and beats, in Korean.
HALF_A_PAIR = re.compile(
    r"\{(?!letter|bars|beats|beat\})\w+[^}]*\}[”\"']*(은|는|이|가|을|를|과|와|으로|로)(?![가-힣(])"
)


@pytest.mark.parametrize(
    ("choice", "of_system", "spoken"),
    [
        ("ko", ["en-US"], "ko"),
        ("en", ["ko-KR"], "en"),
        (SYSTEM_LANGUAGE, ["ko-KR", "en-US"], "ko"),
        (SYSTEM_LANGUAGE, ["ko"], "ko"),
        (SYSTEM_LANGUAGE, ["ko_KR"], "ko"),
        (SYSTEM_LANGUAGE, ["fr-FR", "ko-KR", "en"], "ko"),
        (SYSTEM_LANGUAGE, ["kok-IN", "fr"], "en"),
        (SYSTEM_LANGUAGE, [], "en"),
    ],
)
def test_the_systems_language_is_spoken_unless_another_is_chosen(
    choice: str, of_system: list[str], spoken: str
) -> None:
    assert wanted_language(choice, of_system) == spoken


def test_every_language_can_be_chosen_and_kept_and_is_translated_to() -> None:
    assert {SYSTEM_LANGUAGE, *NAMES} == set(CHOICES)
    assert {ENGLISH, *translations.LANGUAGES} == set(NAMES)


@pytest.mark.usefixtures("korean")
def test_texts_their_values_and_qts_own_words_are_said_in_korean() -> None:
    assert tr("Save") == "저장"
    assert tr(Wording("Save")) == "저장"
    assert QCoreApplication.translate("QPlatformTheme", "Cancel") == "취소"
    assert tr("a name from a file") == "a name from a file"


@pytest.mark.usefixtures("korean")
def test_a_wording_among_the_values_is_said_in_korean_too_and_names_are_left() -> None:
    said = tr("{name} is in the tray.", name=Wording("Kick"))

    assert "킥" in said
    assert "Kick" not in said
    assert "{x} 07" in tr("{name} is in the tray.", name="{x} 07")


@pytest.mark.usefixtures("korean")
def test_a_name_that_is_no_unicode_comes_back_as_it_is() -> None:
    assert tr("caf\udce9.mid") == "caf\udce9.mid"
    assert tr("") == ""


def test_english_is_said_as_it_is_written(qapp: QApplication) -> None:
    speak(qapp, "en")

    assert tr("{name} is in the tray.", name="rock 07") == "rock 07 is in the tray."


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_no_text_lacks_its_translation(language: str) -> None:
    assert translations.missing(language) == []


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_translations_are_of_texts_that_there_are(language: str) -> None:
    assert set(translations.translations(language)) == set(translations.texts())


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_a_translation_has_the_values_of_its_text(language: str) -> None:
    for text, translated in translations.translations(language).items():
        assert values_in(translated) == values_in(text), text


def test_particles_after_a_value_are_left_open() -> None:
    wrong = {
        text: translated
        for text, translated in translations.translations("ko").items()
        if HALF_A_PAIR.search(translated)
    }
    assert wrong == {}


@pytest.mark.parametrize("language", translations.LANGUAGES)
def test_what_the_window_reads_is_what_was_translated(language: str, tmp_path: Path) -> None:
    translations.compile_to(language, tmp_path / "fresh.qm")

    shipped = translations.file_of(language).with_suffix(".qm")
    assert shipped.read_bytes() == (tmp_path / "fresh.qm").read_bytes()


def test_texts_are_looked_up_when_they_are_used_not_when_they_are_imported() -> None:
    early = [
        f"{path}:{node.lineno}"
        for path in sorted((ROOT / "beatgen_gui").rglob("*.py"))
        for node in at_import(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr"
    ]
    assert early == []


def test_each_text_is_given_the_values_that_it_names() -> None:
    wrong = [
        f"{path}:{call.lineno}: {text}"
        for package in ("beatgen_gui", "core")
        for path in sorted((ROOT / package).rglob("*.py"))
        for call, function in looked_up(ast.parse(path.read_text(encoding="utf-8")))
        for text in literals(call)
        if (call.keywords or function == "tr") and names_in(text) - {given.arg for given in call.keywords}
        if all(given.arg for given in call.keywords)  # what is given as a whole isn't seen here
    ]
    assert wrong == []


def looked_up(tree: ast.AST) -> Iterator[tuple[ast.Call, str]]:
    """Yield each call that gives a text to be looked up, and by which function it does."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in translations.MARKS:
            yield node, node.func.id


def literals(call: ast.Call) -> list[str]:
    """Return the texts that a call may look up: a constant, or those of a choice between them."""
    choices = call.args[:1]
    if choices and isinstance(choices[0], ast.IfExp):
        choices = [choices[0].body, choices[0].orelse]
    return [choice.value for choice in choices if isinstance(choice, ast.Constant) and isinstance(choice.value, str)]


def names_in(template: str) -> set[str | None]:
    """Return the names of a template's values."""
    return {name for name, _spec, _conversion in values_in(template)}


def values_in(template: str) -> list[tuple[str, str | None, str | None]]:
    """Return the names of a template's values, with how they are written; a text without any may hold other braces."""
    return sorted((name, spec, conversion) for _text, name, spec, conversion in BRACES.parse(template) if name)


def at_import(tree: ast.AST) -> Iterator[ast.AST]:
    """Yield what is run when a module is imported: all but the bodies of its functions."""
    for node in ast.iter_child_nodes(tree):
        yield node
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
                yield default
                yield from at_import(default)
        else:
            yield from at_import(node)
