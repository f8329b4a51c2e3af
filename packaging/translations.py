"""Collect the window's texts for translation, and compile the translations that the window reads.

Usage, from the project's folder:

    .venv/bin/python packaging/translations.py collect    # new and changed texts into resources/translations/*.ts
    .venv/bin/python packaging/translations.py compile    # each *.ts into the *.qm beside it
    .venv/bin/python packaging/translations.py missing    # which texts have no translation yet

In between, Qt Linguist (``pyside6-linguist``) or any editor translates what ``missing`` lists. Texts are the literals
given to ``tr`` and ``Wording`` (beatgen_gui/language.py, core/wording.py). Qt's own tools do the rest; their reader
of Python takes the class around a text for its context, which is why the texts are found here.
"""

from __future__ import annotations

import argparse
import ast
import os
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "translations"
LANGUAGES = ("ko",)
CONTEXT = "BeatGen"
MARKS = ("tr", "Wording")


def main(arguments: list[str]) -> int:
    """Do what was asked; 1 where something is missing."""
    parser = argparse.ArgumentParser(description="The translations of the window.")
    parser.add_argument("task", choices=("collect", "compile", "missing"))
    task = parser.parse_args(arguments).task
    if task == "collect":
        collect()
    elif task == "compile":
        for language in LANGUAGES:
            compile_to(language, file_of(language).with_suffix(".qm"))
    else:
        lacking = {language: missing(language) for language in LANGUAGES}
        for language, texts in lacking.items():
            for text in texts:
                print(f"{language}: {text!r}")
        return int(any(lacking.values()))
    return 0


def file_of(language: str) -> Path:
    """Return the file that holds a language's translations."""
    return FOLDER / f"beatgen_{language}.ts"


def texts() -> list[str]:
    """Return every text of the window, in the order of the files.

    Raises:
        SyntaxError: One isn't a literal, so that it can't be looked up.
    """
    found: dict[str, None] = {}
    for package in ("beatgen_gui", "core"):
        for path in sorted((ROOT / package).rglob("*.py")):
            for text in _texts_of(path):
                found[text] = None
    return list(found)


def missing(language: str) -> list[str]:
    """Return the texts that a language has no translation of."""
    translated = translations(language)
    return [text for text in texts() if not translated.get(text)]


def translations(language: str) -> dict[str, str]:
    """Return a language's translations by their English texts; empty where there is none yet."""
    tree = ET.parse(file_of(language))  # noqa: S314 - our own file
    messages = tree.iterfind(f"context[name='{CONTEXT}']/message")
    return {message.findtext("source", ""): message.findtext("translation", "") for message in messages}


def collect() -> None:
    """Bring the ``.ts`` files up to the code: new texts come in untranslated, those that are no more go."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder) / "texts.py"
        calls = (f"QCoreApplication.translate({CONTEXT!r}, {_quoted(text)})" for text in texts())
        listed.write_text("\n".join(calls), encoding="utf-8")
        for language in LANGUAGES:
            _run("lupdate", "-no-obsolete", "-locations", "none", "-source-language", "en",
                 "-target-language", language, str(listed), "-ts", str(file_of(language)))  # fmt: skip


def compile_to(language: str, path: Path) -> None:
    """Write what ``QTranslator`` loads."""
    _run("lrelease", "-silent", "-compress", str(file_of(language)), "-qm", str(path))


def _texts_of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and _name(node.func) in MARKS and node.args:
            yield from _literals(node.args[0], path)


def _name(function: ast.expr) -> str:
    return function.id if isinstance(function, ast.Name) else ""


def _literals(text: ast.expr, path: Path) -> Iterator[str]:
    """Yield the literals that a text may be; a mere name stands for a ``Wording``, collected where it is made."""
    if isinstance(text, ast.Constant) and isinstance(text.value, str):
        if text.value:
            yield text.value
    elif isinstance(text, ast.IfExp):
        yield from _literals(text.body, path)
        yield from _literals(text.orelse, path)
    elif isinstance(text, ast.JoinedStr | ast.BinOp):
        raise SyntaxError(f"{path}:{text.lineno}: a text to be translated must be a literal")  # noqa: TRY004


def _quoted(text: str) -> str:
    """Return a text as lupdate reads it: between double quotes, with the escapes of C."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def _run(tool: str, *arguments: str) -> None:
    """Run one of Qt's tools, which lie beside PySide6."""
    import PySide6

    suffix = ".exe" if os.name == "nt" else ""
    subprocess.run([str(Path(PySide6.__file__).parent / f"{tool}{suffix}"), *arguments], check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
