#!/usr/bin/env bash
# RIS of a newspaper article: neither pandoc nor citation-js reads its day, and citation-js reads no author.
#
# Expected: TY NEWS with AU, PY and DA (2024/05/06/) gives an author and a date to the day wherever RIS is read.
# Seen: pandoc 3.9 ignores DA and knows a date only by a bare year in PY: without it there is no date, and a full date in PY or Y1 gives
#   `"date-parts": []`. citation-js 0.8.2 (plugin-ris) ignores DA in NEWS too, and makes its AU a `reporter` in plain text, so a
#   bibliography has no author. Only Y1, which pandoc cannot read, gives it both.
# Why it matters: whoever exports news by RIS loses names and days on the way. termread writes PY and DA; CSL JSON loses nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
python3 -m venv env
env/bin/pip install --quiet --disable-pip-version-check rispy==0.10.0 pypandoc-binary==1.17
npm init -y >npm.log
npm install --silent @citation-js/core@0.8.2 @citation-js/plugin-ris@0.8.2 @citation-js/plugin-csl@0.8.2 >>npm.log
cat >cite.mjs <<'JS'
import fs from 'fs'
import { Cite } from '@citation-js/core'
import '@citation-js/plugin-ris'
import '@citation-js/plugin-csl'
const cite = new Cite(fs.readFileSync('record.ris', 'utf8'))
const [{ author, reporter, issued }] = cite.data
console.log(JSON.stringify([author ?? null, reporter ?? null, issued?.['date-parts'] ?? issued ?? null]))
console.log(cite.format('bibliography', { format: 'text', template: 'apa' }).trim())
JS
record() { printf 'TY  - NEWS\nTI  - The old bridge stays open\nAU  - Example, Ann\n%bER  - \n\n' "$1" >record.ris; }
pandoc() { env/bin/python -c 'import json, pypandoc; item = json.loads(pypandoc.convert_file("record.ris", "csljson", "ris"))[0]
print(item["author"][0]["family"], item.get("issued"))'; }
check() {
  record "$1"
  mine=$(pandoc)
  theirs=$(node cite.mjs)
  printf '%s\n  pandoc: %s\n  citation-js: %s\n' "$(echo "$1" | sed 's/\\n/; /g')" "$mine" "$theirs"
  test "$mine" = "$2"
  test "$(head -1 <<<"$theirs")" = "$3"
}
check 'DA  - 2024/05/06\n' 'Example None' '[null,"Example, Ann",null]'
check 'DA  - 2024/05/06/\n' 'Example None' '[null,"Example, Ann",null]'
check 'PY  - 2024\nDA  - 2024/05/06/\n' "Example {'date-parts': [[2024]]}" '[null,"Example, Ann",[[2024]]]'
check 'Y1  - 2024/05/06/\n' "Example {'date-parts': []}" '[[{"family":"Example","given":"Ann"}],null,[[2024,5,6]]]'
record 'PY  - 2024\n'
test "$(node cite.mjs | tail -1)" = 'The old bridge stays open. (2024).'
