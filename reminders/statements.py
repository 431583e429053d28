"""Statements so frequent that PostgreSQL should plan them once a connection: planning takes longer than the work."""

import re
from itertools import count
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

MOST = 50  # kept on one connection
LONG = 32  # parameters; one with more is seldom the same again, and has more to do than to plan
PREPARED: WeakKeyDictionary[Any, dict[str, str]] = WeakKeyDictionary()  # by connection


def run(sql: str, params: list | tuple) -> int:
    """Execute `sql`; the number of rows it changed."""
    with connection.cursor() as cursor:
        cursor.execute(prepared(sql, cursor) if len(params) <= LONG else sql, params)
        return cursor.rowcount


def prepared(sql: str, cursor) -> str:
    """What executes `sql` as a prepared statement, where there are such; else `sql` itself."""
    if connection.vendor != "postgresql" or connection.settings_dict.get("DISABLE_SERVER_SIDE_CURSORS"):
        return sql  # behind a pooler, two statements may meet two connections
    known = PREPARED.setdefault(connection.connection, {})
    if sql not in known and len(known) < MOST:
        name, numbers = f"reminders_{len(known)}", count(1)
        cursor.execute(f"PREPARE {name} AS {re.sub('%s', lambda _: f'${next(numbers)}', sql)}")
        known[sql] = f"EXECUTE {name} ({', '.join(['%s'] * sql.count('%s'))})"
    return known.get(sql, sql)
