"""Russian words of periods as patterns over the normal form (see normal.py), in the order in which they are tried.

Every token is one letter of a shape: «с 2 по 13 ноября 2020 г.» has the shape «FNTNMY», and the grammar matches
shapes. Letters, with the value a token carries:

D full date · d day and month · Y year · N number · O ordinal (-1 for «последний») · M month (1-12) · A school year
named as such (its first year, or nothing) · g «год» · q h t r m w k p quarter, half-year, school quarter, trimester,
month, week, ten days, half · S season (its first month) · V pupils' holidays · F «с» · T «по» · U «до» · W «не
позднее» · i «включительно» · B beginning, middle, end (-1, 0, 1) · I «по итогам» · e «каждый» · z «раз» · E a rhythm
in one word · c «число» · L «в течение» · C «постоянно» · P «период» · - dash · , what parts · x a word of no use here
"""

import re

MONTHS = (
    r"янв(?:ар\w+)?",
    r"фев(?:р|рал\w+)?",
    r"мар(?:т\w*)?",
    r"апр(?:ел\w+)?",
    r"ма(?:[йяюе]|ем)",
    r"июн(?:[ьяюе]|ем)?",
    r"июл(?:[ьяюе]|ем)?",
    r"авг(?:уст\w*)?",
    r"сент?(?:ябр\w+)?",
    r"окт(?:ябр\w+)?",
    r"ноя(?:б|бр\w+)?",
    r"дек(?:абр\w+)?",
)
NUMBERS = (r"од(?:ин|ного|ному)", r"дв(?:а|е|ух)", r"тр(?:и|ех)", r"четыр(?:е|ех)")
ORDINALS = (r"перв\w+", r"втор\w+", r"трет\w+", r"четверт(?:ый|ая|ое|ой|ого|ую|ом)", r"пят(?:ый|ая|ое|ой|ого|ую|ом)")
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "п": 2, "ш": 3}
"""«П» and «Ш» are what people type for II and III on a Russian keyboard."""
SEASONS = {"осен": 9, "зим": 12, "весн": 3, "весен": 3, "лет": 6}
RHYTHMS = {"недел": "w", "месяч": "m", "кварт": "q", "четверт": "t", "год": "g"}

_SCHOOL = r"уч(?:\.|еб\w*)?"
_YEAR_WORD = r"(?: ?(?:гг?\b\.?(?: ?г\b\.?)?|год(?:а|у|ы|ов|ом|е)?\b))?"
_TWO_YEARS = r"(?P<y>20\d\d) ?[-/] ?(?P<next>20\d\d|\d\d)(?!\d)"
_WHICH = r"(?:(?:(?:текущ|данн|эт|нынешн|цел)\w+|весь|всего) )?"
_WHOSE = r"(?:(?!(?:по|согласно|в|и) )[а-яi.?\"-]+ ){0,3}"
_PAPER = r"(?:график|план|расписани|циклограмм|дорожн\w+ карт)\w*(?:-график\w*)?"
_ROMAN = r"(?:iii|iv|ii|i|п|ш)"
_WHAT_ROMAN_COUNTS = rf"(?: ?[-,и] ?{_ROMAN}\b)* ?(?:-?(?:ая|ое|й|я|е)\b ?)?(?:кв|пол|четв|трим|нед|декад)"
_NUMBERED_BY_ROMAN = rf"(?: ?[-,и] ?{_ROMAN}\b)* ?(?:-?(?:ая|ое|й|я|е)\b ?)?(?:кв|пол|четв|трим|нед|декад)"

SCHEDULES = re.compile(
    rf"\b(?:по|согласно|в соответствии со?) {_WHOSE}{_PAPER}(?: работы)?(?: (?:оо|оу|школ\w|[а-я]?мо|мц|иро)\b)?"
    r"|\b(?:по мере|при) (?:необходимост|поступлени|возникновени|готовност|обращени|формировани|выявлени)\w*"
    r"|\bпо (?:запрос|заявк|согласовани|требовани|факт|необходимост|отдельным срок)\w*"
    r"|\bв (?:установленн|определенн)\w+ (?:\w+ )?срок\w*"
    r"|\bсрок\w* уточня\w+"
)
"""Phrases that leave the days to another paper or to circumstances."""

TOKENS: tuple[tuple[str, "re.Pattern[str]"], ...] = tuple(
    (letter, re.compile(pattern))
    for letter, pattern in (
        ("D", rf"(?P<y>20\d\d)-(?P<m>\d\d)-(?P<d>\d\d)(?!\d){_YEAR_WORD}"),
        ("D", rf"(?P<d>\d{{1,2}}) ?[./] ?(?P<m>\d{{1,2}}) ?[./] ?(?P<y>20\d\d|\d\d)(?!\d){_YEAR_WORD}"),
        ("A", rf"{_TWO_YEARS}{_YEAR_WORD} ?{_SCHOOL}{_YEAR_WORD}"),
        ("A", rf"{_WHICH}{_SCHOOL} ?{_TWO_YEARS}{_YEAR_WORD}"),
        ("A", rf"{_TWO_YEARS}(?![.-])(?! ?г)"),
        ("A", rf"{_WHICH}{_SCHOOL} ?(?:год\w*|г\b\.?)"),
        ("MY", r"(?P<m>0?[1-9]|1[0-2])\.(?P<y>20\d\d)(?!\d)"),
        ("d", r"(?P<d>\d{1,2})\.(?P<m>\d{1,2})(?!\d|\.\d)\.?"),
        ("Y", rf"(?P<y>20\d\d)(?!\d){_YEAR_WORD}"),
        ("O", r"(?P<n>\d{1,2})(?: ?-)?(?:ого|го|ая|ое|ой|ую|ый|ий|ья|ье|ому|му|ом|ю|я|й|е|м)\b"),
        ("N", r"(?P<n>\d{1,2})(?!\d)"),
        ("O", rf"(?P<roman>{_ROMAN})\b(?={_WHAT_ROMAN_COUNTS})"),
        ("O", r"последн\w+"),
        ("E", r"(?:еже|по(?!недельник))(?P<rhythm>недел|месяч|кварт|четверт|год)\w*"),
        ("C", r"ежедневн\w*|постоянн?о\w*|регулярн\w*|систематическ\w*|непрерывн\w*|круглый год"),
        ("W", r"не (?:позднее|позже)(?: чем\b)?"),
        ("U", r"(?:до|ко?)\b"),
        ("i", r"включительно|вкл\b\.?"),
        ("L", r"в (?:течени[еи]|продолжени[еи])\b|на протяжении\b"),
        ("I", r"(?:по|в) (?:итог|окончани|завершени|результат)\w*|после (?:окончания|завершения)\b"),
        ("B", r"(?P<end>кон(?:ец|ца|цу|це)|окончани\w|завершени\w)\b|(?P<begin>начал\w)\b|середин\w\b"),
        ("z", r"(?:раз[ау]?|р)\b\.?"),
        ("e", r"кажд\w+"),
        ("h", r"полугод\w*"),
        ("q", r"квартал\w*|кв\b\.?"),
        ("t", r"(?:учебн\w+ )?четверт(?:ь|и|ью|ей|ям|ях)\b"),
        ("r", r"триместр\w*"),
        ("w", r"недел\w*|(?:понедельник|вторник|четверг|пятниц|суббот|воскресень)\w*|сред(?:а|у|ы|е|ам)\b"),
        ("k", r"декад\w*"),
        ("p", r"половин\w*"),
        ("m", r"месяц\w*|мес\b\.?"),
        ("V", r"каникул\w*"),
        ("S", r"(?P<season>осен|зим|весн|весен|лет)(?:ь|ью|и|а|у|ой|е|о|ом|н\w+)\b"),
        ("c", r"числ(?:о|а|у|ам)\b"),
        ("P", r"(?:весь |всего |отчетн\w+ )?период\w*"),
        ("g", r"(?:весь |всего |текущ\w+ |календарн\w+ )?год(?:а|у|ы|ов|ом|е)?\b|г\b\.?"),
        ("M", "(?:" + "|".join(f"(?P<n{number}>{word})" for number, word in enumerate(MONTHS, 1)) + r")\b\.?"),
        ("Nz", r"(?:(?P<n1>однажды)|(?P<n2>дважды)|(?P<n3>трижды))\b"),
        ("N", "(?:" + "|".join(f"(?P<n{number}>{word})" for number, word in enumerate(NUMBERS, 1)) + r")\b"),
        ("O", "(?:" + "|".join(f"(?P<n{number}>{word})" for number, word in enumerate(ORDINALS, 1)) + r")\b"),
        ("F", r"(?:начиная )?(?:со?|от)\b"),
        ("T", r"по\b"),
        ("-", r"-"),
        (",", r"[,;()/+]|(?:и|или|а также)\b"),
        ("", r"(?:в|во|на|за|не|реже|менее|чаще|срок\w*|реализации|программы|проекта|проведения|дат\w*)\b|[.: \"?]"),
        ("x", r"\w+|."),
    )
)
"""Letter and pattern; the empty letter is dropped."""
