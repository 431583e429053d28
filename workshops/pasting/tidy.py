"""Text as it is pasted, made into lines: characters that nobody can see are gone, spaces are spaces."""

import csv
import re
from dataclasses import dataclass

BREAK = re.compile("\r\n|[\n\r\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
UNSEEN = re.compile("[\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\ud800-\udfff]")
WIDE = re.compile(r"(?<=\S) {3,40}(?=\S)")  # columns drawn with spaces, as in a mail
MOST_CELLS = 40  # what stands further right becomes one cell
OPEN = re.compile(r'\t\s?"[^"\t]*$')  # the last cell of a row began with a quote and goes on in the next line
CLOSED = re.compile(r'^[^"\t]*"\s?(?:\t|$)')
COMMAS = re.compile(r"\d{1,2}[:.]\d{2}(?:\ ?[ap]m)?([,;])(?=[^\s\d])", re.IGNORECASE)
SPACE = re.compile(r"[^\S\t\v]")
WORD = re.compile(r"[^\W_]|[\U0001f000-\U0001ffff\u2600-\u27bf]")
BULLET = re.compile(r"\s{0,40}(?:[•●○▪▫■□◦‣⁃∙·*►▶➤→✓✔✗\uf000-\uf0ff]|o(?=\t)|[-–—](?=[\s\v]))\s{0,20}")
NUMBER = re.compile(r"\s{0,40}(?:\(?\d{1,2}[.)]|\(?[a-z]\))\s{1,20}", re.IGNORECASE)


@dataclass(frozen=True)
class Line:
    """A line with words in it. `cells` has more than one when the line is a row of a table."""

    number: int
    cells: tuple
    bullet: bool = False
    numbered: bool = False
    apart: bool = False  # an empty line stands before it

    @property
    def text(self):
        return " ".join(" ".join(cell.split()) for cell in self.cells if cell.strip())


def lines(text):
    """The lines of `text` that hold a word or a number, in order."""
    found, apart = [], False
    for number, raw in enumerate(whole_rows(BREAK.split(CONTROL.sub(" ", UNSEEN.sub("", text)))), 1):
        here = [part for part in parted(SPACE.sub(" ", raw)) if WORD.search(part)]
        for part in here:
            found.append(line(number, part, apart))
            apart = False
        apart = not here
    return found


def whole_rows(raw):
    """A spreadsheet puts a cell of several lines in quotes: such a row becomes one line again."""
    waiting = []
    for text in raw:
        waiting.append(text)
        if not OPEN.search(waiting[0]) or len(waiting) == 20:
            yield from waiting
        elif len(waiting) > 1 and CLOSED.search(text):
            yield "\v".join(waiting)
        else:
            continue
        waiting = []
    yield from waiting


def parted(raw):
    """A line break inside a paragraph, which Word keeps as a vertical tab, ends a line, but not inside a row."""
    return [raw] if "\t" in raw or raw.count("|") > 1 else raw.split("\v")


def line(number, raw, apart):
    """`raw` without its bullet or number, cut into cells."""
    rest, bullet = without(BULLET, raw)
    rest, numbered = without(NUMBER, rest)
    return Line(number, tuple(cells(rest)), bullet, numbered, apart)


def without(mark, text):
    found = mark.match(text)
    rest = text[found.end() :] if found else ""
    return (rest, True) if WORD.search(rest) else (text, False)


def cells(text):
    """The cells of a row; the text alone where it is none."""
    text = WIDE.sub("\t", text.strip(" "))
    if "\t" in text:
        found = [unquoted(cell) for cell in text.split("\t")]
    elif text.count("|") > 1 or " | " in text:
        found = [cell.strip() for cell in text.split("|")]
        found = found[1:] if text.startswith("|") else found
    elif (comma := COMMAS.match(text)) and text.count(comma[1]) > 1:
        found = next(csv.reader([text], delimiter=comma[1]), [text])
    else:
        found = [text]
    while len(found) > 1 and not found[-1].strip():
        found.pop()
    found[MOST_CELLS:] = filter(None, [" ".join(found[MOST_CELLS:])])
    return [cell.strip(" ") for cell in found]


def unquoted(cell):
    cell = cell.strip(" ")
    quoted = len(cell) > 1 and cell[0] == cell[-1] == '"'
    return cell[1:-1].replace('""', '"') if quoted else cell
