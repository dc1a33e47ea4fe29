"""Formats of support a city can give a school (DOMAIN §7.2).

A second year in a row on the list is a ground for changing the format: the city's programme says so in section 6.5.
Which formats suit a second year is the portal's proposal: what has already been tried lightly is not offered again.
"""

from dataclasses import dataclass

from roadmaps.reference.sources import CITY_PROGRAMME, CITY_PROJECT, PROPOSAL, SCHOOLS_OF_GROWTH, Source


@dataclass(frozen=True, slots=True)
class SupportFormatItem:
    """One format. `when` helps the officer choose; `suits_second_year` offers it when the school is listed again."""

    code: str
    title: str
    description: str
    when: str
    suits_second_year: bool
    source: Source


_ITEMS = (
    SupportFormatItem(
        code="methodical",
        title="Методическое сопровождение",
        description=(
            "Методист ведёт школу по выявленным предметным дефицитам: консультации, семинары, разбор уроков, помощь "
            "методическому объединению."
        ),
        when=(
            "Дефициты ограничены одним-двумя предметами, команда управления справляется с планом сама, школа в "
            "перечне первый год."
        ),
        suits_second_year=False,
        source=CITY_PROJECT.at("раздел «Концепция»"),
    ),
    SupportFormatItem(
        code="tutoring",
        title="Тьюторское сопровождение",
        description=(
            "За школой закрепляется тьютор, который регулярно работает с управленческой командой: помогает читать "
            "данные, ставить цели, проверять, что меры действуют."
        ),
        when=("Меры выполняются, а результат не меняется: команде нужна помощь в том, как связывать меры с причинами."),
        suits_second_year=True,
        source=CITY_PROGRAMME.at("раздел 6.3"),
    ),
    SupportFormatItem(
        code="mentor_school",
        title="Наставничество школы-лидера",
        description=(
            "Школа с устойчивыми и объективными результатами работает в паре со школой перечня по договору: общие "
            "педсоветы, стажировки, открытые уроки, работа заместителей вдвоём."
        ),
        when=(
            "В городе есть школа с похожим составом учеников и хорошими результатами по тому же предмету, и до неё "
            "можно добраться."
        ),
        suits_second_year=True,
        source=CITY_PROGRAMME.at("разделы 5 и 6.5"),
    ),
    SupportFormatItem(
        code="task_force",
        title="Адресный десант",
        description=(
            "Группа методистов и учителей других школ на несколько дней приезжает в школу: посещает уроки, проводит "
            "занятия, вместе с командой составляет короткий план на четверть."
        ),
        when="Положение требует быстрых действий: низкие результаты в большинстве процедур, до экзаменов мало времени.",
        suits_second_year=True,
        source=SCHOOLS_OF_GROWTH.at("формы адресной помощи"),
    ),
    SupportFormatItem(
        code="deeper_diagnosis",
        title="Повторная диагностика с расширенным контекстом",
        description=(
            "Причины ищут заново, добавляя сведения о составе учеников, кадрах, условиях, объективности прошлых "
            "результатов и мнения учеников, учителей и родителей."
        ),
        when=(
            "Школа в перечне второй год подряд, прошлый план выполнен, а показатели не сдвинулись: вероятно, лечили "
            "не ту причину."
        ),
        suits_second_year=True,
        source=CITY_PROGRAMME.at("раздел 6.5"),
    ),
    SupportFormatItem(
        code="staffing",
        title="Кадровое решение",
        description=(
            "Учредитель помогает закрыть вакансии, усилить управленческую команду, найти сетевых учителей и "
            "специалистов. Решения о людях принимаются по трудовому законодательству, не по результатам ВПР."
        ),
        when=(
            "Главная причина в том, что вести предмет или управлять изменениями некому, и методическая помощь не даст."
        ),
        suits_second_year=True,
        source=PROPOSAL,
    ),
)

SUPPORT_FORMATS: dict[str, SupportFormatItem] = {item.code: item for item in _ITEMS}


def second_year_formats() -> tuple[SupportFormatItem, ...]:
    """What is offered to a school that is listed for the second year in a row."""
    return tuple(item for item in _ITEMS if item.suits_second_year)
