#!/usr/bin/env bash
# Defuddle puts blanks into words with an emphasized part, in Chinese and Japanese too; article-extractor drops quoted words and terms.
#
# Expected: an extractor that returns HTML leaves the text of a paragraph that it keeps as it is.
# Seen: defuddle 0.19.4 turns un<em>believ</em>able into three words and <b>12</b><b>34</b> into two numbers, sets blanks around bold in
#   東京<b>タワー</b>へ, drops a list of two ingredients, and writes data-latex="12" for a half in MathML. @extractus/article-extractor
#   9.0.1 removes <q>, <time>, <ruby> (with the word under the reading) and <dt> with all they hold.
# Why it matters: note programs and readers keep what these give, and a search for the word in it finds nothing.
set -euo pipefail
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm init -y >npm.log
npm install --silent jsdom@29.1.1 defuddle@0.19.4 @extractus/article-extractor@9.0.1 >>npm.log
cat >extract.mjs <<'JS'
import assert from 'node:assert'
import { JSDOM } from 'jsdom'
import { Defuddle } from 'defuddle/node'
import { extractFromHtml } from '@extractus/article-extractor'
const sentence = 'The council met on Monday, and after four hours of talk, it voted, nine to two, to keep the old bridge open. '
const [before, after] = ['Before it comes a line of words, with a comma, that ends here.', 'After it comes a line of words, with a comma.']
const seen = [
  ['<p>un<em>believ</em>able</p>', 'un believ able', 'unbelievable'],
  ['<p><b>12</b><b>34</b> votes</p>', '12 34 votes', '1234 votes'],
  ['<p>東京<b>タワー</b>へ行く。</p>', '東京 タワー へ行く。', '東京タワーへ行く。'],
  ['<p>She said <q>no</q> at <time>noon</time> today.</p>', 'She said no at noon today.', 'She said at today.'],
  ['<p><ruby>東京<rt>とうきょう</rt></ruby>へ行く。</p>', '東京 とうきょう へ行く。', 'へ行く。'],
  ['<ul><li>two eggs</li><li>salt</li></ul>', '', 'two eggssalt'],
  ['<dl><dt>Keel</dt><dd>The beam at the bottom of a ship, along its whole length, from bow to stern.</dd></dl>',
    'Keel The beam at the bottom of a ship, along its whole length, from bow to stern.',
    'The beam at the bottom of a ship, along its whole length, from bow to stern.'],
]
const page = (given) => `<!doctype html><html lang="en"><head><title>The old bridge stays open</title></head><body><article>
<h1>The old bridge stays open</h1><p>${sentence.repeat(3)}</p><p>${before}</p>${given}<p>${after}</p><p>${sentence.repeat(3)}</p></article></body></html>`
const between = (html) => {
  const text = new JSDOM(html).window.document.body.textContent.replace(/\s+/g, ' ')
  return text.slice(text.indexOf(before) + before.length, text.indexOf(after)).trim()
}
for (const [given, defuddled, extracted] of seen) {
  const first = between((await Defuddle(new JSDOM(page(given)).window.document, 'https://example.com/a')).content)
  const second = between((await extractFromHtml(page(given), 'https://example.com/a')).content)
  console.log(`${given}\n  defuddle: ${first}\n  article-extractor: ${second}`)
  assert.deepEqual([first, second], [defuddled, extracted])
}
const half = '<p>It takes <math><mfrac><mn>1</mn><mn>2</mn></mfrac></math> of it.</p>'
const { content } = await Defuddle(new JSDOM(page(half)).window.document, 'https://example.com/a')
assert.match(content, /data-latex="12"/)
JS
node extract.mjs
