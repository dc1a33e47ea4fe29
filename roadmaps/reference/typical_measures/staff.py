"""Measures of a school about its teachers: their competence and learning inside the school.

Nothing here rates a teacher: results of ВПР may not be used for that, and participation in diagnosis is voluntary.
"""

from roadmaps.reference.sources import CITY_PROGRAMME, CITY_PROJECT
from roadmaps.reference.typical_measures.item import MeasureSection, TypicalMeasureItem

_STAFF = MeasureSection.STAFF

STAFF = (
    TypicalMeasureItem(
        code="teacher-diagnosis",
        title=(
            "Добровольная диагностика предметных и методических затруднений учителей с результатом, который видит "
            "сам учитель и методист"
        ),
        section=MeasureSection.DIAGNOSTICS,
        risk_factors=("teacher_competence",),
        deficits=("RU", "MA"),
        period="до 30 октября",
        responsible="Заместитель руководителя по УВР, методический центр",
        expected_result="Определены темы и приёмы, по которым нужна помощь; школа получает сводку без фамилий.",
        indicator_text="Доля учителей русского языка и математики, прошедших диагностику",
        evidence="Сводка методического центра по темам, без фамилий",
        source=CITY_PROJECT.at("строка 6 плана"),
    ),
    TypicalMeasureItem(
        code="teacher-routes",
        title="Индивидуальные образовательные маршруты учителей по выявленным затруднениям с сопровождением тьютора",
        section=_STAFF,
        risk_factors=("teacher_competence", "inschool_training"),
        period="Ноябрь–апрель",
        responsible="Методический центр, заместитель руководителя по УВР",
        expected_result="Не менее двух третей затруднений, включённых в маршруты, закрыто по итоговой диагностике.",
        indicator_text="Доля выявленных затруднений, закрытых по маршрутам",
        evidence="Сводка тьютора: число маршрутов и закрытых затруднений",
        source=CITY_PROJECT.at("строка 20 плана"),
    ),
    TypicalMeasureItem(
        code="teacher-courses",
        title=(
            "Программы повышения квалификации по темам, которые показала "
            "диагностика, с практической частью в своей школе"
        ),
        section=_STAFF,
        risk_factors=("teacher_competence",),
        deficits=("RU", "MA"),
        period="Октябрь–март",
        responsible="Заместитель руководителя по УВР, институт развития образования",
        expected_result=(
            "Обучены все учителя русского языка и математики, у которых выявлены "
            "затруднения и которые согласились учиться."
        ),
        indicator_text="Доля педагогических работников с курсовой подготовкой за три года",
        evidence="Приказ о направлении; число удостоверений",
    ),
    TypicalMeasureItem(
        code="teacher-tasks-by-skill",
        title=(
            "Мастерская по составлению заданий: формулировка умения, задание "
            "базового и повышенного уровня, критерии оценивания"
        ),
        section=_STAFF,
        risk_factors=("teacher_competence",),
        period="1 раз в четверть",
        responsible="Руководитель ШМО, методист",
        expected_result=(
            "По каждому несформированному умению есть общий набор заданий с критериями; набором пользуются все "
            "учителя параллели."
        ),
        indicator_text="Число умений, обеспеченных общим набором заданий",
        evidence="Ссылка на общую папку с заданиями",
    ),
    TypicalMeasureItem(
        code="teacher-lesson-study",
        title=(
            "Совместная подготовка и разбор урока: учителя вместе планируют урок "
            "по трудной теме, смотрят его и дорабатывают"
        ),
        section=_STAFF,
        risk_factors=("teacher_competence", "inschool_training"),
        period="1 раз в четверть",
        responsible="Руководитель ШМО",
        expected_result=(
            "Проведено не менее четырёх совместно подготовленных уроков; доработанные планы уроков доступны всем."
        ),
        indicator_text="Число совместно подготовленных и разобранных уроков",
        evidence="Ссылка на план урока после доработки",
    ),
    TypicalMeasureItem(
        code="teacher-feedback",
        title=(
            "Обучение приёмам формирующего оценивания: цель урока языком ученика, проверка понимания до конца урока, "
            "обратная связь вместо отметки"
        ),
        section=_STAFF,
        risk_factors=("teacher_competence", "motivation"),
        period="Ноябрь, январь, март",
        responsible="Методист, заместитель руководителя по УВР",
        expected_result="На посещённых уроках не менее двух приёмов применяются постоянно.",
        indicator_text="Доля посещённых уроков, где проверка понимания проведена до их конца",
        evidence="Карта посещения уроков, сведённая по школе, без фамилий",
    ),
    TypicalMeasureItem(
        code="training-association-plan",
        title=(
            "Перестройка работы ШМО: повестка каждого заседания строится на одном несформированном умении и "
            "заканчивается решением для уроков"
        ),
        section=_STAFF,
        risk_factors=("inschool_training",),
        period="Сентябрь",
        responsible="Заместитель руководителя по УВР, руководители ШМО",
        expected_result=(
            "План ШМО на год содержит темы по дефицитам предметов; решения "
            "заседаний отражены в тематическом планировании."
        ),
        indicator_text="Доля заседаний ШМО, решения которых вошли в тематическое планирование",
        evidence="План ШМО; ссылка на сайт или облачную папку школы",
    ),
    TypicalMeasureItem(
        code="training-mutual-visits",
        title="График взаимных посещений уроков с коротким обсуждением по одному вопросу, выбранному самим учителем",
        section=_STAFF,
        risk_factors=("inschool_training",),
        period="ежемесячно",
        responsible="Руководители ШМО",
        expected_result="Каждый желающий учитель за четверть побывал на уроке коллеги и обсудил его.",
        indicator_text="Число взаимных посещений за четверть",
        evidence="График с отметкой администрации о проведении",
    ),
    TypicalMeasureItem(
        code="training-mentors",
        title="Закрепление наставников за учителями, работающими первый–третий год, с выделением времени в расписании",
        section=_STAFF,
        risk_factors=("inschool_training", "staff_shortage"),
        period="до 1 октября",
        responsible="Руководитель ОО",
        expected_result="У каждого начинающего учителя есть наставник и общий час в недельном расписании.",
        indicator_text="Доля начинающих учителей, у которых есть наставник",
        evidence="Приказ о наставничестве",
    ),
    TypicalMeasureItem(
        code="training-after-courses",
        title=(
            "Внедрение после курсов: обученный проводит для коллег занятие по одному приёму, администрация смотрит, "
            "как он прижился"
        ),
        section=_STAFF,
        risk_factors=("inschool_training",),
        period="в течение учебного года",
        responsible="Заместитель руководителя по УВР",
        expected_result="Приёмы каждого курса показаны коллегам и применяются не только тем, кто учился.",
        indicator_text="Доля курсов, после которых проведено занятие для коллег",
        evidence="Ссылка на материалы занятия",
        source=CITY_PROGRAMME.at("раздел 5, пункт 9"),
    ),
    TypicalMeasureItem(
        code="training-team",
        title=(
            "Обучение управленческой команды работе с данными: причины низких "
            "результатов, выбор мер, проверка их действия"
        ),
        section=_STAFF,
        risk_factors=("inschool_training", "learning_failure"),
        period="Октябрь, февраль",
        responsible="Руководитель ОО, методический центр",
        expected_result=(
            "Команда сама составляет связку «дефицит — причина — мера — "
            "показатель» и пересматривает её по итогам полугодия."
        ),
        indicator_text="Число дефицитов, для которых команда назвала причину и показатель",
        evidence="Дорожная карта школы на портале",
    ),
    TypicalMeasureItem(
        code="training-cluster",
        title="Участие учителей русского языка и математики в городском кластере: занятия с куратором и взаимопомощь",
        section=_STAFF,
        risk_factors=("teacher_competence", "inschool_training"),
        deficits=("RU", "MA"),
        period="1 раз в месяц",
        responsible="Заместитель руководителя по УВР, куратор кластера",
        expected_result=(
            "Учителя школы, согласившиеся участвовать, посетили большинство занятий и перенесли материалы в свои уроки."
        ),
        indicator_text="Доля педагогов школы, участвующих в профессиональных сообществах",
        evidence="Сводка куратора о числе участников от школы",
    ),
)
