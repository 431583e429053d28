"""A register as PDF, ours against a bare `typst.compile` of the same sheet beside it; memory over 1,600 of them."""

import json
import resource
from functools import cache
from itertools import count
from pathlib import Path
from statistics import median
from time import perf_counter

import typst

from workshops import sheets
from workshops.letters import FONTS

ROUNDS = 60
SHEETS = 1600
WARM = 100
numbers = count()


def lines(**options):
    """Lines of (what, ours, held against, ratio, to reach): milliseconds a sheet, then megabytes held."""
    for _ in range(5):
        ours()
        bare()
    times = [(timed(ours), timed(bare)) for _ in range(ROUNDS)]
    mine, theirs = (median(column) * 1000 for column in zip(*times, strict=True))
    before, after = memory()
    return [
        ("a register as PDF, warm", f"{mine:.1f} ms", f"{theirs:.1f} ms", mine / theirs, "at most 1.5"),
        (f"memory over {SHEETS} sheets", f"{after:.0f} MB", f"{before:.0f} MB", after / before, "flat"),
    ]


def ours():
    return sheets.render([sheets.Part("register", values())], title="Workshop 1: register").pdf


def bare():
    part = {"sheet": "register", "copies": 1, "values": values() | {"squares": "", "paper": "a4"}}
    words = {
        "title": "Workshop 1: register",
        "author": "West Country Leadership Programme",
        "lang": "en",
        "both-sides": False,
    }
    inputs, root = {"data": json.dumps(words | {"parts": [part]})}, str(sheets.SHEETS)
    return typst.compile(str(sheets.PACK), root=root, font_paths=bare_fonts(), sys_inputs=inputs, pdf_standards="ua-1")


@cache
def bare_fonts():
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONTS)])


def values():
    """Two dozen people, four hosts and three speakers; a little different every time, so that nothing is remembered."""
    turn = next(numbers)
    people = [
        {"number": str(n), "name": f"Robin Ashworth {turn} {n}", "post": "Head of service, Northmoor", "how": ""}
        for n in range(1, 25)
    ]
    others = [{"name": f"Frances Dale {turn} {n}", "post": "Facilitator"} for n in range(7)]
    day = {"date": "Wednesday 3 March 2027", "times": "10:00 to 16:30", "place": "Hartwell Hall", "cancelled": False}
    day |= {"people": people, "others": others, "blanks": 3, "note": "Expected 24. Three blank lines for anyone else."}
    words = {"programme": "West Country Leadership Programme", "cohort": "Spring 2027", "session": "Workshop 1"}
    words |= {"version": f"Edition {turn}, printed 3 March 2027 at 09:00", "safeguarding": "Maren Holt, 01632 960147"}
    return words | {"large": False, "lang": "en", "days": [day]}


def timed(work):
    started = perf_counter()
    work()
    return perf_counter() - started


def memory():
    """Megabytes held after the first hundred sheets and after all of them."""
    for _ in range(WARM):
        ours()
    before = resident()
    for _ in range(SHEETS - WARM):
        ours()
    return before, resident()


def resident():
    """Megabytes this process holds now; where the system does not say, the most it ever held."""
    pages = Path("/proc/self/statm")
    if pages.exists():
        return int(pages.read_text().split()[1]) * resource.getpagesize() / 1e6
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3
