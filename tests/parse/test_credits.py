import pytest

from termread.parse.page.images.credits import is_credit, split_credit


@pytest.mark.parametrize(
    ("language", "text", "caption", "credit"),
    [
        ("en", "Cranes at dawn in the port. /Xinhua", "Cranes at dawn in the port.", "Xinhua"),
        ("en", "A ship docks, August 20, 2021. /Xinhua", "A ship docks, August 20, 2021.", "Xinhua"),
        ("en", "The gate at night (Photo: Desk Pictures)", "The gate at night", "Desk Pictures"),
        ("en", "The mayor (left) and her deputy.", "The mayor (left) and her deputy.", ""),
        ("en", "Volunteers in the rain. Photo by Example Person", "Volunteers in the rain.", "Example Person"),
        ("en", "Smoke over the yard. REUTERS/Example Person", "Smoke over the yard.", "REUTERS/Example Person"),
        ("en", "Smoke over the yard. AFP via Getty Images", "Smoke over the yard.", "AFP via Getty Images"),
        ("en", "The hall before the vote (Example Person/AP)", "The hall before the vote", "Example Person/AP"),
        ("en", "Photo: Desk Pictures", "", "Desk Pictures"),
        ("en", "Two people look at a photo: it shows the old harbour as it was. Nobody speaks then.", None, ""),
        ("de", "Das Gelände im Mai. Foto: Beispielbild", "Das Gelände im Mai.", "Beispielbild"),
        ("de", "Das Gelände im Mai. © Beispielbild", "Das Gelände im Mai.", "Beispielbild"),
        ("de", "Der Platz am Abend (Quelle: Beispiel/dpa)", "Der Platz am Abend", "Beispiel/dpa"),
        ("de", "Der Platz am Abend. | Beispielbild AG/imago", "Der Platz am Abend.", "Beispielbild AG/imago"),
        ("ja", "待合室に並んだ本棚＝例新聞撮影", "待合室に並んだ本棚", "例新聞撮影"),
        ("ko", "행사 모습 [사진=예시신문]", "행사 모습", "사진=예시신문"),
        ("ar", "تجار يفتحون محالهم. تصوير: صحيفة المثال", "تجار يفتحون محالهم.", "صحيفة المثال"),
        ("ru", "Набережная вечером. Фото: Пример", "Набережная вечером.", "Пример"),
    ],
)
def test_a_credit_is_cut_from_the_end(language, text, caption, credit):
    assert split_credit(text, language) == (text if caption is None else caption, credit)


def test_no_word_of_a_caption_is_lost():
    for text in ("One. Two. Three /AFP", "(AFP)", "A — B", "Foto: A | B", ""):
        caption, credit = split_credit(text, "de")
        kept = f"{caption} {credit}"
        assert all(
            word in kept
            for word in text.replace("Foto:", "").replace("(", " ").replace(")", " ").split()
            if word.isalnum()
        )


def test_a_line_that_only_names_an_agency_is_a_credit():
    assert is_credit("Foto: Beispielbild", "de")
    assert is_credit("AFP/Getty Images")
    assert not is_credit("The river rose again on Sunday.")
