"""Where things lie on the map: what the mouse points at, where the arrow keys lead, which letters styles have."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor

from beatgen_gui.theme import DARK, LIGHT, Theme
from beatgen_gui.tray.map_colours import _contrast, hues_of, style_colour
from beatgen_gui.tray.map_places import (
    AHEAD,
    DOT,
    EDGE,
    SMALL_DOT,
    Spot,
    Spots,
    card_rect,
    label_rects,
    letters_of,
)
from core.pattern import Pattern
from core.space_map import map_of_model
from core.take import Take

ROOM = QRect(0, 0, 400 + 2 * EDGE, 200 + 2 * EDGE)
KEY = Qt.Key
places = st.tuples(st.floats(0, 1), st.floats(0, 1))
SILENCE = Pattern.empty()


def spots(*where: tuple[float, float], room: QRect = ROOM) -> Spots:
    return Spots([Spot(Take(SILENCE, f"Take {n}", number=n), place) for n, place in enumerate(where, 1)], room)


def test_places_fill_the_map_but_for_its_edge() -> None:
    found = spots()
    assert found.point((0, 0)) == QPointF(EDGE, EDGE)
    assert found.point((1, 1)) == QPointF(EDGE + 400, EDGE + 200)


def test_the_nearest_take_within_reach_is_pointed_at() -> None:
    found = spots((0.5, 0.5), (0.52, 0.5))
    here = found.point((0.5, 0.5))
    assert found.at(here).take.number == 1
    assert found.at(here + QPointF(5, 0)).take.number == 2
    assert found.at(here - QPointF(DOT, 0)).take.number == 1
    assert found.at(here - QPointF(DOT + 20, 0)) is None
    assert spots().at(here) is None


def test_many_takes_are_small() -> None:
    assert spots((0, 0), (1, 1)).radius == DOT
    assert spots(*[(0.5, 0.5)] * 500).radius == SMALL_DOT


@pytest.mark.parametrize(("key", "number"), [(KEY.Key_Right, 3), (KEY.Key_Left, 2), (KEY.Key_Up, 4), (KEY.Key_Down, 5)])
def test_the_arrow_keys_lead_to_the_nearest_take_in_their_direction(key: Qt.Key, number: int) -> None:
    found = spots((0.5, 0.5), (0.2, 0.5), (0.7, 0.55), (0.5, 0.1), (0.55, 0.9), (0.9, 0.5))
    assert found.beside(1, AHEAD[key]).take.number == number


def test_there_is_nothing_beyond_the_last_take() -> None:
    assert spots((0.5, 0.5), (0.2, 0.5)).beside(1, AHEAD[KEY.Key_Right]) is None


def test_the_arrow_keys_come_to_every_take_of_one_place() -> None:
    found = spots((0.5, 0.5), (0.5, 0.5), (0.5, 0.5))
    assert [found.beside(number, AHEAD[KEY.Key_Right]).take.number for number in (1, 2)] == [2, 3]
    assert found.beside(3, AHEAD[KEY.Key_Left]).take.number == 2


@given(st.lists(places, min_size=2, max_size=12), st.sampled_from(list(AHEAD)))
def test_where_an_arrow_key_leads_its_opposite_leads_back_towards(
    where: list[tuple[float, float]], key: Qt.Key
) -> None:
    found = spots(*where)
    there = found.beside(1, AHEAD[key])
    if there is not None:
        back = (-AHEAD[key][0], -AHEAD[key][1])
        assert found.beside(there.take.number, back) is not None


def test_a_take_is_found_by_its_number() -> None:
    found = spots((0.5, 0.5))
    assert found.of(1) is found.spots[0]
    assert found.of(7) is None
    assert found.of(None) is None


def test_styles_have_the_fewest_letters_that_tell_them_apart() -> None:
    letters = letters_of(["afrobeat", "afrocuban", "blues", "highlife", "hiphop", "pop", "punk", "reggae", "rock"])
    assert list(letters.values()) == ["Ab", "Ac", "B", "Hg", "Hp", "Po", "Pu", "Re", "Ro"]


@given(st.sets(st.sampled_from(["rock", "rocks", "reggae", "", "r", "soul", "funk", "fusion"])))
def test_every_style_has_letters(styles: set[str]) -> None:
    letters = letters_of(styles)
    assert set(letters) == styles
    assert all(len(found) <= 2 for found in letters.values())


@given(st.lists(places, max_size=20))
def test_names_stay_inside_and_off_each_other(where: list[tuple[float, float]]) -> None:
    room = QRectF(10, 10, 200, 100)
    points = [QPointF(10 + 200 * x, 10 + 100 * y) for x, y in where]
    rects = label_rects([(60.0, 14.0)] * len(points), points, room)
    shown = [rect for rect in rects if rect is not None]
    assert all(room.contains(rect) for rect in shown)
    assert not any(one.intersects(other) for at, one in enumerate(shown) for other in shown[:at])
    assert not rects or rects[0] is not None


@given(places)
def test_a_card_stays_inside_and_off_its_take_where_there_is_room(place: tuple[float, float]) -> None:
    room = QRectF(0, 0, 400, 300)
    point = QPointF(400 * place[0], 300 * place[1])
    card = card_rect((160.0, 70.0), point, 10.0, room)
    assert room.contains(card)
    assert not card.contains(point)


@pytest.mark.parametrize("theme", [DARK, LIGHT], ids=lambda theme: theme.name)
def test_the_styles_names_can_be_read(theme: Theme) -> None:
    space_map = map_of_model()
    assert space_map is not None
    hues = hues_of(space_map)
    assert len(set(hues.values())) == len(space_map.style_names)
    assert all(_contrast(style_colour(hue, theme.lane), QColor(theme.lane)) >= 4.5 for hue in hues.values())
