"""Write the whole city as files: the register, every result once, the same figures in other layouts, faulty files."""

from dataclasses import dataclass
from pathlib import Path

from diagnostics.enums import AssessmentKind, Level, Subject
from diagnostics.procedures import ProcedureKey
from shnor_portal.demo.workbooks import exams
from shnor_portal.demo.workbooks.dirty import write_dirty
from shnor_portal.demo.workbooks.register import write_register
from shnor_portal.demo.workbooks.vpr_marks import write_flat_marks, write_statistics
from shnor_portal.demo.workbooks.vpr_pupils import write_pupils
from shnor_portal.demo.world import DEFAULT_SEED, World, build
from shnor_portal.demo.world.city import LIST_YEAR, OGE_MA, OGE_RU, vpr
from shnor_portal.demo.world.pupils import PupilTable

_LAST = LIST_YEAR - 1
TWIN_PROCEDURE = vpr(6, Subject.MA)  # given as V1, V2 and V10: three sources that agree
_OGE_LAYOUTS = {
    (2017, OGE_RU): "oge_o1",
    (2017, OGE_MA): "oge_o1",
    (2018, OGE_RU): "oge_o2",
    (2018, OGE_MA): "oge_o1",
    (2019, OGE_RU): "oge_o3",
    (2019, OGE_MA): "oge_o2",
}
_SPARSE_EGE_YEAR = 2018


@dataclass(frozen=True, slots=True)
class CityFile:
    """One file: the code of its layout (empty when none can read it), the procedure and its academic year."""

    path: Path
    layout: str
    kind: str
    procedure: str
    academic_year: int


@dataclass(frozen=True, slots=True)
class CityFiles:
    """What was written. `results` hold every figure once, in the order to load them; `twins` repeat the same
    figures in other layouts; `dirty` are to be refused.
    """

    register: Path
    results: list[CityFile]
    twins: list[CityFile]
    dirty: list[CityFile]


def write_city(folder: Path, *, seed: int = DEFAULT_SEED, world: World | None = None) -> CityFiles:
    """Write the city of a seed (or one already built) into a folder, which is made where absent."""
    world = build(seed) if world is None else world
    for name in ("", "результаты", "те-же-сведения", "с-ошибками"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    register = folder / "реестр-школ.xlsx"
    write_register(register, world)
    results = [_write_vpr(folder / "результаты", world, table) for table in world.vpr_tables()]
    results += [_write_exam(folder / "результаты", world, table) for table in world.exam_tables()]
    dirty = write_dirty(folder / "с-ошибками", world, results[0].path)
    return CityFiles(
        register=register,
        results=sorted(results, key=lambda file: file.academic_year),
        twins=_write_twins(folder / "те-же-сведения", world),
        dirty=[CityFile(path, layout, AssessmentKind.VPR.value, "", _LAST) for path, layout in dirty],
    )


def _write_vpr(folder: Path, world: World, table: PupilTable) -> CityFile:
    path = folder / f"{_stem(table.year, table.key)}.xlsx"
    write_pupils(path, world, table)
    return _entry(path, "vpr_v1", table)


def _write_exam(folder: Path, world: World, table: PupilTable) -> CityFile:
    layout = _layout(table)
    name = f"{_stem(table.year, table.key)}.xlsx"
    # The day and the subject of O1 stand in its name, so that name may not be ours.
    path = folder / (exams.oge_csv_name(table) if layout == "oge_o1" else name)
    match layout:
        case "oge_o1":
            exams.write_oge_csv(path, world, table)
        case "oge_o2":
            exams.write_oge(path, world, table)
        case "oge_o3":
            exams.write_oge_sparse(path, world, table)
        case "ege_e2":
            exams.write_ege_base(path, world, table)
        case _:
            exams.write_ege(path, world, table, sparse=table.year == _SPARSE_EGE_YEAR)
    return _entry(path, layout, table)


def _layout(table: PupilTable) -> str:
    if table.key.kind == AssessmentKind.OGE:
        return _OGE_LAYOUTS[table.year, table.key]
    return "ege_e2" if table.key.level == Level.BASE else "ege_e1"


def _write_twins(folder: Path, world: World) -> list[CityFile]:
    """V2 and V10 of one procedure, V1 of it as its first school has it, O1 of a procedure that is loaded from O2."""
    key = TWIN_PROCEDURE
    statistics = folder / f"Статистика-по-отметкам_{_stem(_LAST, key)}.xlsx"
    flat = folder / f"Отметки_{_stem(_LAST, key)}.xlsx"
    write_statistics(statistics, world, _LAST, key)
    write_flat_marks(flat, world, _LAST, key)
    oge = world.pupils[_LAST, OGE_MA]
    table = folder / exams.oge_csv_name(oge)
    exams.write_oge_csv(table, world, oge)
    city = world.pupils[_LAST, key]
    own = city.of_school(city.school[0])
    one_school = folder / f"Одна-школа_{_stem(_LAST, key)}.xlsx"
    write_pupils(one_school, world, own)
    return [
        _entry(statistics, "vpr_v2", city),
        _entry(flat, "vpr_v10", city),
        _entry(one_school, "vpr_v1", own),
        _entry(table, "oge_o1", oge),
    ]


def _stem(year: int, key: ProcedureKey) -> str:
    return f"{year}-{year + 1}_{key.code}"


def _entry(path: Path, layout: str, table: PupilTable) -> CityFile:
    return CityFile(path, layout, table.key.kind.value, table.key.code, table.year)
