"""What a page is when it is no article, in many languages."""

import pytest
from small_pages import article, page, story


def codes(body: str, title: str = "Bridge stays open", language: str = "en", head: str = "") -> list[str]:
    text = page(body, title=title, head=head).replace('lang="en"', f'lang="{language}"')
    return [notice.code for notice in article(text).notices]


@pytest.mark.parametrize(
    ("language", "wall"),
    [
        ("en", "Subscribe to continue reading"),
        ("de", "Weiterlesen mit Abo"),
        ("fr", "Cet article est réservé aux abonnés"),
        ("es", "Suscríbete para seguir leyendo"),
        ("it", "Abbonati per continuare a leggere"),
        ("nl", "Lees verder met een abonnement"),
        ("sv", "Logga in för att läsa vidare"),
        ("ja", "この記事は有料会員限定です"),
        ("pt", "Assine para continuar lendo"),
        ("ru", "Статья доступна только для подписчиков"),
    ],
)
def test_a_text_that_ends_at_a_wall_is_a_preview(language, wall):
    body = f"<div class='text'>{story(2)}</div><div class='offer'><p>{wall}</p><a href='/abo'>Abo</a></div>"
    assert codes(body, language=language) == ["preview"]


def test_a_whole_article_that_asks_for_subscriptions_below_is_no_preview():
    offer = "<div class='offer'><p>Subscribe to continue reading our letters</p></div>"
    assert codes(f"<div class='text'>{story(40)}</div>{offer}") == []
    free = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": true}</script>'
    assert codes(f"<div class='text'>{story(3)}</div>{offer}", head=free) == []


@pytest.mark.parametrize(
    ("language", "title"),
    [
        ("en", "404 Not Found"),
        ("de", "Seite nicht gefunden"),
        ("fr", "Page introuvable"),
        ("it", "Pagina non trovata"),
        ("ja", "ページが見つかりません"),
        ("ru", "Страница не найдена"),
        ("pl", "Nie znaleziono strony"),
        ("zh", "您访问的页面不存在"),
    ],
)
def test_an_error_page_says_so(language, title):
    assert codes("<p>The harbour has no such page.</p>", title=title, language=language) == ["error-page"]


def test_a_page_that_asks_for_a_human_says_so():
    assert codes("<p>One moment, please.</p>", title="Just a moment...") == ["robot"]


@pytest.mark.parametrize("text", ["Włącz obsługę JavaScript.", "请启用JavaScript后继续。", "Please enable JavaScript."])
def test_a_bare_page_that_names_javascript_needs_it(text):
    assert "javascript" in codes(f"<div id='root'></div><noscript>{text}</noscript>", title="App")
    assert "javascript" in codes(f"<div id='root'><p>{text}</p></div>", title="App")


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We and our partners store and access personal data, like cookies, on your device."),
        ("fr", "Nous et nos partenaires utilisons des cookies pour mesurer l'audience du site."),
        ("ja", "当サイトはクッキー(Cookie)を使用します。続けるには同意してください。お願いします。"),
    ],
)
def test_a_page_that_asks_for_consent_says_so(language, text):
    assert codes(f"<div><p>{text}</p><button>OK</button></div>", title="Post", language=language) == ["consent"]
