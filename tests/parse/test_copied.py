from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from termread.article import Figure, Heading, Note, flatten
from termread.errors import TermreadError
from termread.parse.formats.copied_text import article_in

GERMAN = """Zum Inhalt springen

Wir verwenden Cookies, um Ihnen ein gutes Angebot zu machen. Sie können Ihre Auswahl jederzeit ändern.

Alle akzeptieren

Politik

Wirtschaft

Sport

Bücherbus hält jetzt auch am Hafen

Anna Beispiel

3. Juni 2025, 10:15 Uhr

Der Bücherbus steht am ersten Tag zwischen den Schuppen am Hafen. Foto: Beispielfoto
Der Bücherbus steht am ersten Tag zwischen den Schuppen am Hafen. Foto: Beispielfoto

Anmerkung der Redaktion: Die Autorin leitet die Lokalredaktion dieser Zeitung.

Der Bücherbus der Stadt hält seit Montag auch am Hafen, und schon am ersten Vormittag kamen mehr Leser als an den drei alten Haltestellen zusammen, wie die Bücherei mitteilte.

Im Bus stehen rund viertausend Bände, die meisten davon Romane und Sachbücher für Kinder. Wer einen Band sucht, der nicht dabei ist, kann ihn bestellen und eine Woche später abholen.

Lange Wege für kurze Pausen

Die Hafenarbeiter hatten sich den Halt gewünscht, weil der Weg in die Stadt für eine Mittagspause zu lang ist. Die Bücherei hat den Fahrplan deshalb um eine Stunde verschoben und einen zweiten Fahrer eingestellt.

Ein Kran hebt Kisten mit Büchern an Land. Foto: Beispielfoto
Ein Kran hebt Kisten mit Büchern an Land. Foto: Beispielfoto

Im Herbst will die Stadt entscheiden, ob der Halt bleibt. Bis dahin fährt der Bücherbus jeden Montag und jeden Donnerstag an den Hafen, auch in den Ferien.

Mehr zum Thema

Neue Fähre fährt später

Drei Fragen an den Hafenmeister

Impressum

Datenschutz

Alle Rechte vorbehalten
"""

SPANISH = """Saltar al contenido

Utilizamos cookies propias y de terceros para mejorar nuestros servicios. Puede cambiar la configuración.

Aceptar todo

Portada

Cultura

El mercado viejo abre de nuevo sus puertas

Tras dos años de obras, los puestos vuelven a la plaza con los mismos vendedores de antes.

Por Marta Ejemplo

12 de mayo de 2025

Los primeros clientes recorren el mercado la mañana del lunes. Foto: Agencia Ejemplo
Los primeros clientes recorren el mercado la mañana del lunes. Foto: Agencia Ejemplo

El mercado viejo abrió el lunes sus puertas después de dos años de obras, y antes de las nueve ya no quedaba sitio en la barra del café que ocupa la esquina norte del edificio.

Los vendedores son los mismos de antes, pero los puestos tienen ahora agua corriente y una luz que no calienta la fruta. El ayuntamiento ha gastado menos de lo que había previsto.

Lo que cambia

El pescado se vende desde ahora en la planta baja, junto a la entrada de la calle del río, porque así los camiones no tienen que cruzar la plaza cuando los niños salen de la escuela.

Los vecinos piden que el mercado cierre más tarde los viernes. El ayuntamiento ha respondido que lo estudiará en otoño, cuando conozca las cuentas de los primeros meses.

Lea también:

La biblioteca de noche

Cinco paseos junto al río

Aviso legal
"""

ENGLISH = """Skip to main content

We use cookies to make this site work. By continuing to browse you agree to our use of cookies.

I agree

World

Business

Small theatre finds a large room

By Sam Sample

The company rehearses in the old ferry hall for the first time. /Example Agency
The company rehearses in the old ferry hall for the first time. /Example Agency

The company rehearses in the old ferry hall for the first time. /Example Agency

Editor's note: Sam Sample writes about theatre for this paper. The views are the author's own.

The smallest theatre in the city has found the largest room in it: from the autumn the company will play in the old ferry hall, which has stood empty since the bridge was opened eleven years ago.

The hall has no stage, no curtain and no heating, and the director says that she would not have it otherwise. The first play needs two chairs and a window, and the hall has forty windows.

The company has asked the harbour office for a lease of ten years. The office has offered three, and the two sides will meet again before the end of the month.

Whatever comes of it, the first night is set. Those who wish to come should bring a coat, the director says, and those who have two should bring both of them.

(If you want to contribute to this page, please write to us at opinion@example.com.)

Most read

The last ferryman

A bridge and its tolls
"""


def kinds(article):
    return [type(block).__name__ for block in article.blocks]


def words(article):
    return "\n".join([article.title, article.dek or "", *(flatten(block) for block in article.blocks)])


def test_a_german_page_that_was_copied():
    article = article_in(GERMAN)
    assert article.title == "Bücherbus hält jetzt auch am Hafen"
    assert article.authors == ("Anna Beispiel",)
    assert article.published == "2025-06-03"
    assert article.language == "de"
    expected = "Figure Note Paragraph Paragraph Heading Paragraph Figure Paragraph"
    assert kinds(article) == expected.split()
    assert article.blocks[0] == Figure(article.blocks[0].caption, "Beispielfoto")
    assert article.blocks[0].caption.text == "Der Bücherbus steht am ersten Tag zwischen den Schuppen am Hafen."
    assert flatten(article.blocks[1]) == "Die Autorin leitet die Lokalredaktion dieser Zeitung."
    assert not any(gone in words(article) for gone in ("Cookies", "akzeptieren", "Fähre", "Impressum", "Mehr zum"))


def test_a_spanish_page_that_was_copied():
    article = article_in(SPANISH)
    assert article.title == "El mercado viejo abre de nuevo sus puertas"
    assert article.dek == "Tras dos años de obras, los puestos vuelven a la plaza con los mismos vendedores de antes."
    assert article.authors == ("Marta Ejemplo",)
    assert article.published == "2025-05-12"
    assert kinds(article) == ["Figure", "Paragraph", "Paragraph", "Heading", "Paragraph", "Paragraph"]
    assert article.blocks[3].prose.text == "Lo que cambia"
    assert not any(gone in words(article) for gone in ("cookies", "Aceptar", "biblioteca", "Aviso"))


def test_an_english_page_that_was_copied():
    article = article_in(ENGLISH)
    assert article.title == "Small theatre finds a large room"
    assert article.authors == ("Sam Sample",)
    assert article.published is None
    assert kinds(article) == ["Figure", "Note", "Paragraph", "Paragraph", "Paragraph", "Paragraph", "Note"]
    assert article.blocks[0].credit == "Example Agency"
    assert [block.kind for block in article.blocks if isinstance(block, Note)] == ["editor", "contributor"]
    assert not any(gone in words(article) for gone in ("cookies", "I agree", "Most read", "ferryman"))


@pytest.mark.parametrize("text", [GERMAN, SPANISH, ENGLISH])
def test_what_is_left_out_is_told(text):
    article = article_in(text)
    said = (
        words(article) + "\n".join(cut.text for cut in article.cut) + (article.byline or "") + " ".join(article.authors)
    )
    lost = [line for line in text.split("\n") if line.strip() and line.split(". ")[0].split(": ")[-1][:20] not in said]
    assert [line for line in lost if "2025" not in line] == []
    assert all(-1 <= cut.after < len(article.blocks) for cut in article.cut)


def test_a_text_without_any_header_loses_nothing():
    text = "\n\n".join(
        f"Paragraph number {i} says something that no other paragraph of this text says." for i in range(9)
    )
    assert [flatten(block) for block in article_in(text).blocks] == text.split("\n\n")


def test_a_few_words_are_still_an_article():
    article = article_in("Hello there")
    assert "Hello there" in words(article)


def test_a_heading_stands_above_text():
    article = article_in(GERMAN)
    assert [block.prose.text for block in article.blocks if isinstance(block, Heading)] == [
        "Lange Wege für kurze Pausen"
    ]


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(st.text(max_size=200), st.sampled_from(GERMAN.split("\n"))), max_size=40))
def test_any_text_gives_an_article_or_a_sentence(lines):
    try:
        article = article_in("\n".join(lines))
    except TermreadError:
        return
    assert not any((ord(c) < 32 and c not in "\n\t") or 0x7F <= ord(c) < 0xA0 for c in words(article))
    assert all(-1 <= cut.after < max(1, len(article.blocks)) for cut in article.cut)


def test_a_short_text_with_nothing_around_it_is_whole():
    long = "The ferry has been running for a hundred years between the islands and the mainland, and it still does."
    article = article_in(f"A title\n\n{long}\n\nA second one.")
    assert article.title == "A title"
    assert [flatten(block) for block in article.blocks] == [long, "A second one."]
    assert article.cut == ()


@pytest.mark.parametrize(
    "signed",
    [
        "Von Anna Beispiel, Redakteurin\n\n3. Juni 2025, 10:15 Uhr",
        "Anna Beispiel3. Juni 2025, 10:15 Uhr",
        "Anna Beispiel | 03.06.2025 - 10:15",
        "3. Juni 2025\n\nAnna Beispiel\n\nTeilen",
    ],
)
def test_a_text_above_the_byline_is_the_dek(signed):
    dek = "Die Hafenarbeiter hatten sich den Halt seit Jahren gewünscht, und nun kommt der Bus an zwei Tagen in der Woche auch zu ihnen."
    found = article_in(GERMAN.replace("Anna Beispiel\n\n3. Juni 2025, 10:15 Uhr", f"{dek}\n\n{signed}"))
    assert (found.title, found.dek) == ("Bücherbus hält jetzt auch am Hafen", dek)
    assert (found.authors, found.published) == (("Anna Beispiel",), "2025-06-03")
