#!/usr/bin/env bash
# podcastparser joins every guid with the feed's address, so a podcast that moves to another host has only new episodes.
#
# Expected: a guid is the episode's identity, an opaque string that stays when the feed moves: that is what it is for.
# Seen: podcastparser 0.6.11 gives the guid "ep-12" as https://old.example.com/feeds/ep-12: without isPermaLink it counts as an address,
#   relative to the feed's, and the same feed from another host has other guids. The link of an item without one is that address too.
#   With isPermaLink="false" the guid stays as it is. Dates in ISO 8601 without seconds are 0, and dc:date is not read at all.
# Why it matters: gPodder and whoever else remembers episodes by guid downloads them all again.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/env"
"$folder/env/bin/pip" install --quiet --disable-pip-version-check podcastparser==0.6.11
"$folder/env/bin/python" - <<'PY'
import io

import podcastparser

SPACE = 'xmlns:dc="http://purl.org/dc/elements/1.1/"'


def episode(item, address="https://old.example.com/feeds/show.xml"):
    text = f'<rss version="2.0" {SPACE}><channel><title>P</title><link>https://example.com/</link><item><title>A</title>{item}</item></channel></rss>'
    return podcastparser.parse(address, io.StringIO(text))["episodes"][0]


SOUND = '<enclosure url="https://example.com/12.mp3" type="audio/mpeg" length="1"/>'
old, new = (episode(f"<guid>ep-12</guid>{SOUND}", f"https://{host}.example.com/feeds/show.xml") for host in ("old", "new"))
print(old["guid"], "becomes", new["guid"], "and its link is", old["link"])
assert (old["guid"], new["guid"]) == ("https://old.example.com/feeds/ep-12", "https://new.example.com/feeds/ep-12")
assert old["link"] == old["guid"]
kept = episode(f'<guid isPermaLink="false">ep-12</guid>{SOUND}')["guid"]
print("with isPermaLink=false:", kept)
assert kept == "ep-12"
dates = ["<pubDate>2026-05-04T10:00:00Z</pubDate>", "<pubDate>2026-05-04T10:00Z</pubDate>", "<dc:date>2026-05-04T10:00:00Z</dc:date>"]
seen = [episode(f"<guid>a</guid>{date}{SOUND}")["published"] for date in dates]
print("dates:", seen)
assert seen == [1777888800, 0, 0]
PY
