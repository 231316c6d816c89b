#!/usr/bin/env bash
# tmux 3.3a reports the size of the text area with rows and columns exchanged.
#
# Expected: CSI 18 t is answered by CSI 8 ; rows ; columns t, as xterm, kitty and foot do.
# Seen: tmux 3.3a (Debian 12) answers CSI 8 ; columns ; rows t. In a pane of 30 rows and 100 columns that is 8;100;30. The ioctl
#   TIOCGWINSZ in the same pane is right.
# Why it matters: who asks the terminal, over a serial line or ssh without a window size (as resize(1) does), lays out for 100 rows
#   of 30 columns. termread trusts the ioctl alone.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
chmod 755 .
apt-get -q download tmux=3.3a-3 libevent-core-2.1-7 libutempter0 >apt.log 2>&1
for package in *.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH=$(dirname "$(find "$PWD/root" -name 'libevent_core*' | head -1)")
export LD_LIBRARY_PATH
cat >ask.py <<'PY'
import fcntl, os, select, struct, termios, tty

terminal = os.open("/dev/tty", os.O_RDWR)
tty.setraw(terminal)
os.write(terminal, b"\x1b[18t")
answer = b""
while select.select([terminal], [], [], 2)[0] and not answer.endswith(b"t"):
    answer += os.read(terminal, 100)
size = struct.unpack("HHHH", fcntl.ioctl(terminal, termios.TIOCGWINSZ, bytes(8)))
with open("seen", "w") as file:
    print(answer.decode()[1:], *size[:2], file=file)
PY
cat >run.py <<'PY'
import fcntl, os, pty, struct, sys, termios, time

pid, master = pty.fork()
if pid == 0:
    fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    os.environ["TERM"] = "xterm-256color"
    os.execv("root/usr/bin/tmux", ["tmux", "-S", "socket", "-f", "conf", "new", sys.executable, "ask.py"])
try:
    while os.read(master, 4096):
        pass
except OSError:
    pass
PY
echo 'set -g status off' >conf
env -u TMUX LC_ALL=C.UTF-8 timeout 30 python3 run.py
cat seen
test "$(cat seen)" = "[8;100;30t 30 100"
