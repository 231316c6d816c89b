"""Site rules: selectors that somebody wrote for one host, checked against the general algorithm before use."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlsplit

from termread.errors import UsageError
from termread.parse.metadata import Metadata
from termread.parse.metadata.dates import date_of
from termread.parse.metadata.names import names_in
from termread.parse.page.model import Element, Page
from termread.parse.page.tree import Node
from termread.parse.parsed import FieldCandidate, SiteRule
from termread.parse.phrasebook import phrases_for
from termread.text import clean_line
from termread.values import replace

_LISTS = ("body", "title", "authors", "date", "drop", "next")
ENOUGH = 0.5
"""Minimum share of the general algorithm's text that a rule must find; below it the rule is considered out of date."""


def read_rule(host: str, text: str) -> SiteRule:
    """Return the rule in *text*, a TOML file named after *host*; raises UsageError naming the file and the problem.

    Each key is a selector or a list of selectors tried in order: CSS, or XPath if it starts with a slash or bracket.
    """
    import tomllib

    try:
        table = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"The site rule {host}.toml is not TOML: {error}.") from error
    unknown = sorted(table.keys() - {*_LISTS, "user_agent"})
    if unknown:
        raise UsageError(f"The site rule {host}.toml has {unknown[0]!r}; known are {', '.join(_LISTS)} and user_agent.")
    lists = {name: _selectors(host, name, table.get(name, [])) for name in _LISTS}
    agent = table.get("user_agent")
    if agent is not None and not isinstance(agent, str):
        raise UsageError(f"The site rule {host}.toml: user_agent must be a text.")
    return SiteRule(host, user_agent=agent, **lists)


def rule_for(rules: Mapping[str, SiteRule], url: str | None) -> SiteRule | None:
    """Return the rule for the host of *url* or its nearest parent domain, or None."""
    host = (urlsplit(url).hostname or "") if url else ""
    while host:
        if host in rules:
            return rules[host]
        host = host.partition(".")[2]
    return None


def select(root: Node, selectors: tuple[str, ...]) -> list[Node]:
    """Return the matches of the first selector that has any: nodes, or strings if an XPath selects text."""
    for selector in selectors:
        found = root.xpath(_xpath(selector))
        if isinstance(found, list) and found:
            return found
        if isinstance(found, str) and found.strip():
            return [found]
    return []


def texts_of(root: Node, selectors: tuple[str, ...]) -> list[str]:
    """Return the cleaned, nonempty texts matched by the selectors."""
    found = [item if isinstance(item, str) else "".join(item.itertext()) for item in select(root, selectors)]
    return [line for line in map(clean_line, found) if line]


def _elements_of(page: Page, selectors: tuple[str, ...]) -> list[Element]:
    """Return the elements whose nodes match the selectors."""
    wanted = {node for node in select(page.root, selectors) if not isinstance(node, str)}
    return [element for element in page.elements if element.node in wanted]


def _selectors(host: str, name: str, value: object) -> tuple[str, ...]:
    values = value if isinstance(value, list) else [value]
    for selector in values:
        if not isinstance(selector, str):
            raise UsageError(f"The site rule {host}.toml: {name} must be a selector or a list of selectors.")
        try:
            _compiled(selector)
        except ValueError as error:
            raise UsageError(f"The site rule {host}.toml: {name} = {selector!r} is neither CSS nor XPath.") from error
    return tuple(values)


def _xpath(selector: str) -> str:
    if selector.startswith(("/", "(", "./", "string(")):
        return selector
    from lxml.cssselect import CSSSelector

    return str(CSSSelector(selector, translator="html").path)


def _compiled(selector: str) -> None:
    from cssselect import SelectorError
    from lxml.etree import XPath, XPathSyntaxError

    try:
        XPath(_xpath(selector))
    except (SelectorError, XPathSyntaxError) as error:
        raise ValueError(selector) from error


def told_by(rule: SiteRule, root: Node, metadata: Metadata) -> Metadata:
    """Return the metadata with title, authors, date and next page overridden by a site rule."""
    title, authors = texts_of(root, rule.title), texts_of(root, rule.authors)
    date, following = texts_of(root, rule.date), texts_of(root, rule.next)
    phrases = phrases_for(metadata.language)
    names = tuple(dict.fromkeys(name for text in authors for name in names_in(text, phrases)))
    told = {"title": title, "authors": authors, "published": date}
    return replace(
        metadata,
        title=title[0] if title else metadata.title,
        byline=", ".join(names) or metadata.byline,
        authors=names or metadata.authors,
        published=next(filter(None, map(date_of, date)), metadata.published),
        next_url=following[0] if following else metadata.next_url,
        candidates={name: _ruled(found) if told.get(name) else found for name, found in metadata.candidates.items()},
        rules={**metadata.rules, **{n: "site rule" for n, v in told.items() if v}},
    )


def _ruled(candidates: tuple[FieldCandidate[str], ...]) -> tuple[FieldCandidate[str], ...]:
    return tuple(replace(candidate, lost=candidate.lost or "the site rule is surer") for candidate in candidates)


def ruled_story(page: Page, rule: SiteRule) -> Element | None:
    """Return the story element selected by the rule, or None."""
    return max(_elements_of(page, rule.body), key=lambda element: element.weight, default=None)


def exclude_ruled(page: Page, rule: SiteRule) -> None:
    """Leave out the elements that the rule excludes."""
    for element in _elements_of(page, rule.drop):
        page.exclude_all(element, "site rule")
