"""Measures of a school about examinations as a whole and honest marking."""

from roadmaps.reference.sources import CITY_PROGRAMME, CITY_ROADMAP
from roadmaps.reference.typical_measures.item import MeasureSection, TypicalMeasureItem

_TEACHING = MeasureSection.TEACHING
_OBJECTIVITY = MeasureSection.OBJECTIVITY

EXAMS = (
    TypicalMeasureItem(
        code="exams-content-analysis",
        title=(
            "Предметно-содержательный анализ ВПР, ОГЭ и ЕГЭ: какие умения не сформированы у ученика, класса, "
            "параллели, школы"
        ),
        section=MeasureSection.DIAGNOSTICS,
        risk_factors=("learning_failure",),
        deficits=("VPR", "OGE", "EGE"),
        period="Сентябрь–октябрь",
        responsible="Заместитель руководителя по УВР, руководители ШМО",
        expected_result="Справка содержит причины и решения по каждому предмету с низким результатом.",
        indicator="R19",
        indicator_text="Число процедур с низким результатом",
        evidence="Аналитическая справка школы; ссылка",
        source=CITY_PROGRAMME.at("раздел 5, пункт 2"),
    ),
    TypicalMeasureItem(
        code="exams-risk-group",
        title=(
            "План подготовки группы риска к ОГЭ: состав по результатам диагностики, график занятий, ответственный, "
            "проверка раз в месяц"
        ),
        section=_TEACHING,
        risk_factors=("learning_failure",),
        deficits=("OGE",),
        period="Ноябрь–май",
        responsible="Заместитель руководителя по УВР, учителя 9 классов",
        expected_result="К апрелю группа риска сокращается не менее чем наполовину.",
        indicator="R06",
        indicator_text="Число учеников в группе риска в ноябре и апреле",
        evidence="График занятий и числа, без имён",
        source=CITY_ROADMAP.at("строка 1.3"),
    ),
    TypicalMeasureItem(
        code="exams-trial",
        title=(
            "Пробные экзамены по русскому языку и математике по правилам "
            "настоящих, с разбором каждого задания в течение недели"
        ),
        section=_TEACHING,
        deficits=("RU", "MA", "OGE", "EGE"),
        period="Январь–февраль",
        responsible="Руководитель ОО, учителя-предметники",
        expected_result="Участвуют все выпускники; по итогам изменён план консультаций.",
        indicator_text="Доля преодолевших порог на пробном экзамене",
        evidence="Числа по предметам; приказ о проведении",
        source=CITY_ROADMAP.at("строка 3.6"),
    ),
    TypicalMeasureItem(
        code="exams-consultations",
        title=(
            "Единое расписание консультаций для 9 и 11 классов по темам, а не по фамилиям: ученик выбирает тему, "
            "администрация следит за посещением"
        ),
        section=_TEACHING,
        risk_factors=("learning_failure", "adaptivity"),
        deficits=("OGE", "EGE"),
        period="Ноябрь–май",
        responsible="Заместитель руководителя по УВР",
        expected_result=(
            "Темы консультаций совпадают с пробелами пробных работ; группа риска посещает не менее 80 % занятий."
        ),
        indicator_text="Доля посещённых консультаций в группе риска",
        evidence="Ссылка на расписание",
    ),
    TypicalMeasureItem(
        code="exams-psychology",
        title="Занятия психолога для выпускников и родителей: тревога перед экзаменом, режим дня, поддержка дома",
        section=MeasureSection.ENVIRONMENT,
        risk_factors=("wellbeing", "parents"),
        deficits=("OGE", "EGE"),
        period="Февраль–апрель",
        responsible="Педагог-психолог, классные руководители",
        expected_result="Проведено не менее трёх занятий; уровень тревоги по анонимному опросу снижается.",
        indicator_text="Число участников и оценка тревоги до и после",
        evidence="Ссылка на программу занятий",
    ),
    TypicalMeasureItem(
        code="objectivity-procedure",
        title="Проведение ВПР с наблюдателем в каждой аудитории и перекрёстной проверкой обезличенных работ",
        section=_OBJECTIVITY,
        deficits=("VPR",),
        period="Апрель–май",
        responsible="Руководитель ОО, школьный координатор ВПР",
        expected_result="Все работы проведены с наблюдателем; замечаний о нарушениях порядка нет.",
        indicator_text="Доля аудиторий, где присутствовал независимый наблюдатель",
        evidence="Приказ о порядке и число наблюдателей",
    ),
    TypicalMeasureItem(
        code="objectivity-criteria",
        title=(
            "Общие критерии отметок за контрольные работы по русскому языку и математике и выборочная вторая проверка"
        ),
        section=_OBJECTIVITY,
        risk_factors=("teacher_competence",),
        deficits=("RU", "MA"),
        period="1 раз в четверть",
        responsible="Руководители ШМО, заместитель руководителя по УВР",
        expected_result="Отметки двух проверяющих совпадают не менее чем в 90 % работ.",
        indicator_text="Доля работ, отметка за которые подтверждена второй проверкой",
        evidence="Критерии на сайте школы и числа проверки, без фамилий учителей",
    ),
    TypicalMeasureItem(
        code="objectivity-comparison",
        title=(
            "Сопоставление отметок журнала с результатами ВПР по школе в целом и "
            "обсуждение причин расхождений на педсовете"
        ),
        section=_OBJECTIVITY,
        deficits=("VPR",),
        period="Сентябрь, июнь",
        responsible="Заместитель руководителя по УВР",
        expected_result=(
            "Причины расхождений названы; изменены критерии или содержание "
            "контрольных, выводов о работе учителей не делается."
        ),
        indicator_text="Доля учеников, подтвердивших отметку журнала на ВПР",
        evidence="Решение педсовета; числа по школе",
    ),
    TypicalMeasureItem(
        code="objectivity-internal-system",
        title=(
            "Обновление положения о ВСОКО: какие процедуры, по каким умениям, кто и какие решения принимает по итогам"
        ),
        section=_OBJECTIVITY,
        risk_factors=("inschool_training",),
        period="Ноябрь–февраль",
        responsible="Руководитель ОО, заместитель руководителя по УВР",
        expected_result="Положение и приказ о внутришкольном контроле утверждены; лишние процедуры отменены.",
        indicator_text="Число процедур ВСОКО, по которым приняты управленческие решения",
        evidence="Ссылка на положение и приказ на сайте школы",
        source=CITY_PROGRAMME.at("раздел 6.4"),
    ),
    TypicalMeasureItem(
        code="objectivity-self-assessment",
        title="Раздел самообследования, где внешние результаты сопоставлены с внутренними и сделаны выводы о мерах",
        section=_OBJECTIVITY,
        period="Март–апрель",
        responsible="Руководитель ОО",
        expected_result=(
            "Отчёт размещён на сайте до 20 апреля и содержит сопоставление по предметам с низкими результатами."
        ),
        indicator_text="Число предметов, по которым проведено сопоставление",
        evidence="Ссылка на отчёт о самообследовании",
        source=CITY_ROADMAP.at("строка 4.4"),
    ),
)
