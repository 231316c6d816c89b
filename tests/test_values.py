"""Our quick values are what `dataclasses` makes of the same declarations, in all that this program uses of them."""

from __future__ import annotations

import copy
import dataclasses
import operator
import pickle
from itertools import product
from typing import get_type_hints

import pytest

from termread import values

COMPARED = (operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge)


def made_by(maker):
    """Return the same classes, made by the module *maker*."""

    @maker.dataclass(frozen=True, slots=True, order=True)
    class Point:
        x: int
        y: int = 0

    @maker.dataclass(frozen=True, slots=True)
    class Named(Point):
        name: str = "nobody"
        tags: tuple[str, ...] = maker.field(default=(), metadata={"says": "what for"})

    @maker.dataclass(slots=True)
    class Bag:
        seen: set[int] = maker.field(default_factory=set)
        count: int = 0

    @maker.dataclass(frozen=True, slots=True)
    class Empty:
        pass

    return Point, Named, Bag, Empty


OURS, THEIRS = made_by(values), made_by(dataclasses)
ARGUMENTS = {
    0: [((1,), {}), ((1, 2), {}), ((), {"x": 1, "y": 2}), ((2, 1), {})],
    1: [((1,), {}), ((1, 2, "a"), {}), ((), {"x": 1, "tags": ("b",)})],
    2: [((), {}), (({1},), {}), ((), {"count": 3})],
    3: [((), {})],
}
WRONG = {
    0: [((), {}), ((1, 2, 3), {}), ((1,), {"x": 2}), ((1,), {"z": 2})],
    1: [((), {}), ((1,), {"size": 2})],
    2: [((1, 2, 3), {})],
    3: [((1,), {})],
}


def outcome(call, *given, **named):
    """Return what *call* gives, or the kind of what it raises."""
    try:
        return call(*given, **named)
    except Exception as error:  # noqa: BLE001 - it is what is compared
        return type(error)


@pytest.mark.parametrize("kind", ARGUMENTS)
def test_they_say_and_hold_the_same(kind):
    for given, named in ARGUMENTS[kind]:
        ours, theirs = OURS[kind](*given, **named), THEIRS[kind](*given, **named)
        assert repr(ours) == repr(theirs)
        assert values.asdict(ours) == dataclasses.asdict(ours) == dataclasses.asdict(theirs)
        assert OURS[kind].__match_args__ == THEIRS[kind].__match_args__
        assert not hasattr(ours, "__dict__")


@pytest.mark.parametrize("kind", WRONG)
def test_they_refuse_the_same_arguments(kind):
    for given, named in WRONG[kind]:
        assert outcome(OURS[kind], *given, **named) is outcome(THEIRS[kind], *given, **named) is TypeError


@pytest.mark.parametrize("kind", ARGUMENTS)
def test_they_compare_and_hash_the_same(kind):
    for one, other in product(ARGUMENTS[kind], repeat=2):
        ours, theirs = [[classes[kind](*given, **named) for given, named in (one, other)] for classes in (OURS, THEIRS)]
        assert [outcome(each, *ours) for each in COMPARED] == [outcome(each, *theirs) for each in COMPARED]
        assert outcome(hash, ours[0]) == outcome(hash, theirs[0])


def test_values_of_two_classes_are_never_equal():
    for classes in (OURS, THEIRS):
        assert classes[0](1, 2) != classes[1](1, 2)
        assert classes[0](1, 2) != (1, 2)


def test_they_never_change_where_they_are_frozen():
    for classes in (OURS, THEIRS):
        point = classes[1](1, 2)
        for change in ((setattr, point, "x", 3), (delattr, point, "name"), (setattr, point, "new", 1)):
            assert issubclass(outcome(*change), AttributeError | TypeError)
        assert (point.x, point.name) == (1, "nobody")
        bag = classes[2]()
        bag.count = 4
        assert bag.count == 4


def test_each_has_a_default_of_its_own():
    for classes in (OURS, THEIRS):
        one, other = classes[2](), classes[2]()
        one.seen.add(1)
        assert other.seen == set()


def test_they_are_replaced_the_same():
    for replace in (values.replace, dataclasses.replace):
        assert replace(OURS[1](1, 2), name="a") == OURS[1](1, 2, "a")
        assert outcome(replace, OURS[0](1), z=1) is outcome(replace, THEIRS[0](1), z=1) is TypeError


def test_their_fields_are_known_the_same():
    for ours, theirs in zip(OURS, THEIRS, strict=True):
        known = [
            (each.name, each.default, each.default_factory, dict(each.metadata), each.type)
            for each in values.fields(ours)
        ]
        assert known == [
            (each.name, each.default, each.default_factory, dict(each.metadata), each.type)
            for each in dataclasses.fields(theirs)
        ]
        assert [each.name for each in dataclasses.fields(ours)] == [each.name for each in values.fields(ours)]
        assert get_type_hints(ours) == get_type_hints(theirs)
        assert dataclasses.is_dataclass(ours)


def test_they_come_through_a_pickle_and_a_copy():
    from termread.article import Mark, Prose
    from termread.config import Config
    from termread.layout import Page

    for value in (Prose("a", (Mark(0, 1, "link", "x"),)), Page(40, justify=True), Config().page):
        assert pickle.loads(pickle.dumps(value)) == value
        assert copy.deepcopy(value) == copy.copy(value) == value


def test_a_pattern_takes_them_apart():
    Point = OURS[0]  # noqa: N806 - a class
    match Point(3, 4):
        case Point(x, y):
            assert (x, y) == (3, 4)
        case _:
            pytest.fail("it does not match")
