"""Code keeps its lines and loses their numbers, however the page lays them out."""

from __future__ import annotations

import pytest
from small_pages import article, page, story

from termread.article import Code

CODE = "if x:\n    y = 1\n# 3"


@pytest.mark.parametrize(
    "markup",
    [
        "<pre>if x:<br>    y = 1<br># 3</pre>",
        "<pre><div>if x:</div><div>    y = 1</div><div># 3</div></pre>",
        "<pre><ol><li>if x:</li><li>    y = 1</li><li># 3</li></ol></pre>",
        "<pre><code><span class=code-line>if x:</span><span class=code-line>    y = 1</span><span class=code-line># 3</span></code></pre>",
        "<pre><code><span style='display: block'>if x:</span><span style='display: block'>    y = 1</span><span style='display: block'># 3</span></code></pre>",
        "<pre><span class=line>if x:\n</span><span class=line>    y = 1\n</span><span class=line># 3\n</span></pre>",
        "<pre><span class=lineno>1</span>if x:\n<span class=lineno>2</span>    y = 1\n<span class=lineno>3</span># 3</pre>",
        "<table><tr><td class=gutter><pre>1\n2\n3</pre></td><td class=code><pre>if x:\n    y = 1\n# 3</pre></td></tr></table>",
        "<table><tr><td class=blob-num data-line-number=1></td><td>if x:</td></tr><tr><td class=blob-num data-line-number=2></td>"
        "<td>    y = 1</td></tr><tr><td class=blob-num data-line-number=3></td><td># 3</td></tr></table>",
        "<pre><button>Copy</button>if x:\n    y = 1\n# 3</pre>",
        "<div style='font-family: Consolas, monospace; white-space: pre'><div>if x:</div><div>    y = 1</div><div># 3</div></div>",
        "<pre>if x:\n    y = <span class=hljs-number>1</span>\n# 3</pre>",
        "<pre>if x:\n    y = <span class='token number'>1</span>\n# 3</pre>",
        "<pre><b>if</b> x:\n    y = <i>1</i>\n# 3</pre>",
    ],
)
def test_code_keeps_its_lines_and_loses_their_numbers(markup):
    found = article(page(story(3) + markup + story(3)))
    assert [block.text for block in found.blocks if isinstance(block, Code)] == [CODE]


def test_a_table_of_numbers_is_no_code():
    found = article(
        page(story(3) + "<table><tr><td>1</td><td>Oslo</td></tr><tr><td>2</td><td>Bergen</td></tr></table>" + story(3))
    )
    assert not any(isinstance(block, Code) for block in found.blocks)
