"""From rows of a file to one draft of a result per school and procedure. Columns, not loops over pupils."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np
import orjson
import pandas as pd

from diagnostics.procedures import ProcedureKey
from diagnostics.services.result_drafts import MARKS, Draft, Slice
from shnor_portal.imports.reader.types import AggregateRow, PupilColumns, ResultBlock


def took_part(pupils: PupilColumns) -> "np.ndarray[Any, np.dtype[np.bool_]]":
    """Pupils with a score or a mark; the others were absent, and an absence is not a zero (domain §3.2)."""
    pairs = zip(pupils.primary_score, pupils.mark, strict=True)
    return np.fromiter((score is not None or mark is not None for score, mark in pairs), dtype=bool)


def drafts_of_pupils(
    block: ResultBlock, key: ProcedureKey, year: int, sheet_number: int, school_ids: Sequence[int | None]
) -> list[Draft]:
    """One draft per school of a block of pupil rows. `school_ids` goes with the rows; None leaves a row out."""
    pupils = block.pupils
    if pupils is None:
        return []
    frame = pd.DataFrame(
        {
            "school": pd.array(list(school_ids), dtype="Int64"),
            "row": pupils.row,
            "score": pd.array(pupils.primary_score, dtype="Int64"),
            "mark": pd.array(pupils.mark, dtype="Int64"),
            "journal": pd.array(pupils.journal_mark, dtype="Int64"),
        }
    )
    frame = frame[frame["school"].notna() & took_part(pupils)]
    lines = _lines(pupils)
    tasks = _task_matrix(block, pupils)
    totals: dict[int, dict[str, int]] = _totals(frame).to_dict("index")  # type: ignore[assignment]
    scores = _spread(frame, "score")
    positions = _positions(frame)
    drafts = []
    for school_id, row in totals.items():
        at = positions[school_id]
        drafts.append(
            Draft(
                key,
                year,
                int(school_id),
                block.sheet,
                row_from=int(row["first"]),
                row_to=int(row["last"]),
                participants=len(at),
                marks={mark: int(row[f"m{mark}"]) for mark in MARKS} if row["marked"] else None,
                score_sum=int(row["score_sum"]) if row["scored"] else None,
                scored=int(row["scored"]),
                max_score=block.max_score,
                distribution=scores.get(school_id, {}),
                journal=_journal(row),
                tasks=_task_counts(block, tasks, at),
                slices=[Slice(block, sheet_number, at, lines[at])],
                rows=len(at),
                is_counted=True,
            )
        )
    return drafts


def draft_of_row(block: ResultBlock, row: AggregateRow, key: ProcedureKey, year: int, school_id: int) -> Draft:
    """A draft of one school row, printed in the source or counted by the reader from an exam protocol."""
    marks = {int(mark): count for mark, count in row.marks.items()} or None
    is_counted = row.rows > 1 or row.row_to > row.row
    if marks and is_counted:
        marks = {mark: marks.get(mark, 0) for mark in MARKS}
    participants = row.participants
    if participants is None:
        participants = sum(marks.values()) if marks else sum(row.distribution.values())
    return Draft(
        key,
        year,
        school_id,
        block.sheet,
        row.row,
        row.row_to,
        participants,
        marks=marks,
        score_sum=row.score_sum,
        scored=row.scored,
        max_score=block.max_score,
        distribution=dict(row.distribution),
        percents=dict(row.percents),
        journal=dict(row.journal),
        rows=max(1, row.rows),
        is_counted=is_counted,
    )


def merge(first: Draft, second: Draft) -> Draft:
    """Two sheets of one procedure for one school as one result: counts are added, what one lacks is lacking."""
    both_marked = first.marks is not None and second.marks is not None
    merged = Draft(
        first.key,
        first.year,
        first.school_id,
        first.sheet,
        min(first.row_from, second.row_from) if first.sheet == second.sheet else first.row_from,
        max(first.row_to, second.row_to) if first.sheet == second.sheet else first.row_to,
        first.participants + second.participants,
        marks={m: (first.marks or {})[m] + (second.marks or {})[m] for m in MARKS} if both_marked else None,
        score_sum=_added(first.score_sum, second.score_sum),
        scored=_added(first.scored, second.scored),
        max_score=max(filter(None, (first.max_score, second.max_score)), default=None),
        distribution=dict(Counter(first.distribution) + Counter(second.distribution)),
        journal=dict(Counter(first.journal) + Counter(second.journal)),
        tasks=_merged_tasks(first.tasks, second.tasks),
        slices=[*first.slices, *second.slices],
        rows=first.rows + second.rows,
        is_counted=True,
    )
    if second.sheet not in first.sheet.split("; "):
        merged.sheet = f"{first.sheet}; {second.sheet}"
    return merged


def _added(first: int | None, second: int | None) -> int | None:
    return None if first is None or second is None else first + second


def _positions(frame: pd.DataFrame) -> "dict[int, np.ndarray[Any, np.dtype[np.int64]]]":
    """School → positions of its rows in the block, in file order."""
    schools = frame["school"].to_numpy(dtype=np.int64)
    order = np.argsort(schools, kind="stable")
    keys, starts = np.unique(schools[order], return_index=True)
    parts = np.split(frame.index.to_numpy(dtype=np.int64)[order], starts[1:])
    return dict(zip(keys.tolist(), parts, strict=False))


def _totals(frame: pd.DataFrame) -> pd.DataFrame:
    """Counts by school: rows first and last, marks, scores, and the mark against the journal."""
    both = frame["mark"].notna() & frame["journal"].notna()
    gap = (frame["mark"] - frame["journal"]).where(both)
    columns = {f"m{mark}": frame["mark"].eq(mark).fillna(False) for mark in MARKS}
    columns |= {
        "marked": frame["mark"].notna(),
        "scored": frame["score"].notna(),
        "score_sum": frame["score"].fillna(0),
        "lower": gap.lt(0).fillna(False),
        "same": gap.eq(0).fillna(False),
        "higher": gap.gt(0).fillna(False),
        "gap2": gap.abs().ge(2).fillna(False),
        "compared": both,
    }
    sums = pd.DataFrame(columns).astype("int64").groupby(frame["school"]).sum()
    rows = frame.groupby("school")["row"].agg(["min", "max"])
    return sums.assign(first=rows["min"], last=rows["max"])


def _spread(frame: pd.DataFrame, column: str) -> dict[Any, dict[str, int]]:
    """School → score → number of participants."""
    spread: dict[Any, dict[str, int]] = {}
    counts = frame.groupby(["school", column]).size().reset_index(name="pupils")
    for school, score, pupils in counts.itertuples(index=False, name=None):
        spread.setdefault(school, {})[str(score)] = int(pupils)
    return spread


def _journal(row: dict[str, int]) -> dict[str, int]:
    if not row["compared"]:
        return {}
    return {name: int(row[name]) for name in ("lower", "same", "higher", "gap2")}


def _lines(pupils: PupilColumns) -> "np.ndarray[Any, Any]":
    """One canonical text per row, without its place in the file."""
    columns = [
        pupils.class_group,
        pupils.pupil_code,
        pupils.variant,
        _texts(pupils.primary_score),
        _texts(pupils.mark),
        _texts(pupils.journal_mark),
        [orjson.dumps(tasks).decode() for tasks in pupils.tasks] or [""] * len(pupils.row),
    ]
    return np.array(list(map("\x1f".join, zip(*columns, strict=True))), dtype=object)


def _texts(values: Sequence[int | None]) -> list[str]:
    known = {value: "" if value is None else str(value) for value in set(values)}
    return list(map(known.__getitem__, values))


def _task_matrix(block: ResultBlock, pupils: PupilColumns) -> "np.ndarray[Any, np.dtype[np.float64]]":
    """Points by pupil and task, NaN where a task was not done."""
    if not block.tasks or not pupils.tasks:
        return np.empty((len(pupils.row), 0))
    return np.array(pupils.tasks, dtype=np.float64)


def _task_counts(
    block: ResultBlock, matrix: "np.ndarray[Any, np.dtype[np.float64]]", at: "np.ndarray[Any, np.dtype[np.int64]]"
) -> list[dict[str, Any]]:
    """For each task: its maximum, the points scored and the number of pupils who have any value."""
    if matrix.shape[1] == 0:
        return []
    own = matrix[at]
    points, done = np.nansum(own, axis=0), np.sum(~np.isnan(own), axis=0)
    return [
        {"label": task.label, "maximum": task.maximum, "points": int(points[i]), "pupils": int(done[i])}
        for i, task in enumerate(block.tasks)
    ]


def _merged_tasks(first: list[dict[str, Any]], second: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Tasks of two sheets of one form; different forms have no common tasks, and none are kept."""
    if [task["label"] for task in first] != [task["label"] for task in second]:
        return []
    return [
        {**one, "points": one["points"] + other["points"], "pupils": one["pupils"] + other["pupils"]}
        for one, other in zip(first, second, strict=True)
    ]
