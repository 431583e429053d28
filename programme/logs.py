"""What the log must not keep: the links that open something without signing in, or sign somebody in."""

import json
import logging
import re
from datetime import UTC, datetime

LINK = re.compile(
    r"/(invitation/\d+|calendar/\d+|speak/\d+|address-change/\d+|mails/\d+/\w+|r/\d+/\d+/\d+|set-up)/[^/\s]+"
)
ADDRESS = re.compile(r"[^\s<>\"',;:@]+@[^\s<>\"',;:@]+\.[^\s<>\"',;:@]+")


class Discreet(logging.Filter):
    """Cuts the secret out of each link, and takes addresses out.

    The log of a refused request has its path, and the link may still work.
    """

    def filter(self, record):
        said = record.getMessage()
        kept = ADDRESS.sub("(address)", LINK.sub(r"/\1/...", said))
        if kept != said:
            record.msg, record.args = kept, ()
        return True


class JsonLine(logging.Formatter):
    """One object a line, for machines: when (UTC), how grave, who says it, what, and the trace of a fault."""

    def format(self, record):
        at = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        line = {"at": at, "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        if record.exc_info:
            line["trace"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=False)
