"""What the log keeps: one line of JSON for each thing, without links that open something, addresses or words."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime

LINK = re.compile(
    r"/(invitation/\d+|calendar/\d+|speak/\d+|address-change/\d+|mails/\d+/\w+|r/\d+/\d+/\d+|set-up)/[^/\s]+"
)
ADDRESS = re.compile(r"[^\s@<>()\[\]\",;:=]+@[^\s@<>()\[\]\"',;:]+")


class WithoutLinks(logging.Filter):
    """Cuts the secret out of each link, and addresses. The log of a refused request has its path, which may still work.

    Of a path only what stands before the question mark is logged at all.
    """

    def filter(self, record):
        said = record.getMessage()
        cut = ADDRESS.sub("...@...", LINK.sub(r"/\1/...", said))
        if cut != said:
            record.msg, record.args = cut, ()
        return True


class AsJson(logging.Formatter):
    """A line that programs read. Of a fault its kind and its place, for what it says may hold somebody's words."""

    def format(self, record):
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "from": record.name,
            "says": record.getMessage(),
        }
        return json.dumps(line | fault(record), ensure_ascii=False)


def fault(record):
    """What broke and where, from the outside in; nothing when nothing did."""
    if not record.exc_info or not record.exc_info[1]:
        return {}
    kind, _error, frames = record.exc_info
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(frames)]
    return {"fault": kind.__name__, "where": places}
