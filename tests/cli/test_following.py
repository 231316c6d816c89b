"""`termread follow` and what else is about what is followed, against a paper on loopback."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from newsserver import NewsServer, item, page, rss
from terminal import TERMREAD
from termread.cli import main
from termread.config import folders
from termread.library.api import open_library

EPUBCHECK = Path("/usr/share/java/epubcheck.jar")


@pytest.fixture
def paper():
    server = NewsServer()
    url = server.url
    server.routes = {
        "/feed.xml": rss("The Example", url, item("one", url, 6), item("two", url, 7), item("three", url, 8)),
        "/comments.xml": rss("Comments", url, item("a comment", url)),
        "/": page("The Example", 1, '<link rel=alternate type="application/rss+xml" title=All href=/feed.xml><link rel=alternate type="application/rss+xml" title=Comments href=/comments.xml>'),
        **{f"/{name}.html": page(name.title(), 40) for name in ("one", "two", "three")},
    }  # fmt: skip
    yield server
    server.close()


@pytest.fixture
def run(capsys):
    """Run a command; return its exit status, output and messages."""

    def run(*words):
        status = main(list(words))
        said = capsys.readouterr()
        return status, said.out, said.err

    return run


def sources():
    library = open_library(folders().data)
    found = library.sources.all()
    library.close()
    return found


# Following


def test_a_feed_is_followed_with_its_first_stories(paper, run):
    assert run("follow", f"{paper.url}/feed.xml", "--tag", "x") == (
        0, f"Following The Example ({paper.url}/feed.xml): 3 stories.\n", "",
    )  # fmt: skip
    assert paper.asked == ["/feed.xml"]
    (source,) = sources()
    assert (source.kind, source.title, source.home, source.tags, source.unread) == ("feed", "The Example", f"{paper.url}/", ("x",), 3)  # fmt: skip


def test_a_page_leads_to_the_feed_that_it_names_and_the_others_are_told(paper, run):
    status, out, err = run("follow", paper.url)
    assert (status, out) == (0, f"Following The Example ({paper.url}/feed.xml): 3 stories.\n")
    assert err == f"termread: The page also names these feeds: Comments ({paper.url}/comments.xml).\n"
    assert paper.asked == ["/", "/feed.xml"]


def test_a_named_feed_that_is_not_there_gives_way_to_the_next(paper, run):
    paper.routes["/feed.xml"] = (404, "gone")
    assert run("follow", paper.url)[:2] == (0, f"Following Comments ({paper.url}/comments.xml): 1 story.\n")


def test_a_page_that_names_none_leads_to_the_usual_places(paper, run):
    paper.routes["/"] = page("The Example")
    assert run("follow", f"{paper.url}/")[:2] == (0, f"Following The Example ({paper.url}/feed.xml): 3 stories.\n")
    assert paper.asked == ["/", "/feed", "/rss", "/feed.xml"]


def front_page(count):
    links = "".join(f'<li><h3><a href="/{n}.html">Story number {n} of the day is told here</a></h3><p>Its summary says a little more about number {n}.</p></li>' for n in range(count))  # fmt: skip
    return f"<!doctype html><html lang=en><head><title>The Example</title></head><body><main><h1>The Example</h1><ul>{links}</ul></main></body></html>"


def test_a_page_without_a_feed_is_followed_itself(paper, run):
    paper.routes = {"/": front_page(12)}
    status, out, _ = run("follow", f"{paper.url}/")
    assert status == 0
    assert "as a list of stories, since it names no feed: 12 stories." in out
    assert [source.kind for source in sources()] == ["page"]
    assert len(paper.asked) <= 9


def test_what_is_neither_says_so_and_nothing_is_followed(paper, run):
    paper.routes = {"/a.html": page("A story")}
    status, out, err = run("follow", f"{paper.url}/a.html")
    assert (status, out) == (1, "")
    assert "neither a feed nor a list of stories" in err
    assert sources() == ()


def test_a_server_that_is_busy_is_not_asked_for_more_places(paper, run):
    paper.routes = {"/": page("The Example"), "/feed": (429, "slow down")}
    assert run("follow", f"{paper.url}/")[0] == 1
    assert "/rss" not in paper.asked


def test_each_address_that_fails_is_named_and_the_others_are_followed(paper, run):
    status, out, err = run("follow", f"{paper.url}/none", f"{paper.url}/feed.xml", "no such file")
    assert (status, out.count("Following")) == (69, 1)
    assert f"{paper.url}/none: There is no such page" in err
    assert "no such file: There is no file" in err


def test_following_again_adds_tags_and_title(paper, run):
    run("follow", f"{paper.url}/feed.xml", "--tag", "x")
    status, out, _ = run("follow", f"{paper.url}/", "--tag", "y", "--title", "Mine")
    assert (status, out) == (0, f"Already following Mine ({paper.url}/feed.xml): 0 new stories.\n")
    assert sources()[0].tags == ("x", "y")


def test_mail_is_followed_by_its_path(tmp_path, run):
    for name in ("cur", "new", "tmp"):
        (tmp_path / "Letters" / name).mkdir(parents=True)
    letter = "From: A Writer <writer@example.com>\nSubject: The harbour this week\nDate: Mon, 30 Nov 2026 06:00:00 +0000\nMessage-ID: <1@example.com>\n\n" + "Words of the letter. " * 40  # fmt: skip
    (tmp_path / "Letters" / "new" / "1").write_text(letter)
    assert run("follow", str(tmp_path / "Letters"))[:2] == (0, f"Following Letters ({tmp_path}/Letters): 1 story.\n")
    assert run("follow", str(tmp_path))[0] == 1
    assert "The harbour this week" in run("today")[1]


def test_a_feed_in_a_file_is_followed(paper, tmp_path, run):
    (tmp_path / "feed.xml").write_text(paper.routes["/feed.xml"])
    assert run("follow", str(tmp_path / "feed.xml"))[:2] == (0, f"Following The Example ({tmp_path}/feed.xml): 3 stories.\n")  # fmt: skip
    (tmp_path / "note.txt").write_text("Only words.")
    status, _, err = run("follow", str(tmp_path / "note.txt"))
    assert status == 1
    assert "neither a feed nor a mailbox" in err


@pytest.mark.parametrize("words", [[], ["--title", "x", "a", "b"], ["-"]])
def test_a_wrong_command_line_says_what_is_wanted(words, run):
    assert run("follow", *words)[0] == 2


def test_escapes_in_a_feed_do_not_reach_the_terminal(paper, run):
    bad = "&#x9b;31mRed\u202e\x7f"
    paper.routes["/feed.xml"] = rss(bad, paper.url, item(bad, paper.url, text=bad))
    run("follow", f"{paper.url}/feed.xml")
    for words in (["following"], ["following", "-f", "opml"], ["following", "-f", "newsboat"], ["today"]):
        out = run(*words)[1]
        assert not set(out) & set("\x1b\x9b\u202e\x7f")


# Files of other programs


def test_all_feeds_of_a_file_are_followed_and_its_pages_are_left(paper, tmp_path, run):
    (tmp_path / "feeds.opml").write_text(
        f'<opml version="2.0"><body><outline text="News"><outline text="One" xmlUrl="{paper.url}/feed.xml"/></outline><outline type="link" text="A page" url="https://example.com/a"/></body></opml>'
    )
    status, out, err = run("follow", "--opml", str(tmp_path / "feeds.opml"))
    assert (status, out) == (0, "1 feed followed\n")
    assert "1 entry was left; termread import takes them." in err
    assert paper.asked == []
    assert [(source.title, source.tags) for source in sources()] == [("One", ("News",))]


@pytest.mark.parametrize(
    ("data", "status"),
    [(b"", 1), (b"\0\1\2" * 900, 1), (b"<opml><body/></opml>", 1), (b"https://example.com/a\n", 1), (b"SQLite format 3\0", 1)],
)  # fmt: skip
def test_a_file_with_nothing_to_follow_says_so_in_one_sentence(data, status, tmp_path, run):
    (tmp_path / "file").write_bytes(data)
    found, out, err = run("follow", "--opml", str(tmp_path / "file"))
    assert (found, out) == (status, "")
    assert err.strip().splitlines()[-1].endswith(".")
    assert run("follow", "--opml", str(tmp_path / "nothing"))[0] == 66


def test_an_opml_from_standard_input(tmp_path):
    given = b'<opml><body><outline text="One" xmlUrl="https://example.com/a.xml"/></body></opml>'
    done = subprocess.run([*TERMREAD, "follow", "--opml", "-"], input=given, capture_output=True, check=False, timeout=60, env={**os.environ, "TERMREAD_HOME": str(tmp_path)})  # fmt: skip
    assert (done.returncode, done.stdout) == (0, b"1 feed followed\n")


def test_a_file_that_is_too_large_is_refused(tmp_path, run, monkeypatch):
    (folders().config_file.parent).mkdir(parents=True, exist_ok=True)
    folders().config_file.write_text("[fetch]\ndecoded_bytes = 100000\n")
    (tmp_path / "feeds.opml").write_text("<opml><body>" + '<outline xmlUrl="https://example.com/a.xml"/>' * 10_000)
    status, _, err = run("follow", "--opml", str(tmp_path / "feeds.opml"))
    assert status == 1
    assert "feeds.opml" in err


# Unfollowing


def test_unfollow_takes_an_address_a_page_or_a_title(paper, run):
    run("follow", f"{paper.url}/feed.xml", f"{paper.url}/comments.xml")
    assert run("unfollow", "exam")[1].startswith("Unfollowed The Example; to follow it again: termread follow ")
    assert run("unfollow", f"{paper.url}/comments.xml")[0] == 0
    assert run("unfollow", "comments")[0] == 66
    assert sources() == ()


def test_an_ambiguous_title_names_the_candidates(paper, run):
    paper.routes["/comments.xml"] = rss("The Example: comments", paper.url, item("a", paper.url))
    run("follow", f"{paper.url}/feed.xml", f"{paper.url}/comments.xml")
    status, _, err = run("unfollow", "the exam")
    assert status == 2
    assert f"The Example ({paper.url}/feed.xml); The Example: comments ({paper.url}/comments.xml). Give the address." in err  # fmt: skip
    assert run("unfollow", "the example")[0] == 0
    assert [source.title for source in sources()] == ["The Example: comments"]


def test_following_again_brings_back_what_was_read(paper, run):
    run("follow", f"{paper.url}/feed.xml")
    library = open_library(folders().data)
    first = library.sources.stories()[0]
    library.sources.mark_read([first.id])
    library.close()
    run("unfollow", "example")
    assert run("today")[1] == ""
    assert run("follow", f"{paper.url}/feed.xml")[1].endswith(": 3 stories.\n")
    assert first.title not in run("today")[1]
    assert run("today", "--all")[1].count(".html") == 3


# Listing


def test_the_list_says_what_is_wrong_and_may_fail_for_it(paper, run):
    run("follow", f"{paper.url}/feed.xml", "--tag", "x")
    assert run("following", "--failing") == (0, "", "")
    paper.routes["/feed.xml"] = (404, "gone")
    assert run("sync", "--all")[0] == 69
    status, out, _ = run("following", "--failing")
    assert status == 69
    assert out.splitlines()[0] == "The Example · 3 unread"
    assert "  #x" in out.splitlines()[1]
    assert "404" in out.splitlines()[2]
    (record,) = map(json.loads, run("following", "-f", "json")[1].splitlines())
    assert (record["failures"], record["unread"], record["tags"]) == (1, 3, ["x"])


def test_what_is_followed_goes_to_a_file_and_comes_back(paper, tmp_path, run):
    run("follow", f"{paper.url}/feed.xml", "--tag", "x", "--tag", "y z")
    file = tmp_path / "feeds.opml"
    assert run("following", "-o", str(file))[:2] == (0, "")
    before = sources()
    run("unfollow", "example")
    assert run("follow", "--opml", str(file))[:2] == (0, "1 feed followed\n")
    assert [(one.address, one.title, one.tags) for one in sources()] == [(one.address, one.title, one.tags) for one in before]  # fmt: skip
    assert run("following", "-o", str(tmp_path / "feeds.xyz"))[0] == 2
    assert run("following", "--tag", "nothing", "-f", "opml")[1].count("<outline") == 0


# Stories


def test_today_lists_the_stories_by_day_and_source(paper, run):
    run("follow", f"{paper.url}/feed.xml", "--tag", "x")
    out = run("today")[1]
    assert [line.strip() for line in out.splitlines() if line.startswith("    ") and line[4] != " "] == ["Three", "Two", "One"]  # fmt: skip
    assert out.splitlines()[1] == "  The Example"
    assert [json.loads(line)["title"] for line in run("today", "-f", "json", "--limit", "2")[1].splitlines()] == ["Three", "Two"]  # fmt: skip
    assert run("today", "--tag", "y") == (0, "", "termread: Nothing is unread.\n")
    assert run("today", "--source", "exam")[1] == out
    assert run("today", "--source", "other")[0] == 66


def test_what_is_muted_stays_out_until_it_is_not(paper, run):
    run("follow", f"{paper.url}/feed.xml")
    assert run("mute", "word", "two")[1] == "Muted word two: 1 unread story fewer in Today.\n"
    assert run("mute", "source", "exam")[1] == f"Muted source {paper.url}/feed.xml: 2 unread stories fewer in Today.\n"
    assert run("mute")[1] == f"word    two\nsource  {paper.url}/feed.xml\n"
    assert run("today")[1] == ""
    assert run("unmute", "source", "exam")[0] == 0
    assert run("unmute", "word", "TWO")[0] == 0
    assert run("unmute", "word", "two")[0] == 1
    assert run("today")[1].count(".html") == 3
    assert run("mute", "word")[0] == 2


def test_an_edition_is_printed_and_saved_as_one_book(paper, tmp_path, run):
    run("follow", f"{paper.url}/feed.xml")
    assert run("edition", "--minutes", "20")[0] == 1
    run("sync", "--all")
    status, out, _ = run("edition", "--minutes", "60")
    assert status == 0
    assert [out.index(name) for name in ("Three", "Two", "One")] == sorted(out.index(name) for name in ("Three", "Two", "One"))  # fmt: skip
    book = tmp_path / "morning.epub"
    status, out, err = run("edition", "--minutes", "25", "-o", str(book), "--mark-read")
    assert (status, out) == (0, "")
    assert "morning.epub: 2 stories" in err
    with zipfile.ZipFile(book) as archive:
        assert "minutes</dc:title>" in archive.read("book/package.opf").decode()
        assert len([name for name in archive.namelist() if name.endswith(".xhtml")]) == 3
    assert run("today")[1].count(".html") == 1
    if EPUBCHECK.exists() and shutil.which("java"):
        checked = subprocess.run(
            ["java", "-jar", EPUBCHECK, book], capture_output=True, text=True, check=False, timeout=120
        )
        assert checked.returncode == 0, checked.stdout + checked.stderr


def test_an_edition_that_cannot_be_says_why(paper, run):
    assert run("edition") == (1, "", "termread: Nothing is unread.\n")
    run("follow", f"{paper.url}/feed.xml")
    assert "termread sync fetches them" in run("edition")[2]
    run("sync", "--all")
    assert "the shortest takes" in run("edition", "--minutes", "2")[2]
    assert run("edition", "--minutes", "0")[0] == 2


@pytest.mark.parametrize("command", ["follow", "unfollow", "following", "today", "edition", "mute", "unmute"])
def test_every_command_has_its_help(command):
    done = subprocess.run([sys.executable, "-m", "termread", command, "--help"], capture_output=True, text=True, check=False, timeout=60)  # fmt: skip
    assert done.returncode == 0
    assert f"termread {command}" in done.stdout
