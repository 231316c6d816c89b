"""Articles to set: one with every kind of block, and ways to make others."""

from __future__ import annotations

from termread.article import (
    Article,
    Cell,
    Code,
    Cut,
    Embed,
    Entry,
    Figure,
    Footnote,
    Footnotes,
    Gallery,
    Heading,
    Item,
    Listing,
    Mark,
    Note,
    Notice,
    Paragraph,
    Prose,
    Quote,
    Rule,
    Table,
)

TEXT = (
    "The harbour was rebuilt in six years, and it was meant to steady a trade that has been anything but steady — "
    "“a well-known pattern”, as one official put it. See https://example.com/harbour/plans?year=2031 for more."
)
MIXED = "港の再建は６年で終わった。「よく知られた型だ」と担当者は語った。 🇨🇳 👨\u200d👩\u200d👧 co\xadop\xader\xadate हिन्दी ไทย e\u0301"
HEBREW = "הנמל נבנה מחדש בתוך 6 שנים (2031), לפי הדו״ח."


def paragraph(text: str, *marks: Mark) -> Paragraph:
    return Paragraph(Prose(text, marks))


def table(columns: int, rows: int, text: str) -> Table:
    head = tuple(Cell(Prose(f"Head {number}"), True) for number in range(columns))
    body = tuple(Cell(Prose(text if number else "12.5 %")) for number in range(columns))
    return Table((head, *[body] * rows), Prose("Trade, by year"))


EVERYTHING = Article(
    title="A harbour opens a new chapter in the trade of two coasts",
    kicker="Opinion",
    dek="What was built, and what was not.",
    byline="A. Writer",
    published="2031-10-31T15:56:00+08:00",
    url="https://www.example.com/harbour",
    language="en",
    notices=(Notice("preview", "Only the beginning of the article is free to read."),),
    cut=(Cut("newsletter", "Sign up for the harbour letter", 1), Cut("consent", "I agree")),
    blocks=(
        Figure(Prose("Two ships wait outside the harbour."), "Agency", "ships", "https://example.com/a.jpg", 1200, 800),
        Note("editor", (paragraph("A. Writer is a columnist."), paragraph("The views are the writer's own."))),
        paragraph(TEXT, Mark(4, 11, "strong"), Mark(16, 23, "link", "https://example.com/")),
        Heading(2, Prose("What comes next")),
        paragraph(MIXED, Mark(2, 5, "emphasis")),
        Quote((paragraph(TEXT), Heading(3, Prose("Inside")), paragraph("Second.")), "A. Speaker"),
        Listing(
            ordered=True,
            items=(
                Item(Prose(TEXT), (Listing(ordered=False, items=(Item(Prose("one")), Item(Prose("two")))),)),
                Item(Prose(), (paragraph("only a block"), Code("x = 1"))),
            ),
            start=9,
        ),
        Listing(
            ordered=True,
            items=(
                Item(Prose(TEXT), (), "I"),
                Item(Prose("two"), (Listing(ordered=True, items=(Item(Prose("inside"), (), "b"),)),), "VIII"),
            ),
        ),
        table(3, 2, "A slow year for trade"),
        table(9, 2, "A slow year for trade, with orders down"),
        Code("def harbour(ships):\n\treturn " + "ships + " * 20 + "0\n", "python"),
        Figure(src="https://example.com/b.jpg"),
        Gallery((Figure(Prose("One"), "Agency"), Figure(alt="Two"))),
        Embed("example.com", "https://example.com/watch/1", "A film of the harbour"),
        Embed("example.com", "https://example.com/watch/2"),
        Rule(),
        Entry("2031-10-31T14:05:00+00:00", "The first ship", (paragraph(TEXT), paragraph(TEXT))),
        Entry("14:20", None, (paragraph("It is in."),)),
        paragraph(HEBREW),
        paragraph("one\ntwo\n\nthree"),
        Footnotes((Footnote("1", Prose(TEXT)), Footnote("12", Prose("Ibid."), (paragraph("More."),)))),
    ),
)
