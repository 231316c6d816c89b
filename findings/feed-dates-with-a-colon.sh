#!/usr/bin/env bash
# "+02:00" in a pubDate: of six feed readers two drop it and are hours off, two give no date; and feedparser needs a zone only behind a weekday.
#
# Expected: `Mon, 04 May 2026 10:00:00 +02:00` is 08:00 UTC: the colon of ISO 8601 is the commonest slip in RSS.
# Seen: feedparser 6.0.14 and atoma 0.0.17 say 08:00; fastfeedparser 0.6.5 and podcastparser 0.6.11 say 10:00 UTC; feedparser-rs 0.7.1
#   has no date; newsboat 2.21 shows the moment of the reload, so the story is always the newest. Without any zone feedparser has no
#   date for `Mon, 04 May 2026 10:00:00`, but 10:00 UTC for the same without its weekday.
# Why it matters: stories stand in the wrong order or on the wrong day, or have no day at all.
set -euo pipefail
folder=$(mktemp -d)
trap 'kill "${server:-}" 2>/dev/null || true; rm -rf "$folder"' EXIT
cd "$folder"
chmod 755 .
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check feedparser==6.0.14 fastfeedparser==0.6.5 feedparser-rs==0.7.1 podcastparser==0.6.11 atoma==0.0.17
env/bin/python - <<'PY'
import calendar
import io
from datetime import datetime, timezone

import atoma
import fastfeedparser
import feedparser
import feedparser_rs
import podcastparser


def feed(date):
    item = f"<item><title>A</title><link>https://example.com/a</link><guid>a</guid><pubDate>{date}</pubDate></item>"
    return f'<rss version="2.0"><channel><title>P</title><link>https://example.com/</link><description>d</description>{item}</channel></rss>'


def shown(seconds):
    return datetime.fromtimestamp(seconds, timezone.utc).strftime("%H:%M") if seconds else None


def parsed(parser, text):
    at = parser.parse(text).entries[0].get("published_parsed") if parser is feedparser else parser.parse(text).entries[0].published_parsed
    return shown(at and calendar.timegm(at))


def all_of(date):
    text = feed(date)
    return {
        "feedparser": parsed(feedparser, text),
        "feedparser-rs": parsed(feedparser_rs, text),
        "fastfeedparser": fastfeedparser.parse(text).entries[0]["published"][11:16],
        "podcastparser": shown(podcastparser.parse("https://example.com/f", io.StringIO(text))["episodes"][0]["published"]),
        "atoma": shown(atoma.parse_rss_bytes(text.encode()).items[0].pub_date.timestamp()),
    }


colon = all_of("Mon, 04 May 2026 10:00:00 +02:00")
print("+02:00 behind a weekday:", colon)
assert colon == {"feedparser": "08:00", "feedparser-rs": None, "fastfeedparser": "10:00", "podcastparser": "10:00", "atoma": "08:00"}
bare, alone = (parsed(feedparser, feed(date)) for date in ("Mon, 04 May 2026 10:00:00", "04 May 2026 10:00:00"))
print("feedparser without a zone:", bare, "and without its weekday:", alone)
assert (bare, alone) == (None, "10:00")
open("feed.xml", "w").write(feed("Mon, 04 May 2026 10:00:00 +02:00"))
PY
apt-get -q download newsboat=2.21-1.5 libstfl0=0.22-3+b5 >apt.log 2>&1
for package in *.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH=$(dirname "$(find "$PWD/root" -name libstfl.so.0)")
export LD_LIBRARY_PATH HOME=$folder
python3 -u -m http.server 0 --bind 127.0.0.1 >server.log 2>&1 &
server=$!
for _ in $(seq 50); do grep -q port server.log && break; sleep .1; done
port=$(grep -o 'port [0-9]*' server.log | cut -d' ' -f2)
echo "http://127.0.0.1:$port/feed.xml" >urls
before=$(date +%s)
root/usr/bin/newsboat -u urls -c cache.db -C /dev/null -x reload
python3 - "$before" <<'PY'
import sqlite3
import sys

((at,),) = sqlite3.connect("cache.db").execute("select pubDate from rss_item")
print("newsboat's date is seconds after the reload began:", at - int(sys.argv[1]))
assert 0 <= at - int(sys.argv[1]) < 60
PY
