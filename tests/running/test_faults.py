"""The table of `manage.py faults`."""

import json

from programme.running import faults


def test_runs_of_a_row_are_added_up_and_the_worst_lateness_stands(tmp_path):
    report = tmp_path / "report"
    one = {"row": "kill -9 of one", "sent": 40, "lost": 0, "twice": 1, "stale": 0, "unasked": 0, "p50": 0.4, "p95": 1.0}
    report.write_text("".join(json.dumps(line) + "\n" for line in (one, one | {"twice": 0, "p95": 2.5})))
    head, line = faults.table(faults.lines(report)).splitlines()
    assert head.split() == ["runs", "sent", "lost", "twice", "stale", "unasked", "p50", "p95"]
    assert line.split()[-8:] == ["2", "80", "0", "1", "0", "0", "0.4", "2.5"]


def test_long_is_twenty_runs_and_each_number_can_be_said():
    asked, rest = faults.parse(["--long", "--seed", "7", "-x"])
    said = faults.environment(asked, "report")
    assert (said["FAULT_RUNS"], said["FAULT_SIZE"], said["FAULT_SEED"], rest) == ("20", "200", "7", ["-x"])
    asked, _ = faults.parse(["--runs", "3", "--size", "10"])
    assert faults.environment(asked, "report")["FAULT_RUNS"] == "3"


def test_without_a_report_there_is_only_the_head(tmp_path):
    assert len(faults.table(faults.lines(tmp_path / "none")).splitlines()) == 1
