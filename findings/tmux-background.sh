#!/bin/bash
# What tmux answers to a program that asks for the color of the background (OSC 11).
#
# Seen: tmux 3.3a (Debian 12) in xterm 379 gives no answer to OSC 11, whatever the terminal around it has; only where `window-style` names
#   a color there is one, and white is told as c0c0c0. With allow-passthrough on, a question wrapped for the terminal around it is
#   answered, by what the pane reads as if it was typed. kitty 0.26.5 ends its answer by ST where the question ended by BEL; xterm by
#   BEL. Neither of them knows mode 2031 (they report 0), and tmux reports nothing.
# Why it matters: a theme that follows the terminal's light or dark has to find out without tmux's help, must not wait for an answer,
#   and has to tell what comes through tmux from keys.
# Needs xvfb, tmux, xterm and kitty of Debian 12, as they are installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
dpkg-query -W -f '${Package} ${Version}\n' tmux xterm kitty
cat >ask.py <<'PY'
import os, select, subprocess, sys, termios, time, tty

def ask(question, seconds=1.0):
    old = termios.tcgetattr(0)
    tty.setraw(0)
    os.write(1, question)
    got, end = b"", time.time() + seconds
    while time.time() < end and select.select([0], [], [], max(0, end - time.time()))[0]:
        got += os.read(0, 4096)
    termios.tcsetattr(0, termios.TCSANOW, old)
    return got

ASK, WRAPPED = b"\x1b]11;?\x1b\\", b"\x1bPtmux;\x1b\x1b]11;?\x1b\x1b\\\x1b\\"
found = {"asked": ask(ASK), "asked with BEL": ask(b"\x1b]11;?\x07"), "mode 2031": ask(b"\x1b[?2031$p")}
if "TMUX" in os.environ:
    found["through tmux"] = ask(WRAPPED, 2)
    subprocess.run(["tmux", "set", "-g", "window-style", "bg=white"], check=True)
    time.sleep(0.5)
    found["with a style"] = ask(ASK)
open(sys.argv[1], "w").write(repr(found))
PY
echo 'set -g allow-passthrough on' >tmux.conf
export LIBGL_ALWAYS_SOFTWARE=1
timeout 60 xvfb-run -a xterm -bg '#fffaf0' -fg black -e python3 ask.py xterm 2>/dev/null || true
timeout 60 xvfb-run -a kitty --config NONE python3 ask.py kitty 2>/dev/null || true
timeout 60 xvfb-run -a xterm -bg '#fffaf0' -fg black -e tmux -S "$work/socket" -f tmux.conf new "python3 ask.py tmux" 2>/dev/null || true
python3 - <<'PY'
from ast import literal_eval

xterm, kitty, tmux = (literal_eval(open(name).read()) for name in ("xterm", "kitty", "tmux"))
for name, found in (("xterm", xterm), ("kitty", kitty), ("tmux in xterm", tmux)):
    print(name, found)
assert xterm["asked with BEL"].endswith(b"\x07") and kitty["asked with BEL"].endswith(b"\x1b\\")
assert xterm["mode 2031"] == kitty["mode 2031"] == b"\x1b[?2031;0$y" and tmux["mode 2031"] == b""
assert tmux["asked"] == tmux["asked with BEL"] == b""
assert tmux["through tmux"] == b"\x1b]11;rgb:ffff/fafa/f0f0\x1b\\"
assert tmux["with a style"] == b"\x1b]11;rgb:c0c0/c0c0/c0c0\x1b\\"
PY
echo "as seen"
