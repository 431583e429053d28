"""Statements so frequent that PostgreSQL should plan them once a connection: planning takes longer than the work."""

import re
from collections.abc import Sequence
from datetime import datetime
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection, transaction
from django.db.models import QuerySet

Step = tuple[str, Sequence[Any]]  # SQL and its parameters
MOST = 50  # kept on one connection
LONG = 32  # parameters; one with more is seldom the same again, and has more to do than to plan
PREPARED: WeakKeyDictionary[Any, dict[str, str]] = WeakKeyDictionary()  # by connection


def run(*steps: Step) -> int:
    """Execute `steps` in one transaction, on PostgreSQL in one journey; the number of rows that the last changed."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            together = "; ".join([prepared(sql, len(params), cursor) for sql, params in steps])
            cursor.execute(together, [value for _, params in steps for value in params])
        else:
            with transaction.atomic(savepoint=False):
                for sql, params in steps:
                    cursor.execute(sql, params)
        return cursor.rowcount


def first(rows: QuerySet[Any, dict[str, Any]]) -> dict[str, Any] | None:
    """The first of `rows` (of `values()`), if any.

    It is planned without the moments it asks about: each question must have an order that an index gives, or ask for
    one row by its key. Of "is there any after ..." PostgreSQL would believe that every third row is, and read them all.
    """
    if connection.vendor != "postgresql":
        return rows.first()
    with connection.cursor() as cursor:
        sql, moments = but_for_moments(*rows[:1].query.sql_with_params())
        cursor.execute(prepared(sql, len(moments), cursor), moments)
        found, names = cursor.fetchone(), [column.name for column in cursor.description]
    return dict(zip(names, found, strict=True)) if found else None


def but_for_moments(sql: str, params: Sequence[Any]) -> tuple[str, list[datetime]]:
    """`sql` with everything else written out: without the words PostgreSQL passes over an index of those rows only."""
    moments = [value for value in params if isinstance(value, datetime)]
    words = ["%s" if isinstance(value, datetime) else connection.ops.compose_sql("%s", [value]) for value in params]
    return sql % tuple(words), moments


def prepared(sql: str, size: int, cursor) -> str:
    """What executes `sql` with `size` parameters as a prepared statement; itself where that does not help."""
    if size > LONG or connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
        return sql  # behind a pooler, two statements may meet two connections
    known = PREPARED.setdefault(connection.connection, {})
    if sql not in known and len(known) < MOST:
        name, numbers = f"reminders_{len(known)}", count(1)
        cursor.execute(f"PREPARE {name} AS {re.sub('%s', lambda _: f'${next(numbers)}', sql)}")
        known[sql] = f"EXECUTE {name} ({', '.join(['%s'] * size)})"
    return known.get(sql, sql)
