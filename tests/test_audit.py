"""The audit hears what the program may not do, and nothing else."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

CONFTEST = Path(__file__).with_name("conftest.py")
CONFIGURATION = """
[pytest]
markers =
    logs
    leftovers
    shared
"""
PROGRAM = """
import collections, gc, os, pickle, socket, subprocess, sys, threading
from pathlib import Path

def connect():
    with socket.socket() as lonely:
        lonely.connect_ex(("127.0.0.1", 9))

def listen():
    with socket.socket() as lonely:
        lonely.bind(("127.0.0.1", 0))

def start():
    subprocess.run([sys.executable, "-c", ""], check=True)

class Odd(str):
    def __repr__(self):
        raise RuntimeError

def start_oddly():
    subprocess.run([Odd(sys.executable), "-c", ""], check=True)

class Leaver:
    def __init__(self, path):
        self.path, self.itself = path, self

    def __del__(self):
        write(self.path)

def in_a_thread():
    thread = threading.Thread(target=start)
    thread.start()
    thread.join()

def unpickle():
    pickle.loads(pickle.dumps(Path()))

def run_data():
    exec("1 + 1")

def write(path):
    with open(path, "w") as file:
        file.write("x")

def remove(path):
    Path(path).unlink(missing_ok=True)

def replace(path, other):
    os.replace(path, other)

def read(path):
    Path(path).read_bytes()

def import_more():
    import statistics
    collections.namedtuple("Pair", "a b")

def leave(path):
    gc.collect()
    Leaver(path)
    gc.collect()

def pair():
    for end in socket.socketpair():
        end.close()
"""
SAMPLES = """
import os, subprocess, sys
from pathlib import Path
import pytest
from core import acts

OUTSIDE = str(Path(__file__).parent / "outside")

def test_connects(): acts.connect()
def test_listens(): acts.listen()
def test_starts(): acts.start()
def test_starts_oddly(): acts.start_oddly()
def test_starts_in_a_thread(): acts.in_a_thread()
def test_unpickles(): acts.unpickle()
def test_runs_data(): acts.run_data()
def test_writes_elsewhere(): acts.write(OUTSIDE)
def test_removes_elsewhere(): acts.remove(OUTSIDE)

def test_replaces_elsewhere(tmp_path):
    acts.write(tmp_path / "new")
    acts.replace(tmp_path / "new", OUTSIDE)

def test_may_write_to_a_temporary_folder(tmp_path): acts.write(tmp_path / "new")
def test_may_write_to_nothing(): acts.write(os.devnull)
def test_may_read(): acts.read(__file__)
def test_may_import_and_make_classes(): acts.import_more()
def test_may_write_where_garbage_is_collected(): acts.leave(OUTSIDE)
def test_may_join_its_threads_by_a_pair(): acts.pair()

def test_may_do_anything_itself():
    subprocess.run([sys.executable, "-c", ""], check=True)
    Path(OUTSIDE).write_text("x")
    exec("1 + 1")
"""
FOUND = {
    "connects": "socket.__new__",
    "listens": "socket.__new__*; socket.bind",
    "starts": "subprocess.Popen",
    "starts_oddly": "subprocess.Popen of *Odd",
    "starts_in_a_thread": "subprocess.Popen",
    "unpickles": "pickle.find_class",
    "runs_data": "compile of *; exec",
    "writes_elsewhere": "open",
    "removes_elsewhere": "os.remove",
    "replaces_elsewhere": "os.rename",
}


@pytest.fixture
def samples(pytester: pytest.Pytester) -> pytest.Pytester:
    """A project with a program and with tests of it, outside the folder that may be written to."""
    text = CONFTEST.read_text(encoding="utf-8")
    root, audit = "ROOT = Path(__file__).resolve().parent.parent", "Audit(ROOT)"
    assert root in text
    assert audit in text
    text = text.replace(root, "ROOT = Path(__file__).resolve().parent")
    pytester.makeconftest(text.replace(audit, 'Audit(ROOT, (str(ROOT / "temporary"), "/dev"))'))
    pytester.makefile(".ini", pytest=CONFIGURATION)
    pytester.mkdir("core").joinpath("acts.py").write_text(PROGRAM, encoding="utf-8")
    tests = pytester.mkdir("tests")
    shutil.copy(CONFTEST.with_name("audit.py"), tests)
    tests.joinpath("test_acts.py").write_text(SAMPLES, encoding="utf-8")
    return pytester


def test_what_the_program_may_not_do_fails_the_test_that_made_it(samples: pytest.Pytester) -> None:
    options = ("-p", "no:cacheprovider", "--basetemp=temporary", "--import-mode=importlib")
    result = samples.runpytest_subprocess(*options, "-o", "pythonpath=.")
    result.assert_outcomes(passed=17, errors=10)
    for name, event in FOUND.items():
        result.stdout.fnmatch_lines_random([f"ERROR tests/test_acts.py::test_{name} *", f"*: {event}*acts.py:*"])


def test_with_the_option_nothing_is_audited(samples: pytest.Pytester) -> None:
    options = (
        "--no-audit",
        "-p",
        "no:cacheprovider",
        "--basetemp=temporary",
        "--import-mode=importlib",
        "-k",
        "connects",
    )
    samples.runpytest_subprocess(*options, "-o", "pythonpath=.").assert_outcomes(passed=1, deselected=16)
