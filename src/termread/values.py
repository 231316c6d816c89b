"""Value classes: the part of `dataclasses` that this program uses, with classes created eight times as fast.

Every start creates some sixty of these classes, in each of two processes, before any of the article can be shown.
Type checkers, and `dataclasses` itself, see plain dataclasses.
"""

from __future__ import annotations

from operator import attrgetter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from dataclasses import asdict, dataclass, field, fields, replace
    from typing import Any
else:

    def dataclass(*, frozen=False, slots=True, eq=True, order=False):
        """Return a decorator that makes a class a value with its annotated attributes as slots."""
        assert slots

        def make(kind):
            return _made(kind, frozen=frozen, eq=eq, order=order)

        return make

    def field(**given):
        """Return a field specifier with options: `default_factory`, `metadata`."""
        return _More(given)

    def fields(value):
        """Return the fields of *value* or its class."""
        return tuple(value.__dataclass_fields__.values())

    def asdict(value):
        """Return the attributes of *value* by name, without recursing."""
        return {name: getattr(value, name) for name in value.__match_args__}

    def replace(value, /, **changes):
        """Return a copy of *value* with *changes*."""
        return type(value)(**asdict(value) | changes)


__all__ = ["asdict", "dataclass", "field", "fields", "replace"]


class _More:
    """A default with options."""

    def __init__(self, given: dict[str, Any]) -> None:
        self.given = given


class _Made:
    """Marks a default that is created anew for each value."""


class _Fields:
    """The fields in the form `dataclasses` expects, built on demand because it rarely asks."""

    def __init__(self, given: dict[str, dict[str, Any]]) -> None:
        self.given = given
        self._known: dict[str, Any] = {}

    def __get__(self, value: object, kind: type) -> dict[str, Any]:
        if len(self._known) < len(self.given):
            import dataclasses

            types = {name: said for each in kind.__mro__[::-1] for name, said in _annotations(each).items()}
            for name, given in self.given.items():
                known: Any = dataclasses.field(**given)
                known.name, known.type = name, types[name]
                known._field_type = dataclasses._FIELD  # type: ignore[attr-defined]
                self._known[name] = known
        return self._known


def _made(kind: type, *, frozen: bool, eq: bool, order: bool) -> type:
    """Return *kind* recreated with slots, inherited attributes first, and a value's methods."""
    own = _annotations(kind)
    body = {name: what for name, what in kind.__dict__.items() if name not in ("__dict__", "__weakref__")}
    inherited = [
        base.__dict__["__dataclass_fields__"].given for base in kind.__bases__ if hasattr(base, "__match_args__")
    ]
    given = {name: more for known in inherited for name, more in known.items()}
    given |= {name: _given(body.pop(name)) if name in body else {} for name in own}
    names = tuple(given)
    body |= {
        "__slots__": tuple(own),
        "__match_args__": names,
        "__dataclass_fields__": _Fields(given),
        "__repr__": _repr,
    }
    body |= {"__getstate__": _state, "__setstate__": _set_state, "__qualname__": kind.__qualname__}
    body |= _comparing(names, frozen=frozen, order=order) if eq else {}
    if frozen:
        body |= {"__setattr__": _refuse, "__delattr__": _refuse}

    def __init__(self: Any, *values: Any, **named: Any) -> None:  # noqa: N807 - it stands in for the real one
        # Most classes are never used: the real one is made at the first call.
        made.__init__ = _init(made, given, frozen=frozen)
        made.__init__(self, *values, **named)

    made: Any = type(kind)(kind.__name__, kind.__bases__, body | {"__init__": __init__})
    return made  # type: ignore[no-any-return]


def _annotations(kind: type) -> dict[str, Any]:
    """Return the annotations of *kind* itself, without those it inherits."""
    found: dict[str, Any] = kind.__dict__.get("__annotations__", {})  # noqa: RUF063 - inspect takes longer to import than all of this
    return found


def _given(default: Any) -> dict[str, Any]:
    return default.given if isinstance(default, _More) else {"default": default}


def _init(made: Any, given: dict[str, dict[str, Any]], *, frozen: bool) -> Any:
    """Return the function that fills a new value's slots, by plain assignment if it is not frozen."""
    known: dict[str, Any] = {"_made": _Made}
    parameters, lines = ["self"], []
    for name, more in given.items():
        known[f"_set_{name}"] = getattr(made, name).__set__
        if "default" in more:
            known[f"_default_{name}"] = more["default"]
            parameters.append(f"{name}=_default_{name}")
        elif "default_factory" in more:
            known[f"_make_{name}"] = more["default_factory"]
            parameters.append(f"{name}=_made")
            lines.append(f"if {name} is _made: {name} = _make_{name}()")
        else:
            parameters.append(name)
        lines.append(f"_set_{name}(self, {name})" if frozen else f"self.{name} = {name}")
    exec(f"def __init__({', '.join(parameters)}):\n " + "\n ".join(lines or ["pass"]), known)  # noqa: S102 - names only
    init = known["__init__"]
    init.__qualname__ = f"{made.__qualname__}.__init__"
    init.__module__ = made.__module__
    return init


def _comparing(names: tuple[str, ...], *, frozen: bool, order: bool) -> dict[str, Any]:
    """Return the methods that compare two values of one class by their attributes."""
    key: Any = attrgetter(*names) if names else lambda _: ()

    def equal(self: Any, other: Any) -> Any:
        return key(self) == key(other) if other.__class__ is self.__class__ else NotImplemented

    def number(self: Any) -> int:
        return hash(key(self))

    methods: dict[str, Any] = {"__eq__": equal, "__hash__": number if frozen else None}
    return methods | _ordering(key) if order else methods


def _ordering(key: Any) -> dict[str, Any]:
    import operator

    def by(compare: Any) -> Any:
        def compared(self: Any, other: Any) -> Any:
            return compare(key(self), key(other)) if other.__class__ is self.__class__ else NotImplemented

        return compared

    return {f"__{name}__": by(getattr(operator, name)) for name in ("lt", "le", "gt", "ge")}


def _repr(self: Any) -> str:
    inside = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__match_args__)
    return f"{type(self).__qualname__}({inside})"


def _refuse(self: Any, name: str, *_: object) -> None:
    from dataclasses import FrozenInstanceError

    raise FrozenInstanceError(f"{type(self).__name__}.{name} never changes")


def _state(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__match_args__]


def _set_state(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__match_args__, state, strict=True):
        object.__setattr__(self, name, value)
