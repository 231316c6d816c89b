import pytest
from hypothesis import given
from hypothesis import strategies as st

from termread.errors import NoInput, TermreadError, UsageError
from termread.fetch.addresses import checked_url, is_url, resolve
from termread.text import clean_line


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize(
    ("argument", "address"),
    [
        ("-", "-"),
        ("https://example.com/story", "https://example.com/story"),
        ("HTTP://Example.com", "HTTP://Example.com"),
        (" https://example.com/a b ", "https://example.com/a b"),
        ("example.com/story", "https://example.com/story"),
        ("example.com/", "https://example.com/"),
        ("example.com/story.html", "https://example.com/story.html"),
        ("www.example.com:8080/x", "https://www.example.com:8080/x"),
        ("b\u00fccher.example/x", "https://b\u00fccher.example/x"),
        ("localhost:8000/x", "http://localhost:8000/x"),
        ("http://[::1]:80/x", "http://[::1]:80/x"),
        ("file:///tmp/a%20b.html", "/tmp/a b.html"),
    ],
)
def test_an_argument_becomes_an_address(folder, argument, address):
    assert resolve(argument) == address


def test_an_existing_file_wins(folder):
    (folder / "example.com").mkdir()
    (folder / "example.com" / "story").write_text("x")
    (folder / "https:").mkdir()
    assert resolve("example.com/story") == str(folder / "example.com" / "story")
    with pytest.raises(NoInput):
        resolve("example.com/other")


@pytest.mark.parametrize(
    "argument", ["story.html", "story.md", "no/such/file", "./example.com", "story", "//x", "/a/b.c/d"]
)
def test_no_such_file(folder, argument):
    with pytest.raises(NoInput, match="no file"):
        resolve(argument)


def test_a_bare_host_is_answered_with_what_to_write(folder):
    with pytest.raises(NoInput, match=r"https://example\.com"):
        resolve("example.com")


@pytest.mark.parametrize(
    "argument",
    [
        *(
            "",
            " ",
            "http://",
            "http:///nohost",
            "https://[::1",
            "https://:80/",
            "http://a:99999/",
            "https://user:pw@example.com/",
        ),
        *(
            "ftp://example.com/x",
            "javascript:alert(1)",
            "data:text/html,x",
            "mailto:someone@example.com",
            "gopher://x/",
        ),
        *("file://", "file://host/x", "https://exa mple.com/", "https://a\x1b[31m/", "https://" + "a" * 9000),
    ],
)
def test_what_is_no_address_is_refused_in_words(folder, argument):
    with pytest.raises(UsageError) as caught:
        resolve(argument)
    assert caught.value.text.isprintable()


@given(
    st.text(max_size=60) | st.from_regex(r"(https?|file|ftp)?:?/{0,3}[\w.:@\[\]%\\-]{0,20}/?.{0,10}", fullmatch=True)
)
def test_any_argument_is_an_address_or_a_sentence(argument):
    told = ""
    try:
        address = resolve(argument)
    except TermreadError as error:
        told = error.text
    else:
        assert not is_url(address) or checked_url(address)
    assert clean_line(told) == told
