import io
import os
import socket
import sys
from dataclasses import replace

import pytest

from termread.config import FetchSettings
from termread.errors import Empty, NoInput, TooLarge
from termread.fetch import fetch
from termread.fetch.local import read_standard_input

SMALL = replace(FetchSettings(), decoded_bytes=2048)


def test_a_file(tmp_path):
    path = tmp_path / "story.html"
    path.write_bytes(b"<p>Hello")
    document = fetch(str(path))
    assert (document.data, document.url, document.media_type) == (b"<p>Hello", None, None)


def test_a_pipe_a_folder_a_device_a_socket(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)  # the path of a socket may be a hundred characters long, and no more
    os.mkfifo(tmp_path / "pipe")
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("socket")
        for name, word in (("pipe", "pipe"), (".", "folder"), ("socket", "socket"), ("/dev/zero", "device")):
            with pytest.raises(NoInput, match=word):
                fetch(str(tmp_path / name))


def test_a_link_to_a_device_is_the_device(tmp_path):
    (tmp_path / "story.html").symlink_to("/dev/zero")
    with pytest.raises(NoInput, match="device"):
        fetch(str(tmp_path / "story.html"))


def test_a_link_to_nothing(tmp_path):
    (tmp_path / "story.html").symlink_to(tmp_path / "gone")
    with pytest.raises(NoInput, match="no file"):
        fetch(str(tmp_path / "story.html"))


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_one_that_may_not_be_read(tmp_path):
    path = tmp_path / "secret.html"
    path.write_text("x")
    path.chmod(0)
    with pytest.raises(NoInput, match="permission"):
        fetch(str(path))


def test_an_empty_one_and_one_too_large(tmp_path):
    (tmp_path / "empty.html").write_bytes(b" \n")
    (tmp_path / "large.html").write_bytes(b"x" * 4096)
    with pytest.raises(Empty):
        fetch(str(tmp_path / "empty.html"))
    with pytest.raises(TooLarge, match="decoded_bytes"):
        fetch(str(tmp_path / "large.html"), SMALL)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere file names are Unicode")
def test_the_name_of_a_file_steers_no_terminal(tmp_path):
    for name in (b"a\x1b]0;x\x07.html", b"\xff\xfe.html"):
        with pytest.raises(NoInput) as caught:
            fetch(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
        assert caught.value.text.isprintable()


def test_a_name_with_a_null():
    with pytest.raises(NoInput):
        fetch("a\0b.html")


def test_standard_input():
    assert read_standard_input(io.BytesIO(b"<p>x"), SMALL) == b"<p>x"
    assert read_standard_input(io.BytesIO(b""), SMALL) == b""
    with pytest.raises(TooLarge):
        read_standard_input(io.BytesIO(b"x" * 4096), SMALL)
