"""The sheets of an order with what stands on them."""

import hashlib
import json
import logging
from datetime import datetime
from typing import NamedTuple

from django.db import OperationalError, transaction

from workshops.models import Edition, Session
from workshops.packs.wishes import Order, Wish
from workshops.sheet_data.words import Values
from workshops.sheet_list import Kind
from workshops.sheets import Part

log = logging.getLogger(__name__)

PASSING = {"version", "large", "lang"}  # how and when it was printed, not what it says


class Built(NamedTuple):
    """A sheet ready to be set; `values` is None where its module failed."""

    wish: Wish
    size: str
    values: Values | None

    @property
    def kind(self) -> Kind:
        return self.wish.kind

    @property
    def part(self) -> Part:
        return Part(self.kind.name, self.values or {}, self.wish.copies, "a5" if self.size == "a5" else "a4")

    @property
    def digest(self) -> str:
        """Equal for equal words, whatever the size and the hour."""
        words = {key: value for key, value in (self.values or {}).items() if key not in PASSING}
        return hashlib.sha256(json.dumps(words, sort_keys=True).encode()).hexdigest()[:32]


def build(session: Session, edition: Edition | None, order: Order, *, now: datetime) -> list[Built]:
    """Every sheet of the order. One that fails is noted and stops no other; a database that stumbles stops them all."""
    return [built(session, edition, wish, now, wish.kind.sized(order.size)) for wish in order.wishes]


def built(session: Session, edition: Edition | None, wish: Wish, now: datetime, size: str) -> Built:
    try:
        with transaction.atomic():
            return Built(wish, size, wish.kind.build(session, edition, now=now, large=size == "large"))
    except OperationalError:  # no fault of the sheet: the whole pack is made later
        raise
    except Exception as fault:  # of any sheet, so that the others still come
        log.error("The sheet %s of session %s failed: %s", wish.kind.name, session.pk, type(fault).__name__)
        return Built(wish, size, None)
