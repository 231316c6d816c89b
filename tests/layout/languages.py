"""One short article in each of seven languages, written for these tests."""

from __future__ import annotations

from termread.article import Article, Figure, Heading, Item, Listing, Mark, Note, Paragraph, Prose, Quote


def _p(text: str, *marks: Mark) -> Paragraph:
    return Paragraph(Prose(text, marks))


ENGLISH = Article(
    title="The harbour that learned to wait: how a small port outlived its own railway",
    kicker="Long read",
    dek="Six years of building, one winter of doubt, and a well-known pattern that nobody wanted to name.",
    byline="A. Writer",
    published="2031-10-05T08:00:00+01:00",
    language="en",
    url="https://www.example.com/long-read/harbour",
    blocks=(
        Note("editor", (_p("The writer lived in the town for a year; the names of the dockers have been changed."),)),
        Figure(Prose("Two ships wait outside the harbour at first light, 3 October 2031."), "Example Agency"),
        _p(
            "It was meant to steady a trade that has been anything but steady — “a well-known pattern”, as one "
            "official put it — and it did, for a while. The state-of-the-art cranes came in 2029–2030; the "
            "self-unloading ships came later, or not at all.",
            Mark(12, 18, "emphasis"),
        ),
        Heading(2, Prose("What the council knew")),
        _p(
            "“We had the figures,” the treasurer says. “What we didn’t have was the nerve.” The report is still at "
            "https://example.com/council/reports/2030/harbour-and-railway.html for anyone who asks."
        ),
        Listing(
            ordered=False,
            items=(
                Item(Prose("The first quay, finished in spring and paid for twice over")),
                Item(Prose("The second quay, which is a car park")),
            ),
        ),
        Quote((_p("Nobody builds a harbour for the weather they have."),), "a retired pilot"),
    ),
)
GERMAN = Article(
    title="Wie eine Hafenstadt lernte, auf bessere Zeiten zu warten",
    dek="Sechs Jahre Bauzeit, ein Winter voller Zweifel und eine Verwaltungsgemeinschaft am Rand ihrer Kräfte.",
    byline="B. Schreiber",
    published="2031-10-05",
    language="de",
    blocks=(
        Note("editor", (_p("Die Namen der Hafenarbeiterinnen und Hafenarbeiter wurden geändert."),)),
        _p(
            "Die Wiederherstellung der Eisenbahnverbindung war eine Selbstverständlichkeit – so jedenfalls „die "
            "herrschende Meinung“ im Rathaus. Tatsächlich verschlangen die Sicherungs- und Instandsetzungsarbeiten "
            "schon 2029/2030 mehr als die Hälfte der Mittel."
        ),
        Heading(2, Prose("Was der Rat wusste")),
        _p("»Wir hatten die Zahlen«, sagt die Kämmerin. »Uns fehlte die Entschlossenheit.« Es blieb bei 5\xa0Prozent."),
    ),
)
CHINESE = Article(
    title="一座学会等待的港口：小城如何比铁路活得更久",
    dek="六年的建设，一个充满疑问的冬天，以及一种谁也不愿说破的常态。",
    byline="甲记者",
    published="2031-10-05T08:00:00+08:00",
    language="zh",
    blocks=(
        Note("editor", (_p("为保护隐私，文中码头工人的姓名均已更改。"),)),
        Figure(Prose("2031年10月3日清晨，两艘货轮在港外等候。"), "示例社"),
        _p(
            "港口用了六年时间重建，目的是稳定一直起伏不定的贸易。一位官员说：“这是众所周知的模式。”双方都提到"
            "2031年的计划（第1阶段），也谈到秋天的会谈；至于铁路——没有人愿意多说……"
        ),
        Heading(2, Prose("议会知道什么")),
        _p(
            "《港口年报》写道：“数字早就有了，缺少的是勇气。”报告见 https://example.com/reports/2030 ，任何人都可以查阅。"
        ),
    ),
)
JAPANESE = Article(
    title="待つことを覚えた港――小さな町が鉄道より長く生きた理由",
    dek="六年の工事、疑いの冬、そして誰も口にしなかった「よくある型」。",
    byline="乙記者",
    published="2031-10-05T08:00:00+09:00",
    language="ja",
    blocks=(
        Note("correction", (_p("初出時、桟橋の数に誤りがありました。お詫びして訂正します。"),)),
        _p(
            "港の再建には六年かかった。「よく知られた型だ」と担当者は語る。クレーンは２０２９年に、コンテナ船は"
            "そのあとに来た。しかし、ターミナルの名称についての議論（いわゆる「ポート論争」）は、まだ終わっていない。"
        ),
        Heading(2, Prose("議会は何を知っていたか")),
        _p("「数字はあった。なかったのは、ちょっとした勇気だけだった」と、元会計係はゆっくりと言った。"),
    ),
)
THAI = Article(
    title="ท่าเรือที่เรียนรู้จะรอ",
    dek="หกปีแห่งการก่อสร้างและฤดูหนาวแห่งความสงสัย",
    byline="ผู้สื่อข่าว ก",
    published="2031-10-05",
    language="th",
    blocks=(
        _p(
            "ท่าเรือแห่งนี้ใช้เวลาสร้างใหม่ถึงหกปี เพื่อให้การค้าที่ไม่เคยมั่นคงกลับมามั่นคงอีกครั้ง "
            "เจ้าหน้าที่คนหนึ่งกล่าวว่านี่เป็นรูปแบบที่รู้จักกันดี ทั้งสองฝ่ายพูดถึงแผนงานปี 2574 และการเจรจาในฤดูใบไม้ร่วง"
        ),
        Heading(2, Prose("สิ่งที่สภารู้")),
        _p("ตัวเลขมีอยู่แล้ว สิ่งที่ขาดคือความกล้าหาญ เหรัญญิกกล่าวอย่างช้าๆ"),
    ),
)
ARABIC = Article(
    title="الميناء الذي تعلّم الانتظار",
    dek="ست سنوات من البناء وشتاء واحد من الشك.",
    byline="الكاتب أ",
    published="2031-10-05T08:00:00+03:00",
    language="ar",
    direction="rtl",
    blocks=(
        Note("editor", (_p("غُيّرت أسماء عمال الرصيف حفاظًا على خصوصيتهم."),)),
        _p(
            "استغرق بناء الميناء ست سنوات، وكان الهدف منه تثبيت تجارة لم تكن ثابتة قط. قال أحد المسؤولين: «هذا نمط "
            "معروف». وتحدث الطرفان عن خطة عام 2031 (المرحلة الأولى) وعن محادثات الخريف."
        ),
        Heading(2, Prose("ما كان المجلس يعرفه")),
        Listing(ordered=True, items=(Item(Prose("الرصيف الأول، وقد اكتمل في الربيع")), Item(Prose("الرصيف الثاني")))),
        Quote((_p("لا أحد يبني ميناءً للطقس الذي عنده."),), "مرشد متقاعد"),
        _p("Example Port Authority, annual report 2030."),
    ),
)
HINDI = Article(
    title="वह बंदरगाह जिसने इंतज़ार करना सीखा",
    dek="छह साल का निर्माण और संदेह की एक सर्दी।",
    byline="संवाददाता क",
    published="2031-10-05T08:00:00+05:30",
    language="hi",
    blocks=(
        Note("editor", (_p("गोदी कर्मचारियों के नाम बदल दिए गए हैं।"),)),
        _p(
            "बंदरगाह को दोबारा बनाने में छह साल लगे, और उद्देश्य था उस व्यापार को स्थिर करना जो कभी स्थिर नहीं रहा। एक अधिकारी ने "
            "कहा, “यह जाना-पहचाना तरीका है।” दोनों पक्षों ने 2031 की योजना और शरद ऋतु की वार्ता का ज़िक्र किया।"
        ),
        Heading(2, Prose("परिषद को क्या पता था")),
        _p("“आँकड़े हमारे पास थे,” कोषाध्यक्ष कहती हैं। “हिम्मत नहीं थी।”"),
    ),
)
LANGUAGES = {
    "english": ENGLISH,
    "german": GERMAN,
    "chinese": CHINESE,
    "japanese": JAPANESE,
    "thai": THAI,
    "arabic": ARABIC,
    "hindi": HINDI,
}
