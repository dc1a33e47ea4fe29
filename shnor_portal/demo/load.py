"""Building the demo city in the portal: through the same services and files as a real one, step by step.

Every step looks first at what is there, so that a building that was cut off goes on where it stopped.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings

from diagnostics.services.rules import ensure_presets
from shnor_portal.accounts.models import Municipality, User
from shnor_portal.accounts.services.city import open_city
from shnor_portal.common.refusals import Refusal
from shnor_portal.demo.cities import MAIN_CODE, SECOND_CODE, enter_neighbours, main_city, second_city
from shnor_portal.demo.files import bring, bring_faulty, is_loaded, known_of, load
from shnor_portal.demo.lists import city_lists, regional_list
from shnor_portal.demo.people import (
    ADMINISTRATOR,
    HEAD,
    OFFICER,
    PEOPLE,
    SECOND_OFFICER,
    account_of,
    open_accounts,
)
from shnor_portal.demo.road.build import build_road, has_road
from shnor_portal.demo.workbooks import CityFiles, write_city
from shnor_portal.demo.world import DEFAULT_SEED
from shnor_portal.imports.models import ImportBatch
from shnor_portal.jobs.models import Job, JobState
from shnor_portal.jobs.services import run_job

Say = Callable[[str], None]
TOLD_EVERY = 2.0


def has_demo() -> bool:
    """Whether the demo city is complete: its last step was taken."""
    city = Municipality.objects.filter(code=MAIN_CODE).first()
    return city is not None and has_road(city)


def has_other_cities() -> bool:
    """Whether the installation works for somebody already."""
    return Municipality.objects.exclude(code__in=(MAIN_CODE, SECOND_CODE)).exists()


def build_demo(*, seed: int = DEFAULT_SEED, say: Say = lambda line: None) -> None:
    """Build the demo city, or what is missing of it. `say` gets a line for each step and on the way of long ones.

    Raises Refusal DEMO_IN_PRODUCTION, and DEMO_NOT_ALONE beside other municipalities: demo people's passwords are
    known to everybody.
    """
    if settings.PRODUCTION:
        raise Refusal("DEMO_IN_PRODUCTION", "На рабочем сервере демонстрационный город не строится.",
                      "Пароли его учётных записей известны всем.")  # fmt: skip
    if has_other_cities():
        raise Refusal("DEMO_NOT_ALONE", "В базе уже есть другие муниципалитеты.",
                      "Демонстрационный город строят в пустой базе: укажите другой DATA_DIR.")  # fmt: skip
    if has_demo():
        return
    with _step(say, "Город и его файлы"):
        files = write_city(workbooks_folder(), seed=seed)
    _fill(files, say)


def workbooks_folder() -> Path:
    """Where the city's workbooks stay, so that a newcomer has files to try the import with."""
    folder = Path(settings.DATA_DIR) / "demo-workbooks"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _fill(files: CityFiles, say: Say) -> None:
    with _step(say, "Муниципалитет и люди"):
        city = _open(main_city())
        open_accounts(
            [person for person in PEOPLE if person.city == MAIN_CODE and not person.role.is_school_role], city
        )
    officer, head = account_of(OFFICER), account_of(HEAD)
    with _step(say, "Реестр школ"):
        if not is_loaded(city, "register", files.register):
            load(city, files.register, "register", {}, officer)
    with _step(say, "Результаты") as tell:
        for number, file in enumerate(files.results, start=1):
            tell(f"файл {number} из {len(files.results)}")
            if not is_loaded(city, "results", file.path):
                load(city, file.path, "results", known_of(file), officer)
    with _step(say, "Показатели"):
        ensure_presets(municipality_id=city.pk, by=officer)
        _run_queued_jobs(city)
    with _step(say, "Перечни"):
        own = city_lists(city, officer, head)
    with _step(say, "Школа, сосед и загрузки для примера"):
        listed = own.entries.filter(is_included=True).select_related("school").order_by("-low_count", "pk")
        for person in PEOPLE:
            if person.role.is_school_role:
                open_accounts([person], city, listed[person.school].school)
        _examples(city, files, officer)
        _neighbour()
    with _step(say, "Региональный перечень"):
        regional_list(city, own, officer, head)
    with _step(say, "Год поддержки школ") as tell:
        build_road(city, own, tell)


def _open(description: dict[str, object]) -> Municipality:
    """The municipality, opened if it is not there yet."""
    known = Municipality.objects.filter(code=description["code"]).first()
    if known is not None:
        return known
    city, _ = open_city(
        description=description, administrator_email=ADMINISTRATOR.email, full_name=ADMINISTRATOR.full_name
    )
    return city


def _neighbour() -> None:
    city = _open(second_city())
    open_accounts([SECOND_OFFICER], city)
    enter_neighbours(city, account_of(SECOND_OFFICER))


def _examples(city: Municipality, files: CityFiles, officer: User) -> None:
    """Files that were declined, and one that waits for the officer's check."""
    waiting = files.twins[0]
    if ImportBatch.objects.filter(municipality=city, original_name=waiting.path.name).exists():
        return
    for file in files.dirty:
        bring_faulty(city, file, officer)
    bring(city, waiting.path, "results", known_of(waiting), officer)


def _run_queued_jobs(city: Municipality) -> None:
    """The recomputation that imports asked for, done here rather than by a worker that may not run yet."""
    queued = Job.objects.filter(municipality=city, state=JobState.QUEUED).order_by("created_at")
    for key in list(queued.values_list("pk", flat=True)):
        run_job(key)


@contextmanager
def _step(say: Say, title: str) -> Iterator[Say]:
    """Tell how long a step took, and on the way of a long one, every two seconds, how far it is."""
    began = told = time.monotonic()

    def tell(where: str) -> None:
        nonlocal told
        if time.monotonic() - told >= TOLD_EVERY:
            told = time.monotonic()
            say(f"{title}: {where}")

    say(f"{title}…")
    yield tell
    say(f"{title}: готово за {time.monotonic() - began:.1f} с".replace(".", ","))
