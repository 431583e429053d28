"""What a run of the tests came to."""

from dataclasses import dataclass
from xml.etree import ElementTree

HEAD = f"{'':20}{'passed':>8}{'failed':>8}{'skipped':>9}{'seconds':>9}"


@dataclass
class Result:
    """One line of the table at the end."""

    leg: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0
    code: int = 0
    note: str = ""

    def __str__(self):
        counts = f"{self.passed:>8}{self.failed:>8}{self.skipped:>9}{self.seconds:>9.1f}"
        return f"{self.leg:20}{counts}  {self.note}".rstrip()


def read_report(path, leg, seconds, code):
    """The result of a leg from pytest's own report; a leg that ended without one has failed."""
    if not path.exists():
        return Result(leg, failed=1, seconds=seconds, code=code or 1, note="ended before its tests did")
    suite = ElementTree.parse(path).getroot().find("testsuite")  # noqa: S314 - written by our own pytest
    total, skipped = int(suite.get("tests")), int(suite.get("skipped"))
    failed = int(suite.get("failures")) + int(suite.get("errors"))
    if code and not failed:
        failed, total = 1, total + 1
    note = sorted({case.get("message", "") for case in suite.iter("skipped")})
    return Result(leg, total - failed - skipped, failed, skipped, seconds, code, "; ".join(note)[:120])


def table(results):
    """The table, and below it the one line that sums it up."""
    passed, failed, skipped = (sum(getattr(result, count) for result in results) for count in COUNTS)
    return "\n".join([HEAD, *map(str, results), "", f"{passed} passed, {failed} failed, {skipped} skipped"])


COUNTS = ("passed", "failed", "skipped")
