"""Reasons that an act must give, by kind of act: the code is stored, the title is read, the hint says what to do next.

A return without a reason is the complaint schools repeat most, so each reason names what is missing and how to mend
it. A reason with `needs_comment` says too little alone, and the form asks for words beside it.
"""

from dataclasses import dataclass
from enum import StrEnum

from roadmaps.reference.sources import PROPOSAL, Source


class ReasonKind(StrEnum):
    """What is being explained."""

    ROADMAP_RETURN = "roadmap_return"
    EVIDENCE_REJECTION = "evidence_rejection"
    DATE_MOVE = "date_move"
    STATE_OVERRIDE = "state_override"
    CASE_PAUSE = "case_pause"
    CASE_STOP = "case_stop"
    CASE_REOPENING = "case_reopening"
    APPLICATION_DECLINE = "application_decline"

    @property
    def label(self) -> str:
        return _KIND_LABELS[self]


_KIND_LABELS = {
    ReasonKind.ROADMAP_RETURN: "Возврат дорожной карты",
    ReasonKind.EVIDENCE_REJECTION: "Отклонение подтверждения",
    ReasonKind.DATE_MOVE: "Перенос срока",
    ReasonKind.STATE_OVERRIDE: "Изменение состояния мероприятия",
    ReasonKind.CASE_PAUSE: "Приостановка поддержки",
    ReasonKind.CASE_STOP: "Прекращение поддержки",
    ReasonKind.CASE_REOPENING: "Возобновление",
    ReasonKind.APPLICATION_DECLINE: "Отказ по заявке",
}


@dataclass(frozen=True, slots=True)
class ReasonItem:
    """One reason; `hint` is addressed to the person who receives it."""

    code: str
    title: str
    hint: str
    needs_comment: bool = False
    source: Source = PROPOSAL


_ROADMAP_RETURN = (
    ReasonItem(
        "no_measurable_result",
        "Нет измеримого результата",
        "Напишите, что изменится и на сколько: «доля не справившихся снизится с 34 до 25 %».",
    ),
    ReasonItem(
        "no_period",
        "Срок не определён",
        "Укажите день, месяц или повторение: «до 30 октября», «по итогам каждой четверти».",
    ),
    ReasonItem(
        "no_responsible",
        "Нет ответственного",
        "Назовите должность того, кто отвечает за мероприятие, а не только участников.",
    ),
    ReasonItem(
        "no_link_to_deficit",
        "Мера не связана с дефицитом",
        "Отметьте дефицит или фактор риска, на который она действует, либо снимите её.",
    ),
    ReasonItem(
        "deficit_untreated",
        "Есть дефицит без мер",
        "Добавьте хотя бы одну меру на каждый низкий результат; подходящие есть в библиотеке типовых мероприятий.",
    ),
    ReasonItem(
        "no_baseline",
        "Показатель без базового значения",
        "Возьмите значение на начало года из показателей школы или запишите, почему его нет.",
    ),
    ReasonItem(
        "no_target",
        "Показатель без целевого значения",
        "Назовите значение, которое школа считает успехом к концу года.",
    ),
    ReasonItem(
        "unreachable_target",
        "Цель недостижима за год или не требует усилий",
        "Соотнесите цель с прошлыми изменениями показателя и с тем, что предусмотрено мерами.",
        needs_comment=True,
    ),
    ReasonItem(
        "no_evidence_planned",
        "Не указано, чем подтверждается выполнение",
        "Предпочтите ссылку или число: приказ на сайте, расписание, сводку без фамилий.",
    ),
    ReasonItem(
        "too_general",
        "Мероприятие названо слишком общо",
        "Замените «активизировать работу» тем, что именно будет сделано, с кем и сколько раз.",
    ),
    ReasonItem(
        "copied",
        "Текст взят из карты другой школы без приспособления",
        "Перепишите меры под причины своей школы; заимствованные строки отмечены.",
    ),
    ReasonItem(
        "personal_data",
        "Есть персональные данные",
        "Уберите фамилии и другие сведения об учениках и семьях; назовите число и параллель.",
    ),
    ReasonItem(
        "teacher_burden",
        "Мера обязывает учителя составлять отчёты",
        "Сбор сведений закрепите за администрацией: учитель ведёт только пять установленных документов.",
    ),
    ReasonItem(
        "outside_powers",
        "Мера не зависит от школы",
        "Перенесите её в дорожную карту города или оставьте ту часть, которую школа выполнит сама.",
    ),
    ReasonItem("other", "Другая причина", "Прочитайте замечание к карте.", needs_comment=True),
)
_EVIDENCE_REJECTION = (
    ReasonItem(
        "link_broken",
        "Ссылка не открывается",
        "Проверьте адрес в окне без входа в систему: страница должна быть доступна всем.",
    ),
    ReasonItem(
        "other_measure",
        "Подтверждение не об этом мероприятии",
        "Приложите то, что относится к этой строке, или перенесите подтверждение к нужной.",
    ),
    ReasonItem(
        "contains_personal_data",
        "Содержит персональные данные",
        "Замените документ: уберите фамилии, даты рождения, сведения о здоровье и семье.",
    ),
    ReasonItem(
        "unreadable",
        "Документ не читается",
        "Приложите файл с текстом вместо снимка экрана или более чёткую копию.",
    ),
    ReasonItem(
        "result_not_confirmed",
        "Не подтверждает ожидаемый результат",
        "Проведение видно, а результат нет: добавьте число или вывод, записанный в ожидаемом результате.",
    ),
    ReasonItem(
        "incomplete",
        "Подтверждена только часть мероприятия",
        "Добавьте недостающее или отчитайтесь о частичном выполнении.",
        needs_comment=True,
    ),
    ReasonItem(
        "wrong_period",
        "Относится к другому периоду",
        "Приложите подтверждение за срок мероприятия; прошлогоднее годится, только если карта это допускает.",
    ),
    ReasonItem(
        "draft_document",
        "Документ не утверждён",
        "Приложите утверждённый вариант: с датой и номером или размещённый на сайте.",
    ),
    ReasonItem(
        "too_heavy",
        "Вместо ссылки приложены сканы того, что уже опубликовано",
        "Дайте ссылку на страницу сайта; копировать опубликованное не нужно.",
    ),
    ReasonItem("other", "Другая причина", "Прочитайте пояснение.", needs_comment=True),
)
_DATE_MOVE = (
    ReasonItem("partner", "Зависит от партнёра или подрядчика", "Назовите новый согласованный день."),
    ReasonItem("staff", "Нет исполнителя: болезнь, увольнение, вакансия", "Назначьте замену или новый срок."),
    ReasonItem(
        "quarantine", "Карантин, отмена занятий, чрезвычайная ситуация", "Перенесите на ближайшую учебную неделю."
    ),
    ReasonItem("funding", "Задержка финансирования или закупки", "Укажите, когда ожидается поставка."),
    ReasonItem("schedule", "Изменён график процедур или обучения", "Сверьте срок с новым графиком."),
    ReasonItem("review", "По итогам ежемесячной экспертизы", "Решение принято вместе с координатором."),
    ReasonItem("mistake", "Срок был указан ошибочно", "Исправление видно в истории мероприятия."),
    ReasonItem("other", "Другая причина", "Прочитайте пояснение.", needs_comment=True),
)
_STATE_OVERRIDE = (
    ReasonItem("done_elsewhere", "Выполнение подтверждено при посещении школы", "Дополнительных документов не нужно."),
    ReasonItem("no_longer_needed", "Мероприятие потеряло смысл", "Причина устранена или мера заменена другой."),
    ReasonItem("not_done", "Выполнение не подтвердилось", "Вернитесь к мероприятию вместе с куратором."),
    ReasonItem("duplicate", "Повторяет другое мероприятие", "Отчитывайтесь по оставленной строке."),
    ReasonItem("curator_absent", "Куратора нет, решение принимает координатор", "Порядок проверки не изменился."),
    ReasonItem("mistake", "Исправление ошибочной отметки", "Прежняя отметка осталась в истории."),
    ReasonItem("other", "Другая причина", "Прочитайте пояснение.", needs_comment=True),
)
_CASE_PAUSE = (
    ReasonItem("repair", "Капитальный ремонт или временный переезд школы", "Работа продолжится после возвращения."),
    ReasonItem("emergency", "Карантин или чрезвычайная ситуация", "Сроки пересматриваются после её окончания."),
    ReasonItem("head_change", "Смена руководителя школы", "Новый руководитель проходит собеседование."),
    ReasonItem("reorganisation", "Готовится реорганизация", "Решение о карте примут после распоряжения учредителя."),
    ReasonItem("check_of_ground", "Проверяется основание включения", "Карта остаётся доступной для чтения."),
    ReasonItem("other", "Другая причина", "Прочитайте пояснение.", needs_comment=True),
)
_CASE_STOP = (
    ReasonItem("excluded_from_list", "Школа исключена из перечня", "Основание — распоряжение об изменении перечня."),
    ReasonItem("reorganised", "Школа реорганизована", "Меры, имеющие смысл, переданы правопреемнику."),
    ReasonItem("closed", "Школа закрыта", "Сведения сохраняются в архиве."),
    ReasonItem("wrong_ground", "Школа включена ошибочно", "Основание — исправленный лист обоснования."),
    ReasonItem("school_refused", "Школа, подавшая заявку, отказалась от поддержки", "Подать заявку можно снова."),
    ReasonItem("other", "Другая причина", "Прочитайте пояснение.", needs_comment=True),
)
_CASE_REOPENING = (
    ReasonItem("obstacle_gone", "Причина приостановки устранена", "Проверьте сроки мероприятий."),
    ReasonItem("wrong_closing", "Завершено ошибочно", "История до завершения сохранена."),
    ReasonItem("new_data", "Появились новые результаты", "Вывод об итогах года будет сделан заново."),
    ReasonItem(
        "decision_cancelled", "Отменено распоряжение, бывшее основанием", "Прочитайте реквизиты в пояснении.", True
    ),
    ReasonItem("other", "Другая причина", "Прочитайте пояснение.", needs_comment=True),
)
_APPLICATION_DECLINE = (
    ReasonItem("already_supported", "Школа уже в программе этого года", "Запрос можно передать через координатора."),
    ReasonItem("not_enough_facts", "Проблема не описана настолько, чтобы подобрать помощь", "Дополните заявку.", True),
    ReasonItem(
        "other_programme", "Помощь оказывается по другой программе", "В пояснении названо, куда обратиться.", True
    ),
    ReasonItem("no_resources", "В этом году нет свободных специалистов", "Заявку можно подать на следующий год."),
    ReasonItem("outside_city", "Школа не подведомственна муниципалитету", "Обратитесь к своему учредителю."),
    ReasonItem("personal_data", "В заявке персональные данные детей", "Подайте заявку заново без них."),
    ReasonItem("other", "Другая причина", "Прочитайте пояснение.", needs_comment=True),
)

REASONS: dict[ReasonKind, dict[str, ReasonItem]] = {
    kind: {item.code: item for item in items}
    for kind, items in (
        (ReasonKind.ROADMAP_RETURN, _ROADMAP_RETURN),
        (ReasonKind.EVIDENCE_REJECTION, _EVIDENCE_REJECTION),
        (ReasonKind.DATE_MOVE, _DATE_MOVE),
        (ReasonKind.STATE_OVERRIDE, _STATE_OVERRIDE),
        (ReasonKind.CASE_PAUSE, _CASE_PAUSE),
        (ReasonKind.CASE_STOP, _CASE_STOP),
        (ReasonKind.CASE_REOPENING, _CASE_REOPENING),
        (ReasonKind.APPLICATION_DECLINE, _APPLICATION_DECLINE),
    )
}


def reason_choices(kind: ReasonKind) -> list[tuple[str, str]]:
    """Pairs of code and title, as a form's field takes them."""
    return [(item.code, item.title) for item in REASONS[kind].values()]


def reason_title(kind: ReasonKind, code: str) -> str:
    """The title of a stored code; a code that the book no longer has is shown as it is."""
    item = REASONS[kind].get(code)
    return item.title if item else code
