"""The runner of checks: which stages, in which order, how it ends, and what it says at the end."""

import argparse

import pytest

from scripts import check
from scripts.check import Outcome
from scripts.check_stages import STAGES, Stage
from scripts.suite_totals import Totals, read_totals

REPORT = '<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="{}"/></testsuites>'


def stage(name: str, *codes: int) -> Stage:
    return Stage(name, name, lambda _report: tuple(("sh", "-c", f"exit {code}") for code in codes))


@pytest.fixture
def codes(monkeypatch, tmp_path):
    def run(keep_going: bool, *stages: Stage) -> list[int]:
        (tmp_path / "data").mkdir(exist_ok=True)
        return [outcome.code for outcome in check.run_stages(list(stages), keep_going, tmp_path)]

    return run


def test_cheap_stages_come_first():
    names = [one.name for one in STAGES]
    assert names == ["lint", "types", "imports", "migrations", "sqlite", "postgres", "e2e"]
    assert [one.name for one in STAGES if one.needs_servers] == ["postgres", "e2e"]


def test_first_failure_ends_the_run(codes):
    assert codes(False, stage("a", 0), stage("b", 3), stage("c", 0)) == [0, 3]


def test_keep_going_reaches_the_end(codes):
    assert codes(True, stage("a", 0), stage("b", 3), stage("c", 0)) == [0, 3, 0]


def test_stage_stops_at_its_first_failing_command(codes):
    assert codes(False, stage("a", 0, 4, 5)) == [4]


def test_person_names_stages_in_any_order():
    options = check.parse(["--stage", "sqlite", "--stage", "lint"])
    assert [one.name for one in check.chosen(options.stage)] == ["lint", "sqlite"]


def test_unknown_stage_is_refused(capsys):
    with pytest.raises(SystemExit):
        check.parse(["--stage", "nonsense"])
    assert "nonsense" in capsys.readouterr().err


def test_stages_do_not_see_the_persons_own_databases(monkeypatch, tmp_path):
    monkeypatch.setenv("DATABASE_URL", "postgres://real")
    (tmp_path / "data").mkdir()
    alone = Stage("a", "a", lambda _report: (("sh", "-c", 'test -z "$DATABASE_URL"'),))
    assert check.run_stages([alone], False, tmp_path)[0].code == 0


@pytest.mark.parametrize(("ends", "code"), [([0, 0], 0), ([0, 2], 1), ([0], 1)])
def test_whole_run_passes_only_when_every_stage_did(monkeypatch, ends, code):
    stages = [stage("a"), stage("b")]
    monkeypatch.setattr(check, "chosen", lambda names: stages)
    monkeypatch.setattr(check, "prepare", lambda stages: None)
    outcomes = [Outcome(one, end, 1.0) for one, end in zip(stages, ends, strict=False)]
    monkeypatch.setattr(check, "run_stages", lambda *_: outcomes)
    assert check.check(argparse.Namespace(stage=None, keep_going=False)) == code


def test_summary_tells_every_stage_and_the_tests():
    first, second, third = stage("lint"), stage("sqlite"), stage("e2e")
    text = check.summary([first, second, third], [Outcome(first, 0, 1.5), Outcome(second, 1, 62.0)], Totals(7, 1, 2))
    lines = [line.split() for line in text.splitlines() if line]
    assert ["lint", "пройдена", "1.5"] in lines
    assert ["sqlite", "отказ", "(1)", "62.0"] in lines
    assert ["e2e", "не", "дошло"] in lines
    assert ["всего", "63.5"] in lines
    assert text.splitlines()[-1] == "7 passed, 1 failed, 2 skipped"


def test_totals_add_up_over_reports(tmp_path):
    for name, figures in (("a", (10, 1, 1, 2)), ("b", (5, 0, 0, 0))):
        (tmp_path / f"{name}.xml").write_text(REPORT.format(*figures))
    totals = read_totals(sorted(tmp_path.glob("*.xml")))
    assert totals == Totals(passed=11, failed=2, skipped=2)
    assert not Totals().ran
