"""What is copied is on a clipboard, or it is said that it is not."""

from __future__ import annotations

import pytest

from waiting import until

TAKES = 'cat > "$0.got"'


@pytest.fixture
def programs(tmp_path, monkeypatch):
    """Puts programs of the test's own in the place of those of the system."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    def put(name, does):
        path = folder / name
        path.write_text(f"#!/bin/sh\n{does}\n")
        path.chmod(0o755)
        return folder / f"{name}.got"

    return put


async def said_after_copying(reading, text=None):
    said = []
    async with reading() as (pilot, reader):
        reader.say = lambda text, role="status", **_: said.append(text)
        if text is not None:
            reader.copies.copy_text(text, "Copied")
        else:
            await pilot.press("y")
        await until(pilot, lambda: said)
        return said, reader.app


async def test_in_tmux_it_goes_through_tmux(reading, programs, monkeypatch):
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    got = programs("tmux", '[ "$*" = "load-buffer -w -" ] && ' + TAKES)
    said, app = await said_after_copying(reading)
    assert said[0].startswith("Copied ")
    assert got.read_text()
    assert getattr(app, "copied", None) in (None, "")


async def test_where_tmux_refuses_it_is_said(reading, programs, monkeypatch):
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    programs("tmux", '[ "$1" = show-options ] && echo external && exit 0; exit 1')
    said, _ = await said_after_copying(reading)
    assert said == ["Not copied: tmux refused it. Put this into tmux.conf: set -s set-clipboard on"]


async def test_an_old_tmux_that_passes_it_on_is_asked_so(reading, programs, monkeypatch):
    monkeypatch.setenv("TMUX", "/tmp/tmux-0/default,1,0")
    programs("tmux", '[ "$1" = show-options ] && echo on && exit 0; exit 1')
    said, app = await said_after_copying(reading)
    assert said[0].startswith("Copied ")
    assert app.copied


async def test_what_is_too_long_for_the_terminal_needs_a_program(reading, programs, monkeypatch):
    long = "words " * 20_000
    monkeypatch.setenv("PATH", "")
    said, _ = await said_after_copying(reading, long)
    assert said[0].startswith("Not copied: too long for the terminal.")


@pytest.mark.parametrize(("does", "says"), [(TAKES, "Copied"), ("exit 1", "Not copied: xsel failed")])
async def test_a_program_that_fails_is_named(reading, programs, monkeypatch, does, says):
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr("termread.tui.clipboard.PROGRAMS", (("DISPLAY", ("xsel", "--clipboard", "--input")),))
    programs("xsel", does)
    said, _ = await said_after_copying(reading, "words " * 20_000)
    assert said == [says]
