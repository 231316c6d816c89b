#!/usr/bin/env bash
# PyRSS2Gen and rfeed write the local time of an aware datetime with "GMT" behind it.
#
# Expected: 06:00 at +01:00 is `05:00:00 GMT` or `06:00:00 +0100` in a pubDate.
# Seen: PyRSS2Gen 1.1 and rfeed 1.1.1 write "Mon, 30 Nov 2026 06:00:00 GMT" for it, an hour late; feedgen 1.0.0 and feedgenerator 2.2.1
#   keep the offset.
# Why it matters: stories of today are dated in the future, and readers that sort by date keep them on top, or hide them.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check PyRSS2Gen==1.1 rfeed==1.1.1 feedgen==1.0.0 feedgenerator==2.2.1
env/bin/python - <<'PY'
import datetime
import re

import feedgen.feed
import feedgenerator
import PyRSS2Gen
import rfeed

home = "https://example.com/"
six = datetime.datetime(2026, 11, 30, 6, tzinfo=datetime.timezone(datetime.timedelta(hours=1)))
django = feedgenerator.Rss201rev2Feed("A", home, "d")
django.add_item("T", home, "d", pubdate=six)
generator = feedgen.feed.FeedGenerator()
generator.title("A")
generator.link(href=home)
generator.description("d")
entry = generator.add_entry()
entry.title("T")
entry.pubDate(six)
written = {
    "PyRSS2Gen": PyRSS2Gen.RSS2("A", home, "d", items=[PyRSS2Gen.RSSItem(title="T", pubDate=six)]).to_xml("utf-8"),
    "rfeed": rfeed.Feed("A", home, "d", items=[rfeed.Item(title="T", pubDate=six)]).rss(),
    "feedgen": generator.rss_str().decode(),
    "feedgenerator": django.writeString("utf-8"),
}
for name, xml in written.items():
    date = re.search("<pubDate>(.*?)</pubDate>", xml).group(1)
    print(f"{name:14} {date}")
    assert date == "Mon, 30 Nov 2026 06:00:00 " + ("GMT" if name in ("PyRSS2Gen", "rfeed") else "+0100")
PY
