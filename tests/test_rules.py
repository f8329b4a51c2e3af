"""The rules that every test runs under do catch what they are there for."""

from __future__ import annotations

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
SAMPLES = """
import logging, os, subprocess, sys, threading
import pytest

CHILD = [sys.executable, "-c", "import sys; sys.stdin.read()"]
children = []
release = threading.Event()

def start_child():
    children.append(subprocess.Popen(CHILD, stdin=subprocess.PIPE))

def test_logs():
    logging.getLogger("somewhere").warning("the port is gone")

@pytest.mark.logs
def test_means_to_log():
    logging.getLogger("somewhere").warning("the port is gone")

def test_logs_quietly():
    logging.getLogger("somewhere").info("all is well")

def test_leaves_a_thread():
    threading.Thread(target=release.wait, name="forgotten").start()

def test_ends_its_thread():
    thread = threading.Thread(target=lambda: None)
    thread.start()

def test_leaves_a_process():
    start_child()

@pytest.mark.leftovers
def test_means_to_leave_a_process():
    start_child()

def test_ends_its_process():
    start_child()
    children.pop().communicate()

@pytest.mark.shared
def test_needs_the_reference_material(shared):
    raise AssertionError("must be skipped")

def test_cannot_see_the_users_settings(tmp_path):
    assert os.environ["XDG_CONFIG_HOME"].startswith(str(tmp_path.parent.parent))

def teardown_module():
    release.set()
    for child in children:
        child.communicate()
"""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="only Linux tells a process its children")
def test_what_is_logged_or_left_behind_fails_the_test_that_did_it(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(CONFTEST.read_text(encoding="utf-8").replace("GRACE_S = 2.0", "GRACE_S = 0.2"))
    pytester.makefile(".ini", pytest=CONFIGURATION)
    pytester.makepyfile(SAMPLES)
    result = pytester.runpytest_subprocess("-rs", "-p", "no:cacheprovider", "--no-audit")
    result.assert_outcomes(passed=9, errors=3, skipped=1)
    result.stdout.fnmatch_lines_random(
        [
            "*ERROR at teardown of test_logs *",
            "*WARNING somewhere: the port is gone",
            "*ERROR at teardown of test_leaves_a_thread *",
            "*left behind*: thread forgotten",
            "*ERROR at teardown of test_leaves_a_process *",
            "*left behind*: process * (*sys.stdin.read()*",
            "SKIPPED*the reference material is not at*",
        ]
    )
