"""Measures of a school for special needs, for pupils with another first language, and for adaptivity of lessons."""

from roadmaps.reference.sources import CITY_PROGRAMME
from roadmaps.reference.typical_measures.item import MeasureSection, TypicalMeasureItem

_TEACHING = MeasureSection.TEACHING
_ENVIRONMENT = MeasureSection.ENVIRONMENT

NEEDS = (
    TypicalMeasureItem(
        code="special-conditions",
        title=(
            "Сверка условий с заключениями ПМПК по каждой адаптированной программе: что предписано, что обеспечено, "
            "чего не хватает"
        ),
        section=MeasureSection.DIAGNOSTICS,
        risk_factors=("special_needs",),
        period="Сентябрь",
        responsible="Председатель психолого-педагогического консилиума, заместитель руководителя по УВР",
        expected_result="По всем заключениям определены недостающие условия, назначены сроки их создания.",
        indicator_text="Доля заключений, по которым созданы все предписанные условия",
        evidence="Сводные числа консилиума: заключений всего, условия созданы полностью, частично",
    ),
    TypicalMeasureItem(
        code="special-training",
        title=(
            "Обучение учителей приёмам работы в инклюзивном классе: упрощение "
            "инструкции, дробление задания, опорные материалы"
        ),
        section=MeasureSection.STAFF,
        risk_factors=("special_needs", "teacher_competence"),
        period="Октябрь–декабрь",
        responsible="Методический центр, заместитель руководителя по УВР",
        expected_result="Обучены все учителя, работающие с детьми с ОВЗ и согласившиеся учиться.",
        indicator_text="Доля учителей инклюзивных классов, прошедших обучение",
        evidence="Приказ о направлении; число слушателей",
    ),
    TypicalMeasureItem(
        code="special-specialists",
        title="Договор с центром психолого-педагогической помощи о занятиях логопеда, дефектолога и психолога в школе",
        section=_ENVIRONMENT,
        risk_factors=("special_needs", "staff_shortage"),
        period="до 15 октября",
        responsible="Руководитель ОО",
        expected_result="Коррекционные занятия проводятся в объёме, предписанном адаптированными программами.",
        indicator_text="Отношение проведённых коррекционных часов к предписанным",
        evidence="Договор и расписание занятий по группам, без имён детей",
    ),
    TypicalMeasureItem(
        code="special-work-programmes",
        title="Приведение рабочих программ в соответствие с адаптированными: объём, темп, формы контроля",
        section=_TEACHING,
        risk_factors=("special_needs", "adaptivity"),
        period="Сентябрь–октябрь",
        responsible="Заместитель руководителя по УВР, руководители ШМО",
        expected_result=(
            "Рабочие программы предметов с низкими результатами содержат раздел об адаптации; уроки проводятся по ним."
        ),
        indicator_text="Доля адаптированных программ, отражённых в рабочих программах предметов",
        evidence="Ссылка на рабочие программы на сайте школы",
    ),
    TypicalMeasureItem(
        code="special-council",
        title="Заседания психолого-педагогического консилиума по динамике: что помогло, что изменить в сопровождении",
        section=_ENVIRONMENT,
        risk_factors=("special_needs",),
        period="1 раз в четверть",
        responsible="Председатель консилиума",
        expected_result="По каждому ребёнку с ОВЗ решение консилиума пересматривается не реже двух раз в год.",
        indicator_text="Число рассмотренных случаев с положительной динамикой к общему числу",
        evidence="Даты заседаний и числа, без персональных данных",
    ),
    TypicalMeasureItem(
        code="language-screening",
        title="Выявление уровня владения русским языком у детей, для которых он не родной, при приёме и в начале года",
        section=MeasureSection.DIAGNOSTICS,
        risk_factors=("language_barriers",),
        deficits=("RU",),
        period="Сентябрь",
        responsible="Заместитель руководителя по УВР, учителя русского языка",
        expected_result="Определены три уровня владения языком и число детей на каждом; составлены группы.",
        indicator_text="Число детей по уровням владения языком в сентябре и мае",
        evidence="Сводные числа по параллелям",
    ),
    TypicalMeasureItem(
        code="language-lessons",
        title="Курс русского языка как неродного для групп по уровню владения за счёт внеурочной деятельности",
        section=_TEACHING,
        risk_factors=("language_barriers",),
        deficits=("RU",),
        period="Октябрь–май",
        responsible="Заместитель руководителя по УВР, учитель русского языка",
        expected_result=(
            "Группы занимаются не менее двух часов в неделю; половина детей к маю переходит на следующий уровень."
        ),
        indicator_text="Доля детей, перешедших на следующий уровень владения языком",
        evidence="Программа курса и расписание; ссылка на сайт школы",
    ),
    TypicalMeasureItem(
        code="language-glossaries",
        title=(
            "Словари школьных слов по предметам: глаголы заданий, термины, образцы ответа; карточки лежат в кабинетах"
        ),
        section=_TEACHING,
        risk_factors=("language_barriers",),
        period="Октябрь–ноябрь",
        responsible="Руководители ШМО",
        expected_result=(
            "Для предметов с низкими результатами составлены словари к темам; ученики пользуются ими на уроках."
        ),
        indicator_text="Число тем, обеспеченных словарём",
        evidence="Ссылка на общую папку словарей",
    ),
    TypicalMeasureItem(
        code="language-buddies",
        title=(
            "Пары «ученик — помощник»: одноклассник, свободно владеющий "
            "русским языком, помогает новичку в первые месяцы"
        ),
        section=_ENVIRONMENT,
        risk_factors=("language_barriers", "wellbeing"),
        period="Сентябрь–декабрь",
        responsible="Классные руководители, педагог-психолог",
        expected_result=(
            "У каждого недавно прибывшего ребёнка есть помощник; в опросе новички не сообщают об одиночестве."
        ),
        indicator_text="Доля прибывших детей, у которых есть помощник",
        evidence="Число пар по параллелям",
    ),
    TypicalMeasureItem(
        code="language-families",
        title=(
            "Встречи с семьями мигрантов с участием переводчика или представителя диаспоры: правила школы, помощь "
            "дома, бесплатные курсы"
        ),
        section=_ENVIRONMENT,
        risk_factors=("language_barriers", "parents"),
        period="Октябрь, февраль",
        responsible="Социальный педагог, заместитель руководителя по ВР",
        expected_result="На встречах побывало большинство семей; памятки школы переведены на языки семей.",
        indicator_text="Доля семей, участвовавших во встречах",
        evidence="Ссылка на объявление и переведённую памятку",
    ),
    TypicalMeasureItem(
        code="adaptivity-annexes",
        title=(
            "Приложения к рабочим программам: часы на несформированные умения за счёт резерва, повторения и "
            "внеурочной деятельности"
        ),
        section=_TEACHING,
        risk_factors=("adaptivity", "learning_failure"),
        deficits=("VPR",),
        period="Октябрь–ноябрь",
        responsible="Учителя-предметники, руководители ШМО, руководитель ОО",
        expected_result=(
            "По каждому предмету с низким результатом утверждено приложение; часы стоят в расписании второй четверти."
        ),
        indicator="R02",
        indicator_text="Число приложений к рабочим программам, утверждённых и проводимых",
        evidence="Ссылка на приложения на сайте школы",
        source=CITY_PROGRAMME.at("раздел 5, пункт 3"),
    ),
    TypicalMeasureItem(
        code="adaptivity-levels",
        title="Единый подход к заданиям трёх уровней на уроке и в домашней работе по предметам с низкими результатами",
        section=_TEACHING,
        risk_factors=("adaptivity", "teacher_competence"),
        period="Ноябрь–май",
        responsible="Руководители ШМО, заместитель руководителя по УВР",
        expected_result="На посещённых уроках задания разного уровня получают все группы учеников.",
        indicator_text="Доля посещённых уроков с заданиями разного уровня",
        evidence="Сводка посещений по школе без фамилий",
    ),
    TypicalMeasureItem(
        code="adaptivity-routes",
        title=(
            "Индивидуальные образовательные маршруты учеников, составленные по их собственным пробелам и "
            "пересматриваемые каждую четверть"
        ),
        section=_TEACHING,
        risk_factors=("adaptivity", "learning_failure"),
        period="1 раз в четверть",
        responsible="Заместитель руководителя по УВР, классные руководители",
        expected_result="Маршруты есть у всех учеников группы риска; содержание у разных учеников различается.",
        indicator_text="Число маршрутов: открыто, завершено с результатом",
        evidence="Числа по параллелям; сами маршруты остаются в школе",
        source=CITY_PROGRAMME.at("раздел 5, пункт 6"),
    ),
    TypicalMeasureItem(
        code="adaptivity-timetable",
        title=(
            "Изменение расписания под результаты диагностики: спаренные уроки, подвижные группы, час восполнения "
            "пробелов в сетке"
        ),
        section=_TEACHING,
        risk_factors=("adaptivity",),
        period="до 10 ноября",
        responsible="Заместитель руководителя по УВР",
        expected_result=(
            "В расписании есть общий для параллели час, когда ученики расходятся по группам в зависимости от пробела."
        ),
        indicator_text="Число параллелей, где введены подвижные группы",
        evidence="Ссылка на расписание",
    ),
    TypicalMeasureItem(
        code="adaptivity-extracurricular",
        title="Пересмотр внеурочной деятельности: замена невостребованных курсов занятиями по несформированным умениям",
        section=_TEACHING,
        risk_factors=("adaptivity", "motivation"),
        period="Октябрь",
        responsible="Заместитель руководителя по ВР, заместитель руководителя по УВР",
        expected_result="Не менее трети курсов внеурочной деятельности параллели связано с выявленными пробелами.",
        indicator_text="Доля курсов внеурочной деятельности, связанных с дефицитами",
        evidence="Ссылка на план внеурочной деятельности",
        source=CITY_PROGRAMME.at("раздел 5, пункт 3.4"),
    ),
)
