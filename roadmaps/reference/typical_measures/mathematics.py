"""Measures of a school against low results in mathematics."""

from roadmaps.reference.typical_measures.item import MeasureSection, TypicalMeasureItem

_TEACHING = MeasureSection.TEACHING
_TEACHERS = "Учителя математики, руководитель ШМО"

MATHEMATICS = (
    TypicalMeasureItem(
        code="ma-skills-map",
        title=(
            "Карта умений по математике: выполнение заданий ВПР по классам с разделением на вычисления, текстовые "
            "задачи, геометрию и данные"
        ),
        section=MeasureSection.DIAGNOSTICS,
        risk_factors=("learning_failure",),
        deficits=("MA", "VPR"),
        period="Сентябрь–октябрь",
        responsible=_TEACHERS,
        expected_result=(
            "По каждой параллели названы умения ниже порога выполнения и число классов, где они не сформированы."
        ),
        indicator="R04",
        indicator_text="Число умений, выполненных ниже порога достаточности",
        evidence="Сводка по параллелям; ссылка на файл",
    ),
    TypicalMeasureItem(
        code="ma-calculation",
        title=(
            "Устный счёт в начале каждого урока 5–7 классов: дроби, отрицательные числа, проценты по недельному "
            "плану с замером"
        ),
        section=_TEACHING,
        deficits=("MA", "VPR"),
        period="Октябрь–апрель",
        responsible=_TEACHERS,
        expected_result="Не менее 70 % учеников параллели верно выполняют вычислительные задания без калькулятора.",
        indicator="R01",
        indicator_text="Доля верно выполненных вычислений в замерах октября и апреля",
        evidence="План недель и числа замеров по параллелям",
    ),
    TypicalMeasureItem(
        code="ma-word-problems",
        title=(
            "Текстовые задачи по шагам: пересказ условия, схема, прикидка "
            "ответа, проверка; единая запись во всех классах"
        ),
        section=_TEACHING,
        risk_factors=("language_barriers",),
        deficits=("MA", "VPR"),
        period="Ноябрь–апрель",
        responsible=_TEACHERS,
        expected_result="Доля приступивших к текстовой задаче и решивших её растёт в каждой параллели.",
        indicator="R02",
        indicator_text="Доля учеников, верно решивших текстовую задачу",
        evidence="Образец записи решения; числа по двум работам",
    ),
    TypicalMeasureItem(
        code="ma-gap-groups",
        title=(
            "Группы восполнения по математике: дроби, проценты, уравнения, "
            "единицы измерения — по шесть занятий на пробел"
        ),
        section=_TEACHING,
        risk_factors=("learning_failure", "adaptivity"),
        deficits=("MA", "VPR"),
        period="1 раз в неделю",
        responsible="Учителя математики, заместитель руководителя по УВР",
        expected_result="Не менее 60 % участников закрывают пробел по контрольному заданию.",
        indicator="R20",
        indicator_text="Доля участников групп, закрывших пробел",
        evidence="Расписание групп и числа, без имён",
    ),
    TypicalMeasureItem(
        code="ma-oge-minimum",
        title=(
            "Программа «Уверенный минимум»: десять посильных заданий первой части "
            "ОГЭ отрабатываются до устойчивого верного ответа"
        ),
        section=_TEACHING,
        risk_factors=("learning_failure",),
        deficits=("MA", "OGE"),
        period="Октябрь–апрель",
        responsible="Учителя математики 9 классов",
        expected_result="Все ученики группы риска на двух пробных работах подряд набирают больше минимального балла.",
        indicator="R06",
        indicator_text="Доля учеников группы риска, набравших минимум на пробной работе",
        evidence="Числа по пробным работам, без имён",
    ),
    TypicalMeasureItem(
        code="ma-oge-geometry",
        title=(
            "Геометрия для каждого девятиклассника: набор опорных задач на два "
            "обязательных балла, зачёт по чертежам и свойствам"
        ),
        section=_TEACHING,
        deficits=("MA", "OGE"),
        period="Ноябрь–апрель",
        responsible="Учителя математики 9 классов",
        expected_result="Не менее 90 % девятиклассников набирают на пробной работе два балла по геометрии.",
        indicator="R06",
        indicator_text="Доля девятиклассников, выполнивших условие по геометрии",
        evidence="Числа по двум пробным работам",
    ),
    TypicalMeasureItem(
        code="ma-oge-reference",
        title=(
            "Тренировка работы со справочными материалами, бланками и временем: "
            "полная работа в условиях экзамена раз в месяц"
        ),
        section=_TEACHING,
        deficits=("MA", "OGE"),
        period="1 раз в месяц",
        responsible="Заместитель руководителя по УВР, учителя математики 9 классов",
        expected_result="Потери баллов из-за записи ответов и нехватки времени снижаются до единичных случаев.",
        indicator="R06",
        indicator_text="Число ответов, потерянных из-за неверной записи, на сто работ",
        evidence="График работ и сводка",
    ),
    TypicalMeasureItem(
        code="ma-ege-choice",
        title=(
            "Осознанный выбор уровня ЕГЭ по математике: пробная работа обоих уровней, разговор с учеником и семьёй "
            "до подачи заявления"
        ),
        section=_TEACHING,
        risk_factors=("parents",),
        deficits=("MA", "EGE"),
        period="Ноябрь–январь",
        responsible="Заместитель руководителя по УВР, классные руководители 11 классов",
        expected_result="Профильный уровень выбирают те, кто на пробной работе превысил минимальный балл.",
        indicator="R08",
        indicator_text="Доля выбравших профильный уровень, превысивших минимум на пробной работе",
        evidence="Числа по пробной работе и заявлениям",
    ),
    TypicalMeasureItem(
        code="ma-ege-base",
        title=(
            "Практикум базового уровня ЕГЭ: жизненные задачи, вычисления, "
            "чтение графиков; пересдача блоков до отметки «3»"
        ),
        section=_TEACHING,
        deficits=("MA", "EGE"),
        period="Октябрь–апрель",
        responsible="Учителя математики 10–11 классов",
        expected_result="Все выбравшие базовый уровень получают на пробной работе не ниже «3».",
        indicator="R08",
        indicator_text="Доля получивших на пробной работе «3» и выше",
        evidence="Числа по пробным работам",
    ),
    TypicalMeasureItem(
        code="ma-ege-profile",
        title=(
            "Группы подготовки к профильному уровню: обязательный блок для порога и блок повышенной сложности с "
            "учителем школы-партнёра"
        ),
        section=_TEACHING,
        risk_factors=("staff_shortage",),
        deficits=("MA", "EGE"),
        period="1 раз в неделю",
        responsible="Учителя математики 10–11 классов, школа-партнёр",
        expected_result="Не преодолевших порог профильного уровня нет.",
        indicator="R08",
        indicator_text="Доля не преодолевших порог на пробных работах",
        evidence="Договор с партнёром и числа",
    ),
)
