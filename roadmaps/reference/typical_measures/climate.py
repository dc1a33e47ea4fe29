"""Measures of a school about its climate: wellbeing, order in class, parents."""

from roadmaps.reference.sources import SCHOOLS_OF_GROWTH
from roadmaps.reference.typical_measures.item import MeasureSection, TypicalMeasureItem

_ENVIRONMENT = MeasureSection.ENVIRONMENT
_DIAGNOSTICS = MeasureSection.DIAGNOSTICS

CLIMATE = (
    TypicalMeasureItem(
        code="wellbeing-survey",
        title=(
            "Анонимный опрос о безопасности и отношениях в школе среди учеников "
            "и учителей с разбором итогов по параллелям"
        ),
        section=_DIAGNOSTICS,
        risk_factors=("wellbeing",),
        period="Октябрь, апрель",
        responsible="Педагог-психолог",
        expected_result="Известны места и ситуации, где детям небезопасно; по каждой принято решение.",
        indicator_text="Средняя оценка безопасности учениками, число ответивших",
        evidence="Ссылка на сводку; группы меньше пяти человек не показываются",
    ),
    TypicalMeasureItem(
        code="wellbeing-bullying-rules",
        title=(
            "Порядок действий при травле: кто принимает обращение, что делает "
            "в первый день, как помогает обеим сторонам"
        ),
        section=_ENVIRONMENT,
        risk_factors=("wellbeing", "discipline"),
        period="Октябрь–ноябрь",
        responsible="Руководитель ОО, педагог-психолог",
        expected_result="Порядок утверждён, известен ученикам и родителям; на каждое обращение отвечают в первый день.",
        indicator_text="Доля обращений, по которым решение принято за три рабочих дня",
        evidence="Ссылка на порядок на сайте школы",
    ),
    TypicalMeasureItem(
        code="wellbeing-mediation",
        title="Школьная служба примирения: обучение ведущих из взрослых и старшеклассников, встречи по обращениям",
        section=_ENVIRONMENT,
        risk_factors=("wellbeing", "discipline"),
        period="Ноябрь–май",
        responsible="Заместитель руководителя по ВР, педагог-психолог",
        expected_result="Служба работает; большинство переданных ей конфликтов завершено соглашением.",
        indicator_text="Число обращений и доля завершённых соглашением",
        evidence="Положение о службе и числа за полугодие, без имён",
    ),
    TypicalMeasureItem(
        code="wellbeing-staff",
        title=(
            "Профилактика выгорания учителей: сокращение лишних бумаг до пяти законных документов, час тишины, "
            "встречи с психологом по желанию"
        ),
        section=_ENVIRONMENT,
        risk_factors=("wellbeing",),
        period="Сентябрь–декабрь",
        responsible="Руководитель ОО, профсоюзный комитет",
        expected_result=(
            "Запросы к учителям сверх установленного перечня отменены приказом; удовлетворённость учителей растёт."
        ),
        indicator_text="Средняя удовлетворённость учителей условиями работы, число ответивших",
        evidence="Приказ об упорядочении запросов",
    ),
    TypicalMeasureItem(
        code="wellbeing-adult",
        title=(
            "Значимый взрослый: у каждого ученика группы риска есть сотрудник, "
            "который раз в неделю интересуется его делами"
        ),
        section=_ENVIRONMENT,
        risk_factors=("wellbeing", "motivation"),
        period="в течение учебного года",
        responsible="Педагог-психолог, классные руководители",
        expected_result="Закрепление проведено с согласия детей и взрослых; пропуски в группе снижаются.",
        indicator_text="Доля учеников группы риска, у которых есть закреплённый взрослый",
        evidence="Числа по параллелям, без имён",
    ),
    TypicalMeasureItem(
        code="discipline-rules",
        title=(
            "Единые правила урока, составленные вместе с учениками: начало, обращение за помощью, телефон, "
            "последствия нарушений"
        ),
        section=_ENVIRONMENT,
        risk_factors=("discipline",),
        period="Сентябрь–октябрь",
        responsible="Заместитель руководителя по ВР, совет обучающихся",
        expected_result="Правила приняты всеми классами и применяются одинаково всеми учителями параллели.",
        indicator_text="Доля посещённых уроков, начавшихся вовремя",
        evidence="Ссылка на правила на сайте школы",
    ),
    TypicalMeasureItem(
        code="discipline-routines",
        title=(
            "Практикум для учителей по организации урока: вход в класс, переходы между видами работы, спокойная "
            "реакция на нарушения"
        ),
        section=MeasureSection.STAFF,
        risk_factors=("discipline", "teacher_competence"),
        period="Ноябрь, январь",
        responsible="Методист, педагог-психолог",
        expected_result="Учителя, пришедшие на практикум, применяют общие приёмы; потери времени на уроке сокращаются.",
        indicator_text="Среднее время до начала работы на посещённых уроках, минут",
        evidence="Программа практикума и число участников",
    ),
    TypicalMeasureItem(
        code="discipline-duty-lead",
        title=(
            "Дежурный администратор помогает учителю во время урока: приходит по вызову, забирает конфликт из "
            "класса, возвращает ученика к работе"
        ),
        section=_ENVIRONMENT,
        risk_factors=("discipline",),
        period="Октябрь–май",
        responsible="Руководитель ОО, заместители руководителя",
        expected_result="Вызовы разбираются в тот же день; число повторных вызовов в один класс снижается.",
        indicator_text="Число вызовов за четверть и доля повторных",
        evidence="Числа из журнала дежурств, без имён",
    ),
    TypicalMeasureItem(
        code="discipline-prevention",
        title="Совместный план с ПДН и КДНиЗП: занятия по праву, сопровождение семей, летняя занятость подростков",
        section=_ENVIRONMENT,
        risk_factors=("discipline", "parents"),
        period="Сентябрь–октябрь",
        responsible="Социальный педагог, заместитель руководителя по ВР",
        expected_result="План подписан и выполняется; доля состоящих на учёте снижается.",
        indicator_text="Доля обучающихся, состоящих на учёте в органах профилактики",
        evidence="План совместной работы без персональных данных",
    ),
    TypicalMeasureItem(
        code="discipline-class-councils",
        title=(
            "Малый педсовет по классу: учителя класса раз в четверть согласуют требования, рассадку, нагрузку и помощь"
        ),
        section=_ENVIRONMENT,
        risk_factors=("discipline", "adaptivity"),
        period="1 раз в четверть",
        responsible="Заместитель руководителя по УВР, классный руководитель",
        expected_result="По трудным классам приняты общие решения, выполнение проверено на следующем педсовете.",
        indicator_text="Доля решений малых педсоветов, выполненных к следующему",
        evidence="Даты и решения по классам, без имён учеников",
    ),
    TypicalMeasureItem(
        code="parents-results-talk",
        title=(
            "Индивидуальные встречи с семьями учеников группы риска: что показала диагностика, что сделает школа, "
            "чем поможет семья"
        ),
        section=_ENVIRONMENT,
        risk_factors=("parents", "learning_failure"),
        period="Октябрь, февраль",
        responsible="Классные руководители, заместитель руководителя по УВР",
        expected_result=(
            "Встречи прошли с большинством приглашённых семей; договорённости записаны в одной строке журнала."
        ),
        indicator_text="Доля семей группы риска, с которыми проведена встреча",
        evidence="Числа по параллелям",
    ),
    TypicalMeasureItem(
        code="parents-school",
        title=(
            "Занятия для родителей: как помочь с уроками, не делая их, как "
            "говорить об отметках, что такое ВПР и экзамены"
        ),
        section=_ENVIRONMENT,
        risk_factors=("parents",),
        period="1 раз в четверть",
        responsible="Педагог-психолог, заместитель руководителя по ВР",
        expected_result="Проведено четыре занятия; записи доступны тем, кто не смог прийти.",
        indicator_text="Доля семей, участвовавших хотя бы в одном занятии",
        evidence="Ссылка на объявление или запись занятия",
        source=SCHOOLS_OF_GROWTH.at("работа с родителями"),
    ),
    TypicalMeasureItem(
        code="parents-open-day",
        title="День открытых уроков и консультаций в удобное для работающих родителей время",
        section=_ENVIRONMENT,
        risk_factors=("parents",),
        period="Ноябрь, апрель",
        responsible="Заместитель руководителя по УВР",
        expected_result="Родители каждого класса побывали на уроках; собранные вопросы разобраны, ответы опубликованы.",
        indicator_text="Число семей, посетивших уроки",
        evidence="Ссылка на программу дня на сайте школы",
    ),
    TypicalMeasureItem(
        code="parents-council",
        title="Участие совета родителей в обсуждении дорожной карты и в проверке её хода раз в полугодие",
        section=_ENVIRONMENT,
        risk_factors=("parents",),
        period="Октябрь, январь, май",
        responsible="Руководитель ОО, председатель совета родителей",
        expected_result="Предложения совета рассмотрены; принятые включены в дорожную карту.",
        indicator_text="Число предложений совета, принятых и выполненных",
        evidence="Ссылка на решение совета на сайте школы",
    ),
    TypicalMeasureItem(
        code="parents-satisfaction",
        title="Опрос удовлетворённости родителей и ответ школы: что сделано по итогам прошлого опроса",
        section=_DIAGNOSTICS,
        risk_factors=("parents", "wellbeing"),
        period="Декабрь, май",
        responsible="Заместитель руководителя по ВР",
        expected_result="Ответила не менее чем треть семей; ответ школы опубликован в течение месяца.",
        indicator_text="Доля положительных ответов и доля ответивших семей",
        evidence="Ссылка на сводку и ответ школы",
    ),
)
