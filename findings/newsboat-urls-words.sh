#!/usr/bin/env bash
# In newsboat's urls a # behind the address begins a comment, one name holds for all lines of an address, and \n is a line break.
#
# Expected: a line is an address, then tags, in quotation marks where they have blanks; comments are lines that begin with #.
# Seen: newsboat 2.21 drops a name behind " # " and keeps "#" inside an address or quotation marks; of two lines with the same
#   address both get the name of the last; "\n" in a name is a real line break, which its OPML writes as &#10;; a quotation mark that is
#   never closed, an address that is none ("example.com/x.xml") and one glued to its name are all taken as they stand, exit status 0.
# Why it matters: who reads urls by splitting at blanks gets tags that are comments, and names that belong to others.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
chmod 755 .
apt-get -q download newsboat=2.21-1.5 libstfl0=0.22-3+b5 >apt.log 2>&1
for package in *.deb; do dpkg -x "$package" root; done
LD_LIBRARY_PATH=$(dirname "$(find "$PWD/root" -name libstfl.so.0)")
export LD_LIBRARY_PATH HOME=$folder
newsboat() { root/usr/bin/newsboat -u urls -c cache.db -C /dev/null "$@"; }
cat >urls <<'URLS'
https://example.com/1.xml tag # the "~Name"
https://example.com/2.xml#part "a # b" "~Two"
https://example.com/3.xml "~First"
https://example.com/3.xml "~Second"
https://example.com/4.xml "~Two\nlines"
https://example.com/5.xml "~Open
example.com/6.xml
https://example.com/7.xml"~Glued"
URLS
newsboat -e >exported.opml
grep outline exported.opml
grep -q '1.xml" htmlUrl="" title=""' exported.opml
grep -q '2.xml#part" htmlUrl="" title="Two"' exported.opml
test "$(grep -c '3.xml" htmlUrl="" title="Second"' exported.opml)" = 2
grep -q 'title="Two&#10;lines"' exported.opml
grep -q '5.xml" htmlUrl="" title="Open"' exported.opml
grep -q 'xmlUrl="example.com/6.xml"' exported.opml
grep -q '7.xml&quot;~Glued&quot;"' exported.opml
