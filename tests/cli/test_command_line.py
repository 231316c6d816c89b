from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

PAGES = Path(__file__).parents[1] / "pages"
OPINION = str(PAGES / "opinion" / "page.html")
WIRE = str(PAGES / "wire" / "page.html")


def run(*arguments: str, data: bytes | None = None, **options) -> subprocess.CompletedProcess:
    program = "import sys; from termread.cli import main; sys.exit(main())"
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        input=data or b"",
        capture_output=True,
        timeout=60,
        check=False,
        **options,
    )


def said(done: subprocess.CompletedProcess) -> list[str]:
    return done.stderr.decode().splitlines()


def test_without_a_terminal_an_article_is_printed():
    done = run(OPINION)
    assert done.returncode == 0
    assert "The quiet case for slower ports" in done.stdout.decode()
    assert "\x1b" not in done.stdout.decode()


def test_width_is_the_measure():
    lines = run("--width", "30", OPINION).stdout.decode().splitlines()
    assert max(map(len, lines)) <= 30


def test_several_inputs_come_in_the_order_given_one_line_each():
    done = run("--format", "jsonl", WIRE, "nosuch.html", OPINION)
    records = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert [record["source"] for record in records] == [WIRE, "nosuch.html", OPINION]
    assert records[1]["error"]["code"] == "no-input"
    assert records[2]["title"] == "The quiet case for slower ports"
    assert done.returncode == 66
    assert said(done)[0] == "termread: nosuch.html: There is no file nosuch.html."


def test_standard_input_is_read():
    done = run("--format", "markdown", "-", data=Path(OPINION).read_bytes())
    assert done.returncode == 0
    assert "# The quiet case for slower ports" in done.stdout.decode()


def test_output_goes_to_a_file_that_is_there_whole_or_not_at_all(home, tmp_path):
    path = tmp_path / "story.md"
    assert run("-f", "markdown", "-o", str(path), OPINION).returncode == 0
    assert "slower ports" in path.read_text(encoding="utf-8")
    done = run("-o", str(tmp_path / "no" / "story.md"), OPINION)
    assert done.returncode == 74
    assert "cannot be written" in said(done)[0]
    assert sorted(tmp_path.iterdir()) == [home, path]


@pytest.mark.parametrize(
    ("name", "sign"),
    [
        ("story.md", b"# The quiet case"),
        ("story.HTML", b"<title>"),
        ("story.json", b'"schema"'),
        ("story.jsonl", b'"schema"'),
        ("story.epub", b"PK"),
    ],
)
def test_the_end_of_the_name_chooses_the_format_unless_one_is_named(tmp_path, name, sign):
    path = tmp_path / name
    assert run("-o", str(path), OPINION).returncode == 0
    assert sign in path.read_bytes()
    assert run("--format", "text", "-o", str(path), OPINION).returncode == 0
    assert sign not in path.read_bytes()
    assert b"slower ports" in path.read_bytes()


@pytest.mark.parametrize("name", ["story.pdf", "story.docx", "story.md.bak", "2026.11"])
@pytest.mark.parametrize("command", [(), ("export",)])
def test_an_ending_that_is_no_format_is_a_usage_error(tmp_path, name, command):
    path = tmp_path / name
    done = run(*command, "-o", str(path), *([] if command else [OPINION]))
    assert done.returncode == 2
    assert f"{path.suffix} is not a format that termread writes. Use " in said(done)[0]
    assert not path.exists()


def test_an_export_is_of_the_format_that_its_name_ends_in(tmp_path):
    assert run("add", "--later", "https://example.com/later").returncode == 0
    for name, sign in {"a.csv": b"url,title", "a.jsonl": b'{"termread"', "a.epub": b"PK", "a": b'{"termread"'}.items():
        assert run("export", "-o", str(tmp_path / name)).returncode == 0
        assert (tmp_path / name).read_bytes().startswith(sign)


@pytest.mark.parametrize(
    ("arguments", "status", "sentence"),
    [
        (["nosuch.html"], 66, "There is no file nosuch.html."),
        (["ftp://example.com/a"], 2, "termread does not open ftp"),
        (["http://"], 2, "There is no host"),
        (["--format", "yaml", OPINION], 2, "invalid choice"),
        (["--width", "0", OPINION], 2, "width must be"),
        (["--frob"], 2, "Unrecognized arguments"),
        (["--plain", "--format", "json", OPINION], 2, "cannot be combined"),
        (["search"], 2, "arguments are required"),
        (["."], 66, ""),
    ],
)
def test_an_error_is_one_sentence_and_a_status(arguments, status, sentence):
    done = run(*arguments)
    assert done.returncode == status
    assert len(said(done)) == 1
    assert sentence in said(done)[0]
    assert done.stdout == b""


def test_an_empty_file_and_a_picture_have_nothing_to_read(tmp_path):
    (tmp_path / "empty.html").write_bytes(b"")
    (tmp_path / "picture.html").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(40))
    for name in ("empty.html", "picture.html"):
        done = run(str(tmp_path / name))
        assert done.returncode == 1
        assert len(said(done)) == 1


def test_of_several_the_gravest_counts(tmp_path):
    (tmp_path / "empty.html").write_bytes(b"")
    assert run(OPINION, str(tmp_path / "empty.html"), "nosuch.html").returncode == 66


def test_a_closed_pipe_is_no_error():
    script = f"{sys.executable} -c 'from termread.cli import main; main()' {OPINION} {WIRE} | head -1"
    done = subprocess.run(["/bin/sh", "-c", script], capture_output=True, timeout=60, check=False)
    assert done.stderr == b""
    assert done.returncode == 0


@pytest.mark.parametrize("words", [["add", "https://example.com/"], ["import", "list"], ["list"], []])
def test_where_nothing_can_be_kept_no_command_says_that_it_was(tmp_path, words):
    blocked = tmp_path / "file"
    blocked.write_text("")
    (tmp_path / "list").write_text("https://example.com/\n")
    result = subprocess.run(
        [sys.executable, "-c", "import sys; from termread.cli import main; sys.exit(main())", *words],
        env={**os.environ, "TERMREAD_HOME": str(blocked)},
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 74
    assert result.stdout == ""
    assert result.stderr.startswith("termread: Cannot create a library")


def test_a_full_disk_is_told():
    with Path("/dev/full").open("wb") as full:
        program = "import sys; from termread.cli import main; sys.exit(main())"
        done = subprocess.run(
            [sys.executable, "-c", program, OPINION], stdout=full, stderr=subprocess.PIPE, timeout=60, check=False
        )
    assert done.returncode == 74
    assert said(done) == ["termread: The output cannot be written: No space left on device."]


def test_a_command_wins_over_a_file_of_its_name(tmp_path):
    (tmp_path / "list").write_text("A text that would be printed.", encoding="utf-8")
    assert run("list", cwd=tmp_path).stdout == b""
    assert b"A text that would be printed" in run("./list", cwd=tmp_path).stdout


def test_help_teaches_and_version_tells():
    shown = run("--help").stdout.decode()
    assert "examples:" in shown
    assert "search     search everything" in shown
    assert run("--version").stdout.decode().startswith("termread 0.")


def test_plain_says_in_words_what_others_see():
    lines = run("--plain", str(PAGES / "feature" / "page.html")).stdout.decode()
    assert lines.startswith("Article: ")
    assert "Picture: " in lines
    assert "▣" not in lines
    assert lines.rstrip().endswith("End of article.")


def test_the_default_settings_are_printed_and_valid(home):
    sample = run("--print-config").stdout.decode()
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text(sample, encoding="utf-8")
    assert run(OPINION).returncode == 0


def test_wrong_settings_are_told_with_their_line(home):
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text("[page]\nwidht = 60\n", encoding="utf-8")
    done = run(OPINION)
    assert done.returncode == 2
    assert "line 2: there is no setting page.widht; width is meant, perhaps." in said(done)[0]
    for words in (["--print-config"], ["keys"]):
        done = run(*words)
        assert done.returncode == 2
        assert "line 2: there is no setting page.widht" in said(done)[0]
        assert (b"# width = 72" in done.stdout) == (words == ["--print-config"])


def test_an_import_names_bad_rows_and_unknown_columns_and_says_what_came_of_it(tmp_path):
    table = tmp_path / "links.csv"
    rows = [
        "url,title,mood",
        "https://example.com/a,One,glad",
        "https://[bad/x,Two,sad",
        "https://example.com/b,Three,",
    ]
    table.write_text("\n".join(rows), encoding="utf-8")
    done = run("import", str(table))
    assert done.returncode == 0
    assert done.stdout.decode() == "2 added, 0 merged, 1 skipped\n"
    assert said(done) == [
        "termread: line 3: https://[bad/x is not an address that can be opened",
        "termread: Not imported, since termread does not know these fields: mood (1 row).",
        "termread: To get the texts, press R on the shelf or run termread fetch.",
    ]
    assert run("import", str(table)).stdout.decode() == "0 added, 2 merged, 1 skipped\n"


def test_an_import_asks_to_fetch_only_what_has_no_text(tmp_path):
    body = "<p>The harbour council voted on Tuesday to keep the old ferry running for another year.</p>" * 3
    row = {"url": "https://example.com/a", "title": "One", "is_archived": 0, "is_starred": 0, "content": body}
    whole, link = tmp_path / "whole.json", tmp_path / "link.csv"
    whole.write_text(json.dumps([row]), encoding="utf-8")
    link.write_text("url\nhttps://example.com/a\n", encoding="utf-8")
    assert said(run("import", str(whole))) == []
    assert said(run("import", str(link))) == []


def test_add_list_search_export_import(home, tmp_path):
    assert run("add", "--tag", "harbours", OPINION, "--later", "https://example.com/later").returncode == 0
    assert run("add", OPINION).returncode == 0
    listed = [json.loads(line) for line in run("list", "--format", "json").stdout.decode().splitlines()]
    assert {record["address"] for record in listed} == {OPINION, "https://example.com/later"}
    assert all("harbours" in record["tags"] for record in listed)
    found = run("search", "lorries")
    assert found.returncode == 0
    assert "slower ports" in found.stdout.decode()
    assert run("search", "zeppelin").returncode == 1
    assert run("export", "-o", str(tmp_path / "all.jsonl")).returncode == 0
    taken = run("import", str(tmp_path / "all.jsonl"), env={"TERMREAD_HOME": str(tmp_path / "other"), "PATH": ""})
    assert taken.stdout.decode() == "2 added, 0 merged, 0 skipped\n"
    assert run("check").returncode == 0
    assert run("backup").returncode == 0
    assert b"Restored" in run("restore").stdout


def test_searches_exclude_and_are_narrowed(home):
    assert run("add", OPINION, WIRE, "--later", "https://example.com/later").returncode == 0
    assert run("add", OPINION, "--tag", "two words").returncode == 0

    def addresses(*words):
        done = run("list", "--format", "json", *words)
        assert done.returncode == 0, said(done)
        return {json.loads(line)["address"] for line in done.stdout.decode().splitlines()}

    assert addresses("slower", "ports") == {OPINION}
    assert addresses("slower -ports") == addresses("slower", "-ports") == set()
    assert OPINION not in addresses("-slower")
    assert addresses("-slower") == addresses("--", "-slower") != set()
    assert addresses("tag:two words") == addresses("slower", "--tag", "two words") == {OPINION}
    assert addresses("slower", "--tag", "none") == addresses("slower", "--shelf", "archive") == set()
    assert addresses("slower", "--sort", "title", "--shelf", "inbox") == {OPINION}
    assert run("export", "-fcsv", "--tag", "two words", "-slower").returncode == 1
    assert run("export", "-fcsv", "--tag", "two words", "slower").stdout.count(b"\n") == 2
    assert "\n    \n" not in run("search", "after:2000").stdout.decode()


def test_the_keys_are_listed_with_the_readers_own(home):
    (home / "config").mkdir()
    (home / "config" / "config.toml").write_text('[keys]\nzen = "Z"\nfind = "j"\n', encoding="utf-8")
    listed = run("keys").stdout.decode().splitlines()
    line = next(line for line in listed if " zen " in line)
    assert line.split()[0] == "Z"
    assert listed[-1].startswith("j is bound to both")


def test_without_a_home_and_on_a_dumb_terminal_it_prints(tmp_path):
    env = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent", "TERM": "dumb"}
    done = run(OPINION, env=env)
    assert done.returncode == 0
    assert b"slower ports" in done.stdout


def test_what_is_heavy_is_not_loaded_for_small_things():
    heavy = ["textual", "httpx", "lxml", "readability", "sqlite3", "asyncio", "rich", "argparse", "dataclasses"]
    code = (
        "import sys; from termread.cli import main; sys.argv=['termread', '--version']; main();"
        f"print(*[name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.splitlines()[1:] == [""]


def test_a_log_tells_what_was_read_without_secrets_or_text_and_only_to_the_reader(home, tmp_path):
    missing = "http://127.0.0.1:9/story?token=hidden"
    run("--log", "info", "--format", "text", WIRE, missing)
    (log,) = home.rglob("termread.log")
    text = log.read_text()
    assert WIRE in text
    assert "warning" in text
    assert "127.0.0.1" in text
    assert "hidden" not in text
    assert text.count("\n") == 3
    assert log.stat().st_mode & 0o077 == 0


def test_the_log_tells_where_the_engine_failed_and_nothing_of_the_text(home, tmp_path):
    program = (
        "import os, sys; from termread import journal; from pathlib import Path; from termread.engine import child;"
        "journal.start('info', Path(sys.argv[1]));"
        "os.dup2(os.open(os.environ['TERMREAD_ENGINE_LOG'], os.O_WRONLY | os.O_APPEND), 2);"
        'child._obey(b\'{"secret": "sentence"}\')'
    )
    subprocess.run([sys.executable, "-c", program, str(tmp_path)], capture_output=True, timeout=60, check=False)
    text = (tmp_path / "termread.log").read_text(encoding="utf-8")
    assert "The engine met KeyError" in text
    assert "in do" in text
    assert "sentence" not in text


def test_after_two_dashes_all_are_articles(tmp_path):
    (tmp_path / "--theme").write_text("# A bold name\n\nA paragraph of a text, long enough to be read as one.\n")
    done = run("--width", "40", "--", "--theme", cwd=tmp_path)
    assert done.returncode == 0
    assert b"A bold name" in done.stdout
