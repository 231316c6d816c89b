"""The settings as a TOML file: parsed with the line of every error, and printed as a commented default."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType
from typing import Any, Literal, get_args, get_origin, get_type_hints

from termread.config.settings import Config, FetchSettings, FollowSettings, PageSettings, ServerSettings, Site, current
from termread.errors import UsageError
from termread.values import fields, replace


def parse(source: str, name: str = "config.toml") -> Config:
    """Return the settings in the TOML text *source*; raises UsageError naming the file *name* and the line."""
    config = parse_leniently(source, name)
    if config.faults:
        raise UsageError(config.faults[0])
    return config


def parse_leniently(source: str, name: str = "config.toml") -> Config:
    """Return the settings in *source*, with defaults for invalid ones, which are reported in `faults`."""
    import tomllib

    try:
        table = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        return Config(faults=(f"{name} is not valid TOML: {error}.",))
    return _Reader(source, name).config(table)


def sample() -> str:
    """Return the default settings as a TOML file with every line commented out."""
    parts = ["# Settings of termread. Every line shows the default; take its # away to change it.\n"]
    parts += _sample_of(Config)
    parts += ["\n[page]\n", *_sample_of(PageSettings)]
    parts += ["\n[keys]\n# Keys by the name of their action (termread keys lists them), several separated by spaces.\n"]
    parts += ['# page_forward = "space f pagedown"\n']
    parts += ["\n# [themes.NAME]    # a theme of your own; termread themes NAME prints one to start from\n"]
    parts += ['# base = "dusk"\n', '# link = "#8dbbe3"\n']
    parts += ["\n[fetch]\n", *_sample_of(FetchSettings)]
    parts += ["\n[follow]\n", *_sample_of(FollowSettings)]
    parts += ["\n[server]\n", *_sample_of(ServerSettings)]
    parts += ['\n# [sites."example.com"]\n', *_sample_of(Site)]
    parts += [f'\n# [sites."example.com".headers]    # {settings_of(Site)["headers"].says}\n', '# X-Name = "value"\n']
    return "".join(parts)


_TABLES = ("page", "fetch", "follow", "server", "keys", "sites", "themes")


class _Wrong(Exception):
    """An invalid setting, with its line."""

    def __init__(self, line: int, text: str) -> None:
        super().__init__(text)
        self.line, self.text = line, text


class _Reader:
    """Turns tables into settings; *source* is only used to find line numbers."""

    def __init__(self, source: str, name: str) -> None:
        self._lines = source.splitlines()
        self._name = name
        self._faults: list[_Wrong] = []
        self._themes: dict[str, Mapping[str, str]] = {}

    def config(self, table: dict[str, Any]) -> Config:
        parts = {name: self._part(table.pop(name, {}), name) for name in _TABLES}
        for name, colours in parts["themes"].items():
            with self._noted():
                self._themes[name] = self._theme(name, self._table(colours, "themes", name))
        sites = {
            host.lower().removeprefix("www."): self._read(Site, self._part(site, "sites", host), ("sites", host))
            for host, site in parts["sites"].items()
        }
        page = self._read(PageSettings, parts["page"], ("page",))
        fetch = self._read(FetchSettings, parts["fetch"], ("fetch",), sites=MappingProxyType(sites))
        follow = self._read(FollowSettings, parts["follow"], ("follow",))
        server = self._read(ServerSettings, parts["server"], ("server",))
        keys = {}
        for action, value in parts["keys"].items():
            with self._noted():
                keys[action] = self._checked(value, str, ("keys", action))
        ready = {"page": page, "fetch": fetch, "follow": follow, "server": server}
        ready |= {"keys": MappingProxyType(keys), "themes": MappingProxyType(self._themes)}
        config: Config = self._read(Config, table, (), **ready)
        return replace(config, faults=tuple(fault.text for fault in sorted(self._faults, key=lambda fault: fault.line)))

    def _theme(self, name: str, table: dict[str, Any]) -> Mapping[str, str]:
        """Return all colors of the theme *name*; what is wrong in its *table* is noted, and the rest holds."""
        from termread.config.settings import theme_names
        from termread.config.themes import MEANT, NAME, colour, completed
        from termread.palette import COLOURS

        if not NAME.fullmatch(name):
            raise self._wrong(("themes", name), f"a theme's name has letters, digits, - and _ only, not {name!r}")
        if name in theme_names():
            raise self._wrong(("themes", name), f"there is a theme {name} already: give yours another name")
        given: dict[str, str] = {}
        bases = [each for each, colours in COLOURS.items() if colours]
        for key, value in table.items():
            here = ("themes", name, key)
            with self._noted():
                if key == "base" and value not in bases:
                    raise self._wrong(here, f"base is one of {', '.join(bases)}, not {value!r}")
                if key != "base" and key not in MEANT:
                    raise self._wrong(here, f"themes have no color {key}{_meant(key, MEANT)}")
                try:
                    given[key] = value if key == "base" else colour(self._checked(value, str, here))
                except ValueError:
                    raise self._wrong(here, f'{key} is a color such as "#9c3d1f", not {value!r}') from None
        base = given.pop("base", "")
        return completed(given, base)

    def _read(self, kind: type[Any], table: dict[str, Any], path: tuple[str, ...], **ready: Any) -> Any:
        known = settings_of(kind) if table else {}
        values = dict(ready)
        for name, value in table.items():
            here = (*path, name)
            with self._noted():
                if name not in known:
                    raise self._wrong(here, f"there is no setting {'.'.join(here)}{_meant(name, known)}")
                values[name] = self._value(known[name], value, here)
        return kind(**values)

    @contextmanager
    def _noted(self) -> Iterator[None]:
        """Record an invalid setting and carry on with the next."""
        try:
            yield
        except _Wrong as fault:
            self._faults.append(fault)

    def _part(self, value: Any, *path: str) -> dict[str, Any]:
        """Return the table *value*, or record an error and return an empty one if it is not a table."""
        with self._noted():
            return self._table(value, *path)
        return {}

    def _value(self, item: Setting, value: Any, path: tuple[str, ...]) -> Any:
        if item.name == "headers":
            table = self._table(value, *path)
            return {header: self._checked(text, str, (*path, header)) for header, text in table.items()}
        if isinstance(item.default, tuple):
            words = [value] if isinstance(value, str) else self._checked(value, list, path)
            return tuple(self._checked(word, str, path) for word in words)
        value = self._checked(current(item, value), type(item.default), path)
        choices = (*item.choices, *self._themes) if item.names_theme else item.choices
        if choices and value not in choices:
            raise self._wrong(path, f"{path[-1]} is one of {', '.join(map(str, choices))}, not {value!r}")
        if item.least is not None and value < item.least:
            raise self._wrong(path, f"{path[-1]} is at least {item.least:g}, not {value:g}")
        return value

    def _table(self, value: Any, *path: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise self._wrong(path, f"{'.'.join(path)} is a table: write [{'.'.join(path)}] on a line of its own")
        return value

    def _checked(self, value: Any, kind: type[Any], path: tuple[str, ...]) -> Any:
        if kind is float and isinstance(value, int) and not isinstance(value, bool):
            return float(value)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            raise self._wrong(path, f"{path[-1]} is {_KINDS[kind]}, not {value!r}")
        return value

    def _wrong(self, path: tuple[str, ...], what: str) -> _Wrong:
        line = line_of(self._lines, path)
        return _Wrong(line, f"{self._name}, line {line}: {what}.")


_KINDS: dict[type[Any], str] = {
    str: "a text in quotes",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    list: "a list of texts",
}


def line_of(lines: list[str], path: tuple[str, ...]) -> int:
    """Return the 1-based line number where *path* is set, or of its table, or 1."""
    *tables, name = path
    here: list[str] = []
    best = 1
    for number, line in enumerate(lines, 1):
        stripped = line.strip()
        if stripped.startswith("["):
            here = [part.strip("\"' ") for part in _dotted(stripped.strip("[] "))]
            if here == list(path):
                return number
            if here == tables:
                best = number
        elif "=" in stripped and [*here, *(p.strip("\"' ") for p in _dotted(stripped.split("=")[0]))][: len(path)] == [
            *tables,
            name,
        ]:
            return number
    return best


def _dotted(name: str) -> list[str]:
    import re

    return re.findall(r'"[^"]*"|\'[^\']*\'|[^.\s]+', name)


def _meant(name: str, known: Mapping[str, Any]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(name, known, 1)
    return f"; {near[0]} is meant, perhaps" if near else ""


def settings_of(kind: type[Any]) -> dict[str, Setting]:
    """Return the settings declared by *kind*, by name."""
    types = get_type_hints(kind)
    return {each.name: Setting(each, types[each.name]) for each in fields(kind) if "says" in each.metadata}


class Setting:
    """A setting as declared: its name, default, description, and allowed values (empty: any of its type)."""

    def __init__(self, declared: Any, type_: Any) -> None:
        self.name, self.default = declared.name, declared.default
        self.metadata = declared.metadata
        self.says, self.least = declared.metadata["says"], declared.metadata.get("least")
        one_of = declared.metadata.get("one_of")
        self.names_theme = one_of is not None
        self.choices = one_of() if one_of else get_args(type_) if get_origin(type_) is Literal else ()


def _sample_of(kind: type[Any]) -> list[str]:
    lines = []
    for item in settings_of(kind).values():
        if item.name != "headers":
            may_be = f" ({', '.join(map(str, item.choices))})" if item.choices else ""
            lines.append(f"{f'# {item.name} = {_toml(item.default)}':<34} # {item.says}{may_be}\n")
    return lines


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value}"'
    return "[]" if isinstance(value, tuple) else str(value)
