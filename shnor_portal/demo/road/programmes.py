"""Anti-risk programmes of a school, one for each factor it has chosen, up to two."""

from roadmaps.models import SupportCase
from roadmaps.services.programmes import save_programme
from shnor_portal.accounts.models import User

MOST = 2


def write_programmes(case: SupportCase, by: User) -> None:
    for risk in case.risks.filter(is_chosen=True).select_related("factor")[:MOST]:
        fields = {
            "title": f"Антирисковая программа: {str(risk.factor).lower()}",
            "goal": "К маю вдвое сократить число классов, где этот риск сказывается на результатах.",
            "tasks": [
                "Назвать классы и предметы, где риск сильнее всего",
                "Закрепить за ними наставника и время в расписании",
                "Замерить изменения в декабре и мае",
            ],
            "target_indicators": ["Число классов с риском: было 6, станет не больше 3"],
            "methods": "Посещение уроков, сверка письменных работ, опрос учителей и семей.",
            "period_wording": "Октябрь–май",
            "expected_results": ["Уроки не срываются", "Ошибки разбираются на уроке и в группах восполнения"],
            "executors": "Заместитель директора, руководитель ШМО, куратор школы",
        }
        save_programme(risk_id=risk.pk, fields=fields, version=None, by=by)
