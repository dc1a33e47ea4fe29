"""Acts of the audit trail in words, for the page that people read."""

ACT_NAMES = {
    "account.close": "учётная запись закрыта",
    "account.password": "пароль сменён",
    "account.second_factor": "второй фактор изменён",
    "account.sign_in": "вход",
    "import.apply": "загрузка применена",
    "import.check": "загрузка проверена",
    "import.choose": "форма файла выбрана",
    "import.profile": "соответствие столбцов сохранено",
    "import.refuse": "файл отклонён",
    "import.undo": "загрузка отменена",
    "import.upload": "файл загружен",
    "indicators.recomputed": "показатели пересчитаны",
    "job.cancel": "задание отменено",
    "job.repeat": "задание повторено",
    "order.cancel": "приказ отменён",
    "order.create": "проект приказа подготовлен",
    "order.edit": "текст приказа изменён",
    "order.register": "приказ зарегистрирован",
    "risk_list.approved": "перечень утверждён",
    "risk_list.archived": "перечень снят с действия",
    "risk_list.computed": "перечень составлен",
    "risk_list.decided": "решение по школе принято",
    "risk_list.entered": "перечень внесён по приказу",
    "risk_list.proposed": "перечень предложен",
    "risk_list.recomputed": "перечень пересчитан",
    "risk_list.returned": "перечень возвращён в черновик",
    "role.end": "роль снята",
    "role.give": "роль выдана",
    "rules.version_created": "создана редакция правила",
    "school.closed": "школа закрыта",
    "school.code.add": "код школы добавлен",
    "school.code.close": "код школы закрыт",
    "school.create": "школа внесена",
    "school.edit": "карточка школы исправлена",
    "school.merged": "школа присоединена",
    "school.opened": "школа открыта",
    "school.renamed": "школа переименована",
    "token.issue": "токен выпущен",
    "token.revoke": "токен отозван",
}

SECTIONS = [
    ("account.", "вход и учётные записи"),
    ("role.", "роли"),
    ("token.", "токены"),
    ("school.", "школы"),
    ("import.", "загрузки"),
    ("indicators.", "показатели"),
    ("rules.", "правила"),
    ("risk_list.", "перечни"),
    ("order.", "приказы"),
    ("job.", "задания"),
]


def act_name(action: str) -> str:
    """The act in words; an act without words (an older portal wrote it) shows as it was written."""
    return ACT_NAMES.get(action, action)
