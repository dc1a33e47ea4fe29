"""Obviously invented people: everyone is a plant. Their papers have a series that is never issued."""

_SURNAMES = (
    "Ромашкин", "Одуванчиков", "Подорожников", "Лопухов", "Клеверов", "Васильков", "Камышов", "Осокин", "Папоротников",
    "Крапивин", "Шиповников", "Чабрецов", "Зверобоев", "Тысячелистников", "Колокольчиков", "Люпинов", "Репейников",
    "Полынников", "Мятликов", "Барвинков", "Горицветов", "Душицын", "Ковылёв", "Морошкин",
)  # fmt: skip
_FIRST = (
    ("Тимьян", "Василёк", "Клевер", "Нарцисс", "Кипрей", "Тростник", "Вереск", "Гиацинт", "Ландыш", "Укроп"),
    ("Мелисса", "Мальва", "Калина", "Осока", "Ромашка", "Рябина", "Сирень", "Фиалка", "Черёмуха", "Мята"),
)
_PATRONYMIC = (
    ("Ясеневич", "Дубович", "Клёнович", "Тополевич", "Кедрович", "Вязович", "Каштанович"),
    ("Ясеневна", "Дубовна", "Клёновна", "Тополевна", "Кедровна", "Вязовна", "Каштановна"),
)
DOCUMENT_SERIES = "0000"


def person(number: int) -> tuple[str, str, str]:
    """Surname, first name and patronymic of the person with this number."""
    is_woman = number % 2
    surname = _SURNAMES[number * 7 % len(_SURNAMES)] + ("а" if is_woman else "")
    first = _FIRST[is_woman][number * 3 % 10]
    return surname, first, _PATRONYMIC[is_woman][number * 5 % 7]


def document_number(number: int) -> str:
    return f"{number % 1_000_000:06d}"
