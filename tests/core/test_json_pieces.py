"""Reading an object piece by piece gives what reading it as a whole gives."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core import json_pieces
from core.json_pieces import members

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4),
    max_leaves=12,
)
OBJECTS = st.dictionaries(st.text(max_size=4), JSON, max_size=5)


@pytest.fixture(params=[1, 3, 1 << 16])
def window(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> int:
    """How many characters are looked at first; few, so that values lie across the edge."""
    monkeypatch.setattr(json_pieces, "_FIRST_WINDOW", request.param)
    return int(request.param)


def whole(text: str) -> dict[str, object]:
    return {name: value for name, value in members(text, "takes") if name != "takes"}


@pytest.mark.parametrize("size", [1, 3, 1 << 16])
@given(OBJECTS, st.lists(JSON, max_size=4), st.sampled_from([None, 1]))
def test_all_members_come_in_order_and_the_long_list_one_by_one(
    size: int, values: dict[str, object], long: list[object], indent: int | None
) -> None:
    values = {**values, "takes": long, "last": 12345.678}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(json_pieces, "_FIRST_WINDOW", size)
        found = list(members(json.dumps(values, indent=indent), "takes"))
    expected = [(name, value) for name, value in values.items() if name != "takes"]
    assert [item for item in found if item[0] != "takes"] == expected
    assert [value for name, value in found if name == "takes"] == long


def test_a_number_is_read_to_its_end(window: int) -> None:
    assert whole('{"a": 123456, "b": -1.5e3}') == {"a": 123456, "b": -1500.0}


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{",
        '{"a"}',
        '{"a": }',
        '{"a": 1,}',
        '{"a": 1 "b": 2}',
        '{"a": 1}}',
        '{"a": 1, "a": 2}',
        '{"a": {"b": 1, "b": 2}}',
        "{1: 2}",
        '{"takes": [1,]}',
        '{"takes": [1 2]}',
        '{"takes": [1}',
        '{"a": -Infinity}',
        '{"a": ' + "[" * 100_000,
    ],
)
def test_what_is_no_json_object_is_refused(window: int, text: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        list(members(text, "takes"))
