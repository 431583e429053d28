"""Headings that begin a day: Day 2, Wednesday 4 March, 4/3/2027. The rest of the words on the line stay with them."""

import re
from dataclasses import dataclass
from datetime import date

from workshops.pasting.vocabulary import words

DAYS = words("monday tuesday wednesday thursday friday saturday sunday")
MONTHS = words("january february march april may june july august september october november december")
NUMBERS = words("one two three four five six seven eight nine ten")
WEEKDAY = r"(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b\.?"
MONTH = (
    r"(?P<month>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
YEAR = r"(?:,?\ ?(?P<year>(?:19|20)\d\d))?"
FLAGS = re.IGNORECASE | re.VERBOSE
BEFORE = rf"(?:(?P<weekday>{WEEKDAY}),?\ ?)?"
NTH_OF = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
DATE = re.compile(rf"{BEFORE}(?:the\ )?{NTH_OF}\ (?:of\ )?{MONTH}{YEAR}", FLAGS)
AMERICAN = re.compile(rf"{BEFORE}{MONTH}\ {NTH_OF}(?!\d|[.:]\d){YEAR}", FLAGS)
FIGURES = re.compile(
    rf"{BEFORE}(?P<day>\d{{1,2}})(?P<by>[/.-])(?P<month>\d{{1,2}})(?P=by)(?P<year>(?:20)?\d\d)(?!\d)", FLAGS
)
ISO = re.compile(rf"{BEFORE}(?P<year>20\d\d)-(?P<month>\d{{1,2}})-(?P<day>\d{{1,2}})(?!\d)", FLAGS)
ONLY_WEEKDAY = re.compile(rf"(?P<weekday>{WEEKDAY})", re.IGNORECASE)
NTH = re.compile(rf"day\ ?(?P<nth>\d{{1,2}}|{'|'.join(NUMBERS)})\b", FLAGS)
AFTER = re.compile(r"\s?(?:$|[-–—:,|(/.)]|(?:morning|afternoon|evening|agenda|programme|timetable)\b)", re.IGNORECASE)
LONGEST = 100
SOFT = re.compile(
    r"(?:(?:early\ |late\ )?(?:morning|afternoon|evening)(?:\ session)?|a\.?m\.?|p\.?m\.?|agenda|programme|timetable"
    r"|schedule|running\ order)\s?:?",
    FLAGS,
)


@dataclass(frozen=True)
class Heading:
    """The words that begin a day, and what they say of it; what they do not say is None."""

    text: str
    nth: int | None = None
    day: int | None = None
    month: int | None = None
    year: int | None = None
    weekday: int | None = None

    @property
    def is_loose(self):
        """Whether it only names a day of the week, as the first cell of a row may do without heading anything."""
        return not (self.nth or self.day)

    def fits(self, on: date, nth: int) -> bool:
        """Whether it can mean the day on `on`, the `nth` of its session."""
        if self.day:
            return (self.day, self.month) == (on.day, on.month) and self.year in (None, on.year)
        return self.nth == nth if self.nth else self.weekday == on.weekday()


def heading_of(text):
    """The heading of a day that the whole line is; None when it is none."""
    text = text.strip(" *_#=")
    if len(text) > LONGEST:
        return None
    nth = NTH.match(text)
    if nth:
        return numbered(text, nth)
    found = date_at(text) or ONLY_WEEKDAY.match(text)
    if found and AFTER.match(text, found.end()):
        return Heading(text, **parts(found))
    return None


def dated(text):
    """(the day that the first words tell, the words after them); None and the text where they tell none."""
    found = date_at(text)
    return (Heading(found[0], **parts(found)), text[found.end() :].lstrip(" ,:-–—|")) if found else (None, text)


def numbered(text, nth):
    """Day 2, perhaps with its date, perhaps with what it is about."""
    after = text[nth.end() :]
    if after and after[0] not in " :-–—,.|(/":
        return None
    when = next((found for at in range(min(len(after), 30)) if (found := date_at(after, at))), None)
    number = NUMBERS.index(nth["nth"].casefold()) + 1 if nth["nth"].isalpha() else int(nth["nth"])
    return Heading(text, nth=number, **(parts(when) if when else {}))


def date_at(text, at=0):
    found = (shape.match(text, at) for shape in (ISO, FIGURES, DATE, AMERICAN))
    return next((one for one in found if one and is_date(parts(one))), None)


def parts(found):
    said = found.groupdict()
    weekday = said.get("weekday")
    return {
        "weekday": [day[:2] for day in DAYS].index(weekday.casefold()[:2]) if weekday else None,
        "day": int(said["day"]) if said.get("day") else None,
        "month": month(said["month"]) if said.get("month") else None,
        "year": int(said["year"]) % 100 + 2000 if said.get("year") else None,
    }


def month(text):
    return int(text) if text.isdigit() else [name[:3] for name in MONTHS].index(text.casefold()[:3]) + 1


def is_date(said):
    try:
        date(said["year"] or 2028, said["month"], said["day"])
    except ValueError:
        return False
    return True


def is_part_of_a_day(text):
    """Morning, Agenda, PM: words that head some lines and are nothing by themselves."""
    return bool(SOFT.fullmatch(text.strip(" *_#=")))
