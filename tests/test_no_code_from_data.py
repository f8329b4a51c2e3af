"""Nothing in the program runs what a file says: no pickles, no evaluated text, no shell.

ruff's rules ask for most of this too, but a comment silences them.
"""

from __future__ import annotations

import ast
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).resolve().parent.parent
SOURCES = sorted(path for name in ("core", "train", "beatgen_gui") for path in (ROOT / name).rglob("*.py"))
NAMES = {"eval", "exec", "compile", "__import__"}
CALLS = {"os.system", "os.popen", "yaml.load", "runpy.run_path", "joblib.load", "shelve.open", "torch.jit.load"}
CALLS |= {f"{module}.{name}" for module in ("pickle", "marshal", "dill") for name in ("load", "loads", "Unpickler")}


def offences(source: str) -> Iterator[str]:
    """Return the calls that run data, each with its line."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            name, options = ast.unparse(node.func), {word.arg: ast.unparse(word.value) for word in node.keywords}
            unsafe = name in NAMES | CALLS or (name == "torch.load" and options.get("weights_only") != "True")
            if unsafe or any(options.get(word, "False") != "False" for word in ("shell", "allow_pickle")):
                yield f"line {node.lineno}: {name}"
        elif isinstance(node, ast.ImportFrom) and node.module in {"pickle", "marshal", "shelve", "dill"}:
            yield f"line {node.lineno}: from {node.module}"


@pytest.mark.parametrize(
    "source",
    [
        "eval(text)",
        "pickle.loads(data)",
        "from pickle import loads",
        "pickle.Unpickler(file).load()",
        "subprocess.run(words, shell=True)",
        "np.load(path, allow_pickle=True)",
        "torch.load(path)",
        "torch.load(path, weights_only=False)",
        "yaml.load(text)",
        "os.system(words)",
    ],
)
def test_a_call_that_runs_data_is_found(source: str) -> None:
    assert len(list(offences(source))) == 1


@pytest.mark.parametrize(
    "source",
    ["torch.load(path, weights_only=True)", "np.load(path, allow_pickle=False)", "model.eval()", "dialog.exec()"],
)
def test_what_only_sounds_like_it_is_not(source: str) -> None:
    assert list(offences(source)) == []


def test_the_program_runs_no_data() -> None:
    found = {str(path): list(offences(path.read_text(encoding="utf-8"))) for path in SOURCES}
    assert len(found) > 100
    assert {path: calls for path, calls in found.items() if calls} == {}
