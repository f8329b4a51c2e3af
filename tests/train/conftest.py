"""What the tests of the training share: a dataset of a few small files, laid out as the Groove MIDI Dataset is."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import numpy as np
import pytest

from core.midi_file import write_pattern
from core.pattern import Pattern

if TYPE_CHECKING:
    from pathlib import Path

# The models here are so small that waiting for a second thread costs more than it saves. Read when torch is loaded.
os.environ.setdefault("OMP_NUM_THREADS", "1")

SPLITS = ("train", "train", "train", "validation", "validation", "test")
COLUMNS = "drummer,session,id,style,bpm,beat_type,time_signature,midi_filename,audio_filename,duration,split"


@pytest.fixture(scope="session")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with info.csv and six files of eight or nine bars; not to be changed."""
    folder = tmp_path_factory.mktemp("groove")
    random = np.random.default_rng(0)
    rows = [COLUMNS]
    for number, split in enumerate(SPLITS):
        name = f"drummer1/beat_{number}.mid"
        (folder / name).parent.mkdir(exist_ok=True)
        labels = random.choice([0, 1, 2, 4, 5, 6], 16 * (8 + number % 2))
        labels[::4] |= 4  # no gap of a bar, which would end the track
        write_pattern(Pattern.from_labels(labels, velocity=40 + 10 * number), folder / name, 100 + number)
        rows.append(f"drummer1,drummer1/s1,{number},rock/half,{100 + number},beat,4-4,{name},,12.5,{split}")
    rows.append("drummer2,drummer2/s1,9,funk,95,fill,4-4,drummer2/not_unpacked.mid,,3.5,train")
    (folder / "info.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    return folder
