"""The garbage of windows' tests, taken out in the main thread and in an order that Qt bears.

A test's document, services and windows are garbage all at once. Whichever thread collects garbage destroys Qt's objects
in it, and the interpreter dies where one of them, a timer say, belongs to another thread: a worker of the next test
must not come upon them. It also dies where an undo command goes before the stack that holds it, and waits for ever
where a pool goes whose worker still has Python to run. The program itself makes no such garbage: it keeps one document
and its services until it ends.
"""

from __future__ import annotations

import gc
import weakref
from itertools import count

from PySide6 import QtCore, QtGui
from shiboken6 import isValid

from beatgen_gui import document
from beatgen_gui.services import dispatcher

PATIENCE_MS = 5000

_numbers = count()
_pools: dict[int, QtCore.QThreadPool] = {}  # those that haven't been destroyed
_documents: weakref.WeakSet[document.Document] = weakref.WeakSet()

# What is there before the first window, torch above all, stays: looking through it each time would take minutes.
gc.collect()
gc.freeze()


def watch() -> None:
    """Keep an eye on documents and pools that are made from now on."""
    document.QUndoStack = _stack_of  # type: ignore[assignment,misc]
    dispatcher.QThreadPool = _pool_of  # type: ignore[assignment,misc]


def take_out() -> None:
    """Let workers end and commands go, and then collect garbage."""
    for pool in filter(isValid, list(_pools.values())):  # one may go without a word
        pool.clear()
        pool.waitForDone(PATIENCE_MS)
    for left in filter(isValid, list(_documents)):
        left.undo_stack.blockSignals(True)
        left.undo_stack.clear()
    gc.collect()


def _stack_of(parent: document.Document) -> QtGui.QUndoStack:
    _documents.add(parent)
    return QtGui.QUndoStack(parent)


def _pool_of(parent: QtCore.QObject) -> QtCore.QThreadPool:
    pool, number = QtCore.QThreadPool(parent), next(_numbers)
    _pools[number] = pool
    # Python doesn't learn of every end of an object whose parent goes.
    pool.destroyed.connect(lambda: _pools.pop(number, None))
    return pool
