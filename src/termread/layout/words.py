"""Words that the page adds in the article's language: dates, times, reading time, and labels of notes."""

from __future__ import annotations

from termread.article import NoteKind

_EAST = "{year}年{month}月{day}日"
_PLAIN, _POINT = "{day} {name} {year}", "{day}. {name} {year}"

_WAYS = {
    "ar": (_PLAIN, "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر"),
    "cs": ("{day}. {month}. {year}", ""),
    "da": (_POINT, "jan. feb. mar. apr. maj jun. jul. aug. sep. okt. nov. dec."),
    "de": (_POINT, "Jan. Feb. März Apr. Mai Juni Juli Aug. Sept. Okt. Nov. Dez."),
    "en": (_PLAIN, "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    "es": (_PLAIN, "ene feb mar abr may jun jul ago sept oct nov dic"),
    "fi": ("{day}.{month}.{year}", ""),
    "fr": (_PLAIN, "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
    "he": (_PLAIN, "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר"),
    "hi": (_PLAIN, "जन॰ फ़र॰ मार्च अप्रैल मई जून जुल॰ अग॰ सित॰ अक्तू॰ नव॰ दिस॰"),
    "id": (_PLAIN, "Jan Feb Mar Apr Mei Jun Jul Agu Sep Okt Nov Des"),
    "it": (_PLAIN, "gen feb mar apr mag giu lug ago set ott nov dic"),
    "ja": (_EAST, ""),
    "ko": ("{year}년 {month}월 {day}일", ""),
    "nl": (_PLAIN, "jan feb mrt apr mei jun jul aug sep okt nov dec"),
    "no": (_POINT, "jan. feb. mars apr. mai juni juli aug. sep. okt. nov. des."),
    "pl": (_PLAIN, "sty lut mar kwi maj cze lip sie wrz paź lis gru"),
    "pt": (_PLAIN, "jan fev mar abr mai jun jul ago set out nov dez"),
    "ru": (_PLAIN, "янв. февр. марта апр. мая июня июля авг. сент. окт. нояб. дек."),
    "sv": (_PLAIN, "jan. feb. mars apr. maj juni juli aug. sep. okt. nov. dec."),
    "th": ("{day} {name} {buddhist}", "ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค."),
    "tr": (_PLAIN, "Oca Şub Mar Nis May Haz Tem Ağu Eyl Eki Kas Ara"),
    "uk": (_PLAIN, "січ. лют. бер. квіт. трав. черв. лип. серп. вер. жовт. лист. груд."),
    "vi": ("{day}/{month}/{year}", ""),
    "zh": (_EAST, ""),
}
"""The date format of each language, and its names of months."""

_MINUTES = {
    "ar": "{} دقيقة",
    "he": "{} דק׳",
    "hi": "{} मिनट",
    "id": "{} menit",
    "ja": "{}分",
    "ko": "{}분",
    "ru": "{} мин",
    "th": "{} นาที",
    "tr": "{} dk",
    "uk": "{} хв",
    "vi": "{} phút",
    "zh": "{}分钟",
}
_SAME = {"nb": "no", "nn": "no", "ms": "id", "in": "id", "iw": "he"}
_BUDDHIST = 543


def written_date(date: str | None, language: str | None = None) -> str:
    """Return the ISO 8601 *date* as written in *language* ("31 Oct 2025"), or "" if it is not valid."""
    try:
        year, month, day = map(int, (date or "")[:10].split("-"))
        if not (1 <= month <= 12 and 1 <= day <= 31 and year > 0):
            return ""
    except ValueError:
        return ""
    way, names = _WAYS.get(_primary(language), ("{year:04}-{month:02}-{day:02}", ""))
    name = names.split()[month - 1] if names else ""
    return way.format(year=year, month=month, day=day, name=name, buddhist=year + _BUDDHIST)


def written_time(time: str, today: str | None, language: str | None = None) -> str:
    """Return the ISO 8601 *time* of an entry as "14:05", with its date unless that is *today*."""
    date = written_date(time, language)
    if not date:
        return time
    clock = time[11:16] if time[10:11] in ("T", " ") else ""
    if not clock:
        return date
    return clock if today is not None and time[:10] == today[:10] else f"{date}, {clock}"


def written_minutes(minutes: tuple[int, int] | None, language: str | None = None) -> str:
    """Return the reading time as "6–8 min", or "" if it is unknown."""
    if minutes is None:
        return ""
    shortest, longest = minutes
    said = str(shortest) if shortest == longest else f"{shortest}–{longest}"
    return _MINUTES.get(_primary(language), "{} min").format(said)


_UNSPACED = frozenset({"th", "lo", "km", "my"})


def is_unspaced(language: str | None) -> bool:
    """Return whether *language* is written without spaces, so that only a dictionary can find its words."""
    return _primary(language) in _UNSPACED


def _primary(language: str | None) -> str:
    primary = (language or "en").lower().replace("_", "-").split("-")[0]
    return _SAME.get(primary, primary)


_BY = {
    "da": "Af",
    "de": "Von",
    "en": "By",
    "es": "Por",
    "fr": "Par",
    "it": "Di",
    "nl": "Door",
    "no": "Av",
    "pt": "Por",
    "sv": "Av",
}
_EDITOR = {
    "ar": "ملاحظة المحرر",
    "de": "Anmerkung der Redaktion",
    "en": "Editor's note",
    "es": "Nota del editor",
    "fr": "Note de la rédaction",
    "hi": "संपादक की टिप्पणी",
    "it": "Nota della redazione",
    "ja": "編集部注",
    "ko": "편집자 주",
    "nl": "Noot van de redactie",
    "pt": "Nota do editor",
    "ru": "От редакции",
    "th": "หมายเหตุบรรณาธิการ",
    "zh": "编者按",
}
_CORRECTION = {
    "ar": "تصحيح",
    "de": "Korrektur",
    "en": "Correction",
    "es": "Corrección",
    "fr": "Correction",
    "it": "Correzione",
    "ja": "訂正",
    "ko": "정정",
    "nl": "Correctie",
    "pt": "Correção",
    "ru": "Исправление",
    "zh": "更正",
}
_DISCLOSURE = {"de": "Offenlegung", "en": "Disclosure", "zh": "披露"}
_LABELS: dict[NoteKind, dict[str, str]] = {"editor": _EDITOR, "correction": _CORRECTION, "disclosure": _DISCLOSURE}


def by_word(language: str | None) -> str:
    """Return the word before a byline in *language*, or "" if it has none or is unknown."""
    return _BY.get(_primary(language), "")


def note_label(kind: NoteKind, language: str | None) -> str:
    """Return the label of a note of *kind* in *language*, by default in English, or "" if it has none."""
    labels = _LABELS.get(kind, {})
    return labels.get(_primary(language), labels.get("en", ""))
