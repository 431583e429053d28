from programme.running.results import Result, read_report, table


def test_the_last_line_sums_up_all_legs():
    results = [Result("ruff", passed=1), Result("SQLite", passed=10, failed=2, skipped=3), Result("browser", skipped=4)]
    assert table(results).splitlines()[-1] == "11 passed, 2 failed, 7 skipped"


def test_a_leg_is_read_from_its_report(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text(
        '<testsuites><testsuite tests="9" failures="1" errors="1" skipped="2">'
        '<testcase><skipped message="No Chromium"/></testcase></testsuite></testsuites>'
    )
    leg = read_report(report, "SQLite", 1.5, 1)
    assert (leg.passed, leg.failed, leg.skipped, leg.note) == (5, 2, 2, "No Chromium")


def test_a_leg_that_ended_before_its_report_has_failed(tmp_path):
    leg = read_report(tmp_path / "none.xml", "SQLite", 1.5, -9)
    assert (leg.passed, leg.failed, leg.code) == (0, 1, -9)


def test_a_leg_that_ran_nothing_has_failed(tmp_path):
    report = tmp_path / "report.xml"
    report.write_text('<testsuites><testsuite tests="0" failures="0" errors="0" skipped="0"/></testsuites>')
    leg = read_report(report, "SQLite", 1.5, 5)
    assert (leg.failed, leg.code) == (1, 5)
