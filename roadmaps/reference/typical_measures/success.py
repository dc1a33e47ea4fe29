"""Measures of a school about learning itself: motivation, and children at risk of failing."""

from roadmaps.reference.sources import PROJECT_500
from roadmaps.reference.typical_measures.item import MeasureSection, TypicalMeasureItem

_TEACHING = MeasureSection.TEACHING
_ENVIRONMENT = MeasureSection.ENVIRONMENT

SUCCESS = (
    TypicalMeasureItem(
        code="motivation-survey",
        title=(
            "Анонимный опрос учеников о том, что помогает и что мешает учиться, с "
            "обсуждением итогов на педсовете и в классах"
        ),
        section=MeasureSection.DIAGNOSTICS,
        risk_factors=("motivation",),
        period="Октябрь, апрель",
        responsible="Педагог-психолог, заместитель руководителя по ВР",
        expected_result=(
            "Названы три главные причины снижения интереса; по каждой принято решение, о котором сообщено ученикам."
        ),
        indicator_text="Средняя оценка интереса к учёбе по пятибалльной шкале, число ответивших",
        evidence="Ссылка на сводку ответов; группы меньше пяти человек не показываются",
    ),
    TypicalMeasureItem(
        code="motivation-real-tasks",
        title=(
            "Неделя задач из жизни: на уроках математики, русского языка и естественных наук решают задачи города, "
            "семьи, профессий"
        ),
        section=_TEACHING,
        risk_factors=("motivation",),
        deficits=("MA", "RU"),
        period="Ноябрь, февраль",
        responsible="Руководители ШМО",
        expected_result="Каждый класс решил не менее трёх жизненных задач по каждому предмету; набор задач пополнен.",
        indicator_text="Число задач в общем наборе и классов-участников",
        evidence="Ссылка на набор задач",
    ),
    TypicalMeasureItem(
        code="motivation-careers",
        title=(
            "Встречи с работодателями и выпускниками: какие знания из школы нужны "
            "в работе, профессиональные пробы в 8–9 классах"
        ),
        section=_ENVIRONMENT,
        risk_factors=("motivation",),
        period="1 раз в четверть",
        responsible="Заместитель руководителя по ВР, советник по воспитанию",
        expected_result="Каждый ученик 8–9 классов участвовал не менее чем в двух встречах или пробах.",
        indicator_text="Доля учеников 8–9 классов, участвовавших в профессиональных пробах",
        evidence="Ссылка на новость школы или страницу мероприятия",
    ),
    TypicalMeasureItem(
        code="motivation-visible-progress",
        title="Листы продвижения: ученик видит, какими умениями темы владеет, и сам выбирает, что пересдать",
        section=_TEACHING,
        risk_factors=("motivation", "adaptivity"),
        period="Ноябрь–май",
        responsible="Учителя-предметники по желанию, руководители ШМО",
        expected_result="В классах-участниках доля выполненных домашних заданий и пересданных тем растёт.",
        indicator_text="Доля учеников, повысивших результат после пересдачи темы",
        evidence="Образец листа продвижения; ссылка",
    ),
    TypicalMeasureItem(
        code="motivation-clubs",
        title=(
            "Открытие кружков и школьных турниров для тех, кто не участвует в олимпиадах: командные игры, "
            "соревнования параллелей"
        ),
        section=_ENVIRONMENT,
        risk_factors=("motivation", "wellbeing"),
        period="Октябрь–май",
        responsible="Заместитель руководителя по ВР",
        expected_result="Не менее половины учеников 5–8 классов участвует хотя бы в одном кружке или турнире.",
        indicator_text="Доля учеников 5–8 классов, охваченных кружками и турнирами",
        evidence="Ссылка на расписание кружков",
    ),
    TypicalMeasureItem(
        code="failure-screening",
        title="Стартовая диагностика пробелов в 5–9 классах по умениям, а не по темам, с разбором до конца сентября",
        section=MeasureSection.DIAGNOSTICS,
        risk_factors=("learning_failure",),
        period="Сентябрь",
        responsible="Заместитель руководителя по УВР, руководители ШМО",
        expected_result="По каждой параллели известны пять самых слабых умений и число учеников, которым нужна помощь.",
        indicator_text="Доля учеников группы риска в сентябре и мае",
        evidence="Сводка по параллелям без имён",
        source=PROJECT_500.at("антирисковая программа по учебной неуспешности"),
    ),
    TypicalMeasureItem(
        code="failure-hour",
        title=(
            "Час восполнения пробелов для групп до восьми человек, собранных по одному пробелу, со сменой состава "
            "каждые шесть недель"
        ),
        section=_TEACHING,
        risk_factors=("learning_failure",),
        period="1 раз в неделю",
        responsible="Заместитель руководителя по УВР, учителя-предметники",
        expected_result="Не менее 60 % учеников группы закрывают пробел за один цикл по контрольному заданию.",
        indicator="R20",
        indicator_text="Доля учеников, закрывших пробел за цикл занятий",
        evidence="Расписание групп и числа по итогам цикла, без имён",
        source=PROJECT_500.at("антирисковая программа по учебной неуспешности"),
    ),
    TypicalMeasureItem(
        code="failure-early-signal",
        title=(
            "Правило раннего сигнала: две неудовлетворительные отметки подряд или "
            "пропуск недели запускают разговор и план помощи"
        ),
        section=_ENVIRONMENT,
        risk_factors=("learning_failure", "discipline"),
        period="в течение учебного года",
        responsible="Заместитель руководителя по УВР, классные руководители",
        expected_result=(
            "По каждому сигналу в течение трёх рабочих дней есть решение; сигналы берутся из электронного журнала."
        ),
        indicator_text="Доля сигналов, получивших решение за три рабочих дня",
        evidence="Приказ о порядке и числа за четверть",
    ),
    TypicalMeasureItem(
        code="failure-transition",
        title="Преемственность 4–5 и 9–10 классов: совместный разбор результатов, общие критерии, адаптационные недели",
        section=_TEACHING,
        risk_factors=("learning_failure", "adaptivity"),
        period="Сентябрь, апрель–май",
        responsible="Заместитель руководителя по УВР, руководители ШМО начальных классов и предметов",
        expected_result="Доля «2» в пятом классе по сравнению с результатами тех же детей в четвёртом не растёт.",
        indicator="R01",
        indicator_text="Изменение доли не справившихся при переходе из 4 в 5 класс",
        evidence="Решение общего заседания ШМО; ссылка",
    ),
    TypicalMeasureItem(
        code="failure-specialists",
        title=(
            "Углублённая диагностика детей с устойчивой неуспешностью специалистами с согласия родителей: психолог, "
            "логопед, дефектолог"
        ),
        section=MeasureSection.DIAGNOSTICS,
        risk_factors=("learning_failure", "special_needs"),
        period="Октябрь–ноябрь",
        responsible="Председатель психолого-педагогического консилиума",
        expected_result="Семьям даны рекомендации; нуждающимся предложено обследование на ПМПК.",
        indicator_text="Число обследованных детей, каждый учтён один раз",
        evidence="Сводные числа консилиума",
    ),
    TypicalMeasureItem(
        code="failure-attendance",
        title=(
            "Работа с пропусками в 8–11 классах: причины по каждому случаю, звонок семье в первый день, помощь с "
            "пройденным материалом"
        ),
        section=_ENVIRONMENT,
        risk_factors=("learning_failure", "discipline", "parents"),
        period="по итогам каждой четверти",
        responsible="Социальный педагог, классные руководители",
        expected_result="Доля уроков, пропущенных без уважительной причины, снижается от четверти к четверти.",
        indicator_text="Доля пропущенных без уважительной причины уроков, 8–11 классы",
        evidence="Числа по параллелям из электронного журнала",
    ),
)
