"""Measures of a school against low results in Russian."""

from roadmaps.reference.typical_measures.item import MeasureSection, TypicalMeasureItem

_TEACHING = MeasureSection.TEACHING
_TEACHERS = "Учителя русского языка, руководитель ШМО"

RUSSIAN = (
    TypicalMeasureItem(
        code="ru-skills-map",
        title=(
            "Карта умений по русскому языку: выполнение заданий ВПР по классам, разделение на ошибки правописания, "
            "разбора и работы с текстом"
        ),
        section=MeasureSection.DIAGNOSTICS,
        risk_factors=("learning_failure",),
        deficits=("RU", "VPR"),
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
        code="ru-spelling-cycle",
        title=(
            "Орфографическая пятиминутка по кругу правил: одно правило в неделю, ежедневное короткое задание, "
            "проверка в конце недели"
        ),
        section=_TEACHING,
        deficits=("RU", "VPR"),
        period="Октябрь–апрель",
        responsible=_TEACHERS,
        expected_result="Доля ошибок на пройденные правила в проверочных диктантах снижается не менее чем на треть.",
        indicator="R01",
        indicator_text="Среднее число орфографических ошибок на работу, октябрь и апрель",
        evidence="Общий график правил; ссылка",
    ),
    TypicalMeasureItem(
        code="ru-reading-all-subjects",
        title=(
            "Работа с текстом на всех предметах: единый набор приёмов — вопрос к абзацу, план, пересказ своими "
            "словами, поиск довода"
        ),
        section=_TEACHING,
        risk_factors=("teacher_competence", "language_barriers"),
        deficits=("RU", "VPR", "OGE"),
        period="Ноябрь–май",
        responsible="Заместитель руководителя по УВР, руководители ШМО",
        expected_result=(
            "Приёмы применяют учителя не менее пяти предметов; выполнение заданий на понимание текста растёт."
        ),
        indicator="R04",
        indicator_text="Процент выполнения заданий на понимание текста",
        evidence="Памятка приёмов и сводка посещений по школе",
    ),
    TypicalMeasureItem(
        code="ru-analysis-practice",
        title="Практикум по видам разбора: образец рассуждения, парная проверка, разбор ошибок прошлогодних работ",
        section=_TEACHING,
        deficits=("RU", "VPR"),
        period="2 раза в месяц",
        responsible=_TEACHERS,
        expected_result="Не менее 60 % учеников параллели верно выполняют разбор по образцу рассуждения.",
        indicator="R02",
        indicator_text="Доля учеников, выполнивших задания на разбор",
        evidence="Набор заданий практикума; ссылка",
    ),
    TypicalMeasureItem(
        code="ru-oge-exposition",
        title=(
            "Тренировка сжатого изложения: прослушивание, выделение микротем, три приёма сжатия, проверка по "
            "критериям экзамена"
        ),
        section=_TEACHING,
        deficits=("RU", "OGE"),
        period="Ноябрь–апрель",
        responsible="Учителя русского языка 9 классов",
        expected_result="Все девятиклассники написали не менее шести изложений; средний балл за изложение растёт.",
        indicator="R06",
        indicator_text="Средний балл за изложение в ноябре и апреле",
        evidence="График работ; числа по классам",
    ),
    TypicalMeasureItem(
        code="ru-oge-essay",
        title="Сочинение-рассуждение по шагам: тезис, два довода из текста, связки, взаимная проверка по критериям",
        section=_TEACHING,
        deficits=("RU", "OGE"),
        period="Декабрь–апрель",
        responsible="Учителя русского языка 9 классов",
        expected_result="Не менее 80 % девятиклассников набирают за сочинение больше половины баллов.",
        indicator="R06",
        indicator_text="Доля работ, получивших больше половины баллов за сочинение",
        evidence="Числа по итогам двух пробных работ",
    ),
    TypicalMeasureItem(
        code="ru-oge-literacy",
        title=(
            "Личный список ошибок ученика 9 класса: грамотность отслеживается по "
            "критериям экзамена, консультации по типу ошибки"
        ),
        section=_TEACHING,
        risk_factors=("learning_failure",),
        deficits=("RU", "OGE"),
        period="Октябрь–май",
        responsible="Учителя русского языка 9 классов",
        expected_result="Ученики группы риска набирают минимум по критериям грамотности на пробном экзамене.",
        indicator="R06",
        indicator_text="Доля учеников группы риска, набравших минимум за грамотность",
        evidence="Числа по пробным работам, без имён",
    ),
    TypicalMeasureItem(
        code="ru-ege-short-answers",
        title=(
            "Зачёты по заданиям с кратким ответом ЕГЭ по русскому языку: блок правил, тренировка, пересдача до порога"
        ),
        section=_TEACHING,
        deficits=("RU", "EGE"),
        period="Октябрь–апрель",
        responsible="Учителя русского языка 10–11 классов",
        expected_result="Все одиннадцатиклассники сдали зачёты по блокам, достаточным для минимального балла.",
        indicator="R07",
        indicator_text="Доля одиннадцатиклассников, сдавших зачёты базовых блоков",
        evidence="График зачётов и числа",
    ),
    TypicalMeasureItem(
        code="ru-ege-essay-workshop",
        title=(
            "Мастерская сочинения ЕГЭ: позиция автора, комментарий с примерами, "
            "собственное мнение; проверка двумя учителями"
        ),
        section=_TEACHING,
        deficits=("RU", "EGE"),
        period="Ноябрь–апрель",
        responsible="Учителя русского языка 10–11 классов",
        expected_result="Каждый написал не менее пяти сочинений; расхождение проверок не больше двух баллов.",
        indicator="R07",
        indicator_text="Средний балл за сочинение на пробных экзаменах",
        evidence="Числа по пробным экзаменам",
    ),
    TypicalMeasureItem(
        code="ru-primary",
        title=(
            "Письмо и чтение в 3–4 классах: ежедневное чтение вслух и про себя с "
            "вопросами, диктанты с самопроверкой по правилу"
        ),
        section=_TEACHING,
        risk_factors=("learning_failure",),
        deficits=("RU", "VPR"),
        period="Октябрь–март",
        responsible="Учителя начальных классов, руководитель ШМО",
        expected_result="Доля четвероклассников, не справившихся с проверочной работой, снижается.",
        indicator="R01",
        indicator_text="Доля не справившихся с промежуточной работой в октябре и марте",
        evidence="Сводка по параллелям",
    ),
)
