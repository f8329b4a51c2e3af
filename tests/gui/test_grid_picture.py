"""The kept picture of the grid: painting only what changed shows the same as painting everything."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from beatgen_gui.geometry import Cell, Geometry
from beatgen_gui.roll.grid_picture import GridPicture, Scene
from beatgen_gui.theme import DARK
from core.beat import Beat
from core.cells import Cells
from core.ghosts import Ghosts
from core.mix import Mix
from core.note_events import Section
from core.pattern import Pattern
from core.take import Take

if TYPE_CHECKING:
    from PySide6.QtGui import QColor, QImage
    from PySide6.QtWidgets import QApplication

STEPS, VOICES, KICK, RIDE = 32, 9, 0, 8
GEOMETRY = Geometry(640, 270, STEPS)
OTHER_GEOMETRY = Geometry(640, 270, STEPS, first_step=3.5, shown_steps=9.25)


def beat_of(pattern: Pattern) -> Beat:
    return Beat.of(Take(pattern, "Beat"))


def scene_of(pattern: Pattern, **others: object) -> Scene:
    return Scene(beat_of(pattern), Cells.none(pattern.step_count), **others)  # type: ignore[arg-type]


def shown(scene: Scene, geometry: Geometry = GEOMETRY, ratio: float = 1.0) -> QImage:
    return GridPicture(DARK).of(scene, geometry, ratio).toImage()


def colours_in(image: QImage, geometry: Geometry, cell: Cell) -> set[str]:
    square = geometry.cell_rect(cell).adjusted(1, 1, -1, -1)
    places = itertools.product(range(square.left(), square.right()), range(square.top(), square.bottom()))
    return {image.pixelColor(x, y).name().upper() for x, y in places}


@st.composite
def scenes(draw: st.DrawFn) -> list[Scene]:
    """Draw some scenes, each a few cells away from the one before, and now and then another one."""
    random = np.random.default_rng(draw(st.integers(0, 2**31)))
    hits = np.where(random.random((STEPS, VOICES)) < 0.4, random.integers(1, 128, (STEPS, VOICES)), 0)
    scene = scene_of(Pattern(hits, random.uniform(-0.5, 0.49, (STEPS, VOICES))))
    ghosts = Ghosts(random.random((STEPS, VOICES)), np.full((STEPS, VOICES), 90))
    found = [scene]
    for _ in range(draw(st.integers(1, 6))):
        scene = changed(scene, draw(st.integers(0, 7)), random, ghosts)
        found.append(scene)
    return found


def changed(scene: Scene, kind: int, random: np.random.Generator, ghosts: Ghosts) -> Scene:
    beat, step, voice = scene.beat, int(random.integers(STEPS)), int(random.integers(VOICES))
    if kind == 0:
        hit = beat.pattern.with_hit(step, voice, int(random.integers(1, 128)), float(random.uniform(-0.5, 0.49)))
        return replace(scene, beat=beat.with_pattern(hit))
    if kind == 1:
        return replace(scene, beat=beat.with_pattern(beat.pattern.without_hit(step, voice)))
    if kind == 2:
        return replace(scene, beat=replace(beat, locked=beat.locked.toggled(Cells.of(STEPS, [(step, voice)]))))
    if kind == 3:
        return replace(scene, selected=Cells.box(STEPS, (step, step + 5), (voice,)))
    if kind == 4:
        return replace(scene, ghosts=None if scene.ghosts else ghosts)
    if kind == 5:
        return replace(scene, compared=Pattern(np.roll(beat.pattern.velocity, 1, axis=0)))
    if kind == 6:
        held = beat.feel.held.toggled(Cells.of(STEPS, [(step, voice)]))
        return replace(scene, beat=replace(beat, own_feel=replace(beat.feel, held=held)))
    return replace(scene, beat=replace(beat, mix=Mix().with_mute(voice, True)), loop=Section(0, 1920))


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(found=scenes(), ratio=st.sampled_from([1.0, 1.25, 2.0]), other=st.booleans())
def test_a_picture_painted_from_the_one_before_is_the_one_painted_at_once(
    qapp: QApplication, found: list[Scene], ratio: float, other: bool
) -> None:
    geometry = OTHER_GEOMETRY if other else GEOMETRY
    kept = GridPicture(DARK)
    for scene in found:
        image = kept.of(scene, geometry, ratio).toImage()
        assert image == shown(scene, geometry, ratio)


def test_the_picture_has_the_screens_own_pixels(qapp: QApplication) -> None:
    picture = GridPicture(DARK).of(scene_of(Pattern.empty(2)), GEOMETRY, 2.0)
    assert (picture.width(), picture.height(), picture.devicePixelRatio()) == (1280, 540, 2.0)


@pytest.mark.parametrize("velocity", [10, 127])
def test_a_locked_cell_shows_by_a_pattern_with_and_without_a_hit(qapp: QApplication, velocity: int) -> None:
    cell, pattern = Cell(4, KICK), Pattern.empty(2)
    for notes in (pattern, pattern.with_hit(*cell, velocity=velocity)):
        beat = beat_of(notes)
        free = shown(Scene(beat, Cells.none(STEPS)))
        locked = shown(Scene(replace(beat, locked=Cells.of(STEPS, [cell])), Cells.none(STEPS)))
        row = GEOMETRY.cell_rect(cell).bottom() - 5
        assert changes_along(locked, row, cell) > changes_along(free, row, cell) + 2


def changes_along(image: QImage, row: int, cell: Cell) -> int:
    """Return how often the brightness changes direction along a row of a cell."""
    square = GEOMETRY.cell_rect(cell).adjusted(2, 0, -2, 0)
    line = [image.pixelColor(x, row).lightness() for x in range(square.left(), square.right())]
    signs = [sign for sign in np.sign(np.diff(line)).tolist() if sign]
    return sum(one != other for one, other in itertools.pairwise(signs))


def test_a_ghost_is_an_outline_that_grows_with_the_probability(qapp: QApplication) -> None:
    probability = np.zeros((STEPS, VOICES), np.float32)
    probability[[2, 3, 4], RIDE] = (0.03, 0.3, 0.95)
    image = shown(scene_of(Pattern.empty(2), ghosts=Ghosts(probability, np.full((STEPS, VOICES), 90))))
    empty = shown(scene_of(Pattern.empty(2)))
    counts = [differing(image, empty, Cell(step, RIDE)) for step in (2, 3, 4)]
    assert counts[0] == 0 < counts[1] < counts[2]
    middle = GEOMETRY.hit_rect(Cell(4, RIDE), 121, 0.0).center().toPoint()
    assert image.pixelColor(middle) == empty.pixelColor(middle)


def differing(one: QImage, other: QImage, cell: Cell) -> int:
    square = GEOMETRY.cell_rect(cell)
    places = itertools.product(range(square.left(), square.right()), range(square.top(), square.bottom()))
    return sum(one.pixelColor(*place) != other.pixelColor(*place) for place in places)


def test_where_there_is_a_hit_there_is_no_ghost(qapp: QApplication) -> None:
    cell = Cell(3, KICK)
    scene = scene_of(Pattern.empty(2).with_hit(*cell))
    ghosts = Ghosts(np.ones((STEPS, VOICES)), np.full((STEPS, VOICES), 90))
    assert differing(shown(replace(scene, ghosts=ghosts)), shown(scene), cell) == 0


def test_where_the_model_may_not_play_there_is_no_ghost(qapp: QApplication) -> None:
    cell, ghosts = Cell(3, KICK), Ghosts(np.ones((STEPS, VOICES)), np.full((STEPS, VOICES), 90))
    beat = replace(beat_of(Pattern.empty(2)), locked=Cells.of(STEPS, [cell]))
    scene = Scene(beat, Cells.none(STEPS))
    with_ghosts = shown(replace(scene, ghosts=ghosts))
    assert differing(with_ghosts, shown(scene), cell) == 0
    assert differing(with_ghosts, shown(scene), Cell(4, KICK))


@pytest.mark.parametrize(("cell", "offset"), [(Cell(0, KICK), -0.45), (Cell(STEPS - 1, KICK), 0.45)])
@pytest.mark.parametrize("geometry", [GEOMETRY, Geometry(640, 270, STEPS, first_step=0, shown_steps=STEPS)])
def test_a_hit_that_leans_out_of_the_beat_is_shown_whole(
    qapp: QApplication, cell: Cell, offset: float, geometry: Geometry
) -> None:
    leaning, straight = (scene_of(Pattern.empty(2).with_hit(*cell, offset=by)) for by in (offset, 0.0))
    assert shown(leaning, geometry) == shown(straight, geometry)


def test_a_hit_at_the_edge_of_what_is_in_sight_leans_as_it_is(qapp: QApplication) -> None:
    geometry = Geometry(640, 270, STEPS, first_step=8, shown_steps=8)
    early, straight = (scene_of(Pattern.empty(2).with_hit(8, KICK, offset=by)) for by in (-0.4, 0.0))
    assert shown(early, geometry) != shown(straight, geometry)


def test_differences_of_a_silent_voice_are_dimmed(qapp: QApplication) -> None:
    theirs = Pattern.empty(2).with_hit(4, KICK, 100)
    silent = replace(beat_of(Pattern.empty(2)), mix=Mix().with_mute(KICK, True))
    bright, dim = (
        shown(Scene(beat, Cells.none(STEPS), compared=theirs)) for beat in (beat_of(Pattern.empty(2)), silent)
    )
    assert brightest(dim, Cell(4, KICK)) < brightest(bright, Cell(4, KICK)) * 2 / 3


def brightest(image: QImage, cell: Cell) -> int:
    square = GEOMETRY.cell_rect(cell).adjusted(1, 1, -1, -1)
    places = itertools.product(range(square.left(), square.right()), range(square.top(), square.bottom()))
    return max(image.pixelColor(*place).lightness() for place in places)


def test_differences_from_another_beat_are_marked_by_shape(qapp: QApplication) -> None:
    ours = Pattern.empty(2).with_hit(1, KICK, 100).with_hit(2, KICK, 100).with_hit(3, KICK, 100).with_hit(5, KICK, 100)
    theirs = Pattern.empty(2).with_hit(2, KICK, 60).with_hit(3, KICK, 95).with_hit(4, KICK, 100).with_hit(5, KICK, 127)
    plain, marked = shown(scene_of(ours)), shown(scene_of(ours, compared=theirs))
    changed_cells = {step for step in range(8) if differing(plain, marked, Cell(step, KICK))}
    assert changed_cells == {1, 2, 4, 5}
    pictures = {marked.copy(corner(step)).convertToFormat(marked.format()).bits().tobytes() for step in (1, 2, 5)}
    assert len(pictures) == 3


def corner(step: int) -> object:
    square = GEOMETRY.cell_rect(Cell(step, KICK))
    return square.adjusted(square.width() - 10, 2, -2, -square.height() + 10)


def test_a_compared_beat_or_ghosts_of_another_length_show_as_far_as_they_go(qapp: QApplication) -> None:
    pattern = Pattern.empty(2).with_hit(20, KICK)
    ghosts = Ghosts(np.ones((16, VOICES)), np.full((16, VOICES), 90))
    image = shown(scene_of(pattern, compared=Pattern.empty(1), ghosts=ghosts))
    assert differing(image, shown(scene_of(pattern)), Cell(20, KICK))
    assert not differing(image, shown(scene_of(pattern)), Cell(24, KICK))


def test_a_selected_cell_is_framed(qapp: QApplication) -> None:
    cell = Cell(8, RIDE)
    image = shown(replace(scene_of(Pattern.empty(2)), selected=Cells.of(STEPS, [cell])))
    edge: QColor = image.pixelColor(GEOMETRY.cell_rect(cell).topLeft())
    assert edge.name().upper() == DARK.accent


def test_a_theme_whose_colours_change_is_painted_anew_after_forgetting(qapp: QApplication) -> None:
    scene, picture = scene_of(Pattern.empty(2).with_hit(3, KICK, 127)), GridPicture(theme := replace(DARK))
    before = picture.of(scene, GEOMETRY, 1.0).toImage()
    theme.lane = "#FFFFFF"
    picture.forget()
    after = picture.of(scene, GEOMETRY, 1.0).toImage()
    place = GEOMETRY.cell_rect(Cell(9, KICK)).center()
    assert (before.pixelColor(place).name().upper(), after.pixelColor(place).name().upper()) == (DARK.lane, "#FFFFFF")
    assert colours_in(after, GEOMETRY, Cell(3, KICK)) & {DARK.families["kick"]}


def test_a_hit_that_was_set_by_hand_is_underlined_where_it_stands(qapp: QApplication) -> None:
    cell = Cell(4, KICK)
    free = beat_of(Pattern.empty(2).with_hit(*cell, offset=0.25).with_hit(9, RIDE))
    held = replace(free, own_feel=replace(free.feel, held=Cells.of(STEPS, [cell, (20, RIDE)])))  # there is no hit at 20
    before, after = (shown(Scene(beat, Cells.none(STEPS))) for beat in (free, held))
    places = itertools.product(range(after.width()), range(after.height()))
    changed_places = [place for place in places if before.pixelColor(*place) != after.pixelColor(*place)]
    square = GEOMETRY.cell_rect(cell)
    assert {after.pixelColor(*place).name().upper() for place in changed_places} == {DARK.text_quiet}
    assert min(x for x, _ in changed_places) == square.left() + 1 + square.width() // 4
    assert {y for _, y in changed_places} == {square.bottom() - 1, square.bottom()}
