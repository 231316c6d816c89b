"""What pages of publishers that no rule was made for do, each as a small page of our own."""

from __future__ import annotations

from small_pages import SENTENCES, article, page, story, words

from termread.article import Figure, Heading, Note, Quote

HEADER = '<meta property="og:description" content="What a vote about a bridge says of a town.">'


def test_a_first_paragraph_with_a_large_initial_is_no_dek():
    told = page(f'<h1>The bridge</h1><div><p class="has-drop-cap">{SENTENCES[0]}</p>{story(8)}</div>', head=HEADER)
    found = article(told)
    assert found.dek == "What a vote about a bridge says of a town."
    assert SENTENCES[0] in words(found)


def test_a_test_name_tells_what_a_box_is_where_no_class_does():
    body = "".join(f'<div data-testid="text">{story(1)}</div>' for _ in range(4))
    box = '<div data-testid="factbox"><div><b>The bridge</b></div><p>Built in 1931.</p><p>Closed twice.</p></div>'
    lead = '<div data-testid="preamble">A town keeps its bridge for one more winter.</div>'
    found = article(page(f'<h1>The bridge</h1>{lead}<div data-testid="body">{body}{box}{body}</div>'))
    note = next(block for block in found.blocks if isinstance(block, Note))
    assert note.kind == "info"
    assert found.dek == "A town keeps its bridge for one more winter."


def test_a_last_sentence_with_its_writer_behind_it_is_the_story():
    text = "。<br><br>".join(f"駅舎は一九二三年に建てられ、空襲にも{n}度の洪水にも耐えてきた" for n in range(8))
    found = article(page(f"<div>{text}。<br><br>取り壊しの前日には催しが開かれる予定である。（佐々木健）</div>"))
    assert not isinstance(found.blocks[-1], Note)


def test_a_pull_quote_is_left_out_with_who_said_it():
    quote = f"<figure><blockquote><p>{SENTENCES[0][:60]}</p><cite>Mary Holden</cite></blockquote></figure>"
    found = article(page(f"<div><p>{SENTENCES[0]}</p>{story(3)}{quote}{story(4)}</div>"))
    assert not any(isinstance(block, Quote) for block in found.blocks)
    assert "Mary Holden" not in words(found)


def test_a_chinese_page_without_a_language_is_read_as_one():
    texts = "".join(f"<p>　　茶馆因屋顶坍塌停业近三年，第{n}笔修缮费用由两百多位街坊共同筹集。</p>" for n in range(9))
    info = "<div><span>2026-04-27 09:15:33</span>　<span>来源：老城晚报</span>　<span>作者：陈思</span>　<a href=c>评论(0)</a></div>"
    shot = '<p style="text-align:center"><img src="/c.jpg" width=600 height=400></p><p><small>茶馆门口排起长队。陈思 摄</small></p>'
    text = page(f"{info}<div>{shot}{texts}</div>", title="百年茶馆重新开门").replace(' lang="en"', "")
    found = article(text)
    figure = next(block for block in found.blocks if isinstance(block, Figure))
    assert (found.language, found.authors) == ("zh", ("陈思",))
    assert (figure.caption.text, figure.credit) == ("茶馆门口排起长队。", "陈思 摄")


def test_a_korean_reporter_is_named_without_the_office():
    texts = "<br><br>".join(f"등대지기는 {n}년 동안 하루도 빠짐없이 날씨를 적었다고 말했다." for n in range(20, 30))
    info = "<div><span>입력 2026.08.21. 오전 6:01</span><em>김하늘 기자</em></div>"
    found = article(page(f"{info}<div>{texts}</div>", title="등대 불을 끄다").replace('"en"', '"ko"'))
    assert found.authors == ("김하늘",)


def test_a_line_behind_a_sign_heads_a_section():
    texts = "。<br><br>".join(f"駅舎は一九二三年に建てられ、空襲にも{n}度の洪水にも耐えてきた" for n in range(8))
    found = article(page(f"<div>{texts}。<br><br>■新駅は無人に<br><br>{texts.replace('駅', '町')}。</div>"))
    assert [b.prose.text for b in found.blocks if isinstance(b, Heading)] == ["■新駅は無人に"]


def test_a_stroke_between_two_credits_is_none():
    parts = '<div class="credit">Rosa Kemp</div><div class="credit">/</div><div class="credit">Valley Radio</div>'
    shot = f'<div class="figure"><img src="/a.jpg" width=600 height=400><p class="caption">Smoke.</p>{parts}</div>'
    found = article(page(f"<div>{story(2)}{shot}{story(5)}</div>"))
    assert next(b for b in found.blocks if isinstance(b, Figure)).credit == "Rosa Kemp / Valley Radio"


def test_a_description_that_the_story_only_repeats_is_no_dek():
    head = f'<meta property="og:description" content="{SENTENCES[1][:90]}">'
    lines = "<br><br>".join(
        (f"<strong>The bridge stays, the {len(SENTENCES)} say so</strong>", SENTENCES[0], *SENTENCES[1:])
    )
    found = article(page(f"<div>{lines}</div>", head=head))
    assert found.dek is None


def test_thai_which_has_no_full_stops_is_a_story():
    text = "ตลาดน้ำเก่าแก่ริมคลองจะกลับมาเปิดอีกครั้งในวันเสาร์นี้ หลังจากปิดปรับปรุงนานกว่าสองปีเพราะน้ำเน่าเสียจนเรือเข้าจอดไม่ได้"
    lines = [f"{n} {text}" for n in range(6)]
    found = article(page("".join(f"<div>{line}</div>" for line in lines)).replace('"en"', '"th"'))
    assert [line in words(found) for line in lines] == [True] * 6


def test_the_first_chapter_keeps_its_heading():
    chapters = "".join(f"<section><h2>{n}. A chapter</h2>{story(3)}</section>" for n in (1, 2, 3))
    found = article(page(f"<div>{chapters}</div>"))
    assert [b.prose.text for b in found.blocks if isinstance(b, Heading)] == [f"{n}. A chapter" for n in (1, 2, 3)]


def test_a_label_behind_the_headline_is_no_part_of_it():
    told = page(story(8), title="Bridge stays open").replace("open</h1>", "open<span>Exclusive</span></h1>")
    assert article(told).title == "Bridge stays open"


def test_a_heading_that_leads_home_is_the_site_and_not_the_story():
    body = f'<div class="post"><h3 class="post-title">The bridge stays</h3>{story(8)}</div>'
    told = page(body, title="Valley Notes: The bridge stays").replace(
        "<h1>Valley Notes: The bridge stays</h1>", '<h1><a href="/">Valley Notes</a></h1>'
    )
    assert article(told.replace('<meta property="og:title"', "<meta name=x")).title == "The bridge stays"


def test_a_picture_that_says_its_parts_by_microdata_is_a_figure():
    shot = '<div itemprop="image"><img src="/m.jpg" width=800 height=500><p itemprop="caption">The hall.</p><p itemprop="copyrightHolder">Photo Marc Vidal</p></div>'
    found = article(page(f'{shot}<div itemprop="articleBody">{story(8)}</div>'))
    figure = next(block for block in found.blocks if isinstance(block, Figure))
    assert (figure.caption.text, figure.credit) == ("The hall.", "Photo Marc Vidal")


def test_a_long_line_that_ends_with_a_stop_is_a_paragraph_at_one_break():
    found = article(page(f"<div>{'<br>'.join(SENTENCES)}</div>"))
    assert words(found).splitlines() == list(SENTENCES)


def test_the_words_of_a_drawing_are_left_out_and_kept():
    drawing = f"<svg><title>A chart</title><text>{SENTENCES[0]}</text><foreignObject><p>{SENTENCES[1]}</p></foreignObject></svg>"
    found = article(page(f"<div>{story(8)}{drawing}</div>"))
    assert cut_words(found, "drawing").split() == f"{SENTENCES[0]} {SENTENCES[1]}".split()


def test_a_page_that_is_a_drawing_shows_its_words():
    found = article(f"<html><body><svg><text>{SENTENCES[0]}</text><text>{SENTENCES[1]}</text></svg></body></html>")
    assert SENTENCES[0] in words(found)
    assert [notice.code for notice in found.notices] == ["visible"]


def cut_words(found, reason: str) -> str:
    return " ".join(cut.text for cut in found.cut if cut.reason == reason)


def test_the_words_on_a_button_are_no_caption():
    tool = '<li><button><div><img src="/print.svg" alt=""></div><span>Print this article</span></button></li>'
    mail = tool.replace("Print", "Mail").replace("print", "mail")
    found = article(page(f"<main><div role=dialog><ul>{tool}{mail}</ul></div><div>{story(8)}</div></main>"))
    assert not any(isinstance(block, Figure) for block in found.blocks)


def test_a_byline_is_read_without_the_date_behind_it():
    line = '<p class="byline">By Dana Whitlock, Lee Ortega · <time datetime="2026-01-20">2026-01-20</time></p>'
    found = article(page(f"{line}<div>{story(8)}</div>"))
    assert (found.byline, found.authors) == ("By Dana Whitlock, Lee Ortega", ("Dana Whitlock", "Lee Ortega"))


def test_a_name_is_read_before_its_address():
    found = article(page(f'<div class="byline">By DANA WHITLOCK dana@example.com</div><div>{story(8)}</div>'))
    assert found.authors == ("DANA WHITLOCK",)


def test_the_first_question_of_an_interview_is_kept():
    parts = "".join(f'<p class="q"><i>What of the {what}?</i></p>{story(2)}' for what in ("bridge", "ferry", "ice"))
    assert "What of the bridge?" in words(article(page(f"<div>{parts}</div>")))


def test_what_stands_in_a_figure_beside_its_caption_is_no_paragraph():
    shot = "<figure><div><span>{}</span><img src=/h.jpg width=800 height=450></div><figcaption>Boats in the mud</figcaption></figure>"
    found = article(
        page(f"<div>{story(2)}{shot.format('Getty Images')}{story(3)}{shot.format('Image')}{story(3)}</div>")
    )
    assert [block.credit for block in found.blocks if isinstance(block, Figure)] == ["Getty Images", ""]
    assert "Image" not in words(found).replace("Getty Images", "").splitlines()


def test_a_credit_behind_a_label_with_dots_is_apart():
    caption = "<span>Boats in the mud.</span><span><span>Credit...</span><span>Sean Fell for The Post</span></span>"
    shot = f"<figure><img src=/h.jpg width=800 height=450><figcaption>{caption}</figcaption></figure>"
    found = article(page(f"<div>{shot}{story(8)}</div>"))
    figure = next(block for block in found.blocks if isinstance(block, Figure))
    assert (figure.caption.text, figure.credit) == ("Boats in the mud.", "Sean Fell for The Post")


def test_names_in_boxes_of_their_own_are_not_read_together_with_the_office():
    line = '<div data-testid="byline-contributors"><span>Orla Dunne</span><span>Coast reporter</span></div>'
    found = article(page(f"{line}<div>{story(8)}</div>"))
    assert (found.byline, found.authors) == ("Orla Dunne Coast reporter", ("Orla Dunne",))


def test_a_correction_below_the_box_of_the_story_is_kept():
    line = "<div class=foot><div>A correction was made on May 5, 2026: An earlier version misstated a year.</div></div>"
    found = article(page(f"<article><section>{story(8)}</section>{line}</article>"))
    assert isinstance(found.blocks[-1], Note)
    assert found.blocks[-1].kind == "correction"


def test_a_page_of_our_own_is_read_as_the_article_it_was_written_from():
    from termread.write.html import write_html

    shot = '<figure><img src="https://example.com/h.jpg" alt="A stove" width=600 height=400><figcaption>It warms. <small>Rosa Kemp</small></figcaption></figure>'
    line = '<p class="byline">By Dana Whitlock</p><time datetime="2026-01-20">20 January 2026</time>'
    first = article(page(f"{line}<div>{story(3)}{shot}<h2>The second part</h2>{story(5)}</div>"))
    again = article(write_html(first))
    assert (again.title, again.byline, again.published) == (first.title, first.byline, first.published)
    assert [type(block) for block in again.blocks] == [type(block) for block in first.blocks]
    assert words(again) == words(first)
