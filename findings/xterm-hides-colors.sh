#!/bin/bash
# What xterm tells the program that it runs about its colors, and what it draws.
#
# Seen: xterm 379 (Debian 12) draws 24-bit colors exactly, but takes COLORTERM out of the environment, whatever it was, and sets
#   TERM=xterm, whose terminfo entry has 8 colors. kitty 0.26.5 keeps COLORTERM.
# Why it matters: COLORTERM is what libraries go by, so a program shows 16 colors in a terminal that has all of them. Where it matters,
#   the reader has to set COLORTERM in the shell that runs in xterm, not before it.
# Needs xvfb, xterm, kitty, imagemagick and ncurses-bin of Debian 12, as they are installed.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
dpkg-query -W -f '${Package} ${Version}\n' xterm kitty
export COLORTERM=truecolor LIBGL_ALWAYS_SOFTWARE=1
cat >inside.sh <<'SH'
env | grep '^COLORTERM=' >"$1" || echo none >"$1"
echo "$TERM" >>"$1"
printf '\033[48;2;34;37;45m\033[2J\033[H'
if [ "$1" = xterm ]; then sleep 1; import -silent -window root picture.ppm; fi
SH
timeout 60 xvfb-run -a xterm -geometry 80x24+0+0 -e sh inside.sh xterm 2>/dev/null || true
timeout 60 xvfb-run -a kitty --config NONE sh inside.sh kitty 2>/dev/null || true
xterm=$(paste -sd' ' xterm) kitty=$(paste -sd' ' kitty)
pixel=$(convert picture.ppm -depth 8 -format '%[fx:int(255*p{100,100}.r+.5)] %[fx:int(255*p{100,100}.g+.5)] %[fx:int(255*p{100,100}.b+.5)]' info:)
echo "in xterm: $xterm, its terminfo has $(tput -T xterm colors) colors, and 34 37 45 is drawn as $pixel"
echo "in kitty: $kitty"
[ "$xterm" = "none xterm" ] && [ "$kitty" = "COLORTERM=truecolor xterm-kitty" ]
[ "$(tput -T xterm colors)" = 8 ] && [ "$pixel" = "34 37 45" ]
echo "as seen"
