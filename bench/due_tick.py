"""The due tick on a small world and on one with ten times the people: idle, one session due, 1,000 sessions due.

What counts is the time the database takes, as this process waits for it: on a busy machine it waits longer. "Ours" is
the large world, "beside it" the small one, and the ratio what ten times the people cost. `--large` takes 2.9 million
pairs of session and person for the small one and 29 million for the large. The ledger is as full as the world is old:
whoever asks it "who has no message yet?" is fast while nothing is due, and slow when something is.

Everything is thrown away, so nothing is committed: the checks of foreign keys, which wait for the commit, are not in
it. They take about two thirds again of what 1,000 sessions take here.
"""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from statistics import median
from time import perf_counter

from django.db import connection, transaction

from reminders import services
from reminders.expanding import expand
from reminders.glance import RECONCILED, TICK
from reminders.models import Heartbeat, Occasion

NOW = datetime(2027, 2, 22, 9, 0, tzinfo=UTC)
PEOPLE, PAST, AHEAD = 24, 6, 4  # to a cohort; sessions of a cohort that are over, and to come
COHORTS, LARGE = 300, 12_000  # 72,000 and 2.9 million pairs of session and person with those ten sessions
FIRST = 1_000_000  # out of the way of what others left in the database
ROUNDS = 15
EMPTY = """DO $$ DECLARE col record; BEGIN
    FOR col IN SELECT table_name, column_name, data_type FROM information_schema.columns
        WHERE table_schema = 'public' AND is_nullable = 'NO' AND column_default IS NULL AND is_identity = 'NO'
        AND data_type IN ('boolean', 'character varying', 'jsonb', 'smallint', 'text')
        AND (table_name LIKE 'cohorts%' OR table_name LIKE 'workshops%' OR table_name LIKE 'reminders%')
    LOOP EXECUTE format('ALTER TABLE %I ALTER %I SET DEFAULT %L', col.table_name, col.column_name,
        CASE col.data_type WHEN 'boolean' THEN 'false' WHEN 'jsonb' THEN '[]' WHEN 'smallint' THEN '0' ELSE '' END);
    END LOOP; END $$"""  # so that the world below names only what matters here
WORLD = [  # %(first)s to %(last)s are the numbers of the cohorts to add
    "SET LOCAL session_replication_role = replica",
    """INSERT INTO cohorts_programme (id, name, region, aim, vision, starts_on, ends_on, office_name, office_phone,
       office_email, safeguarding_name, safeguarding_phone, created_at)
       SELECT n, 'Programme ' || n, '', '', '', '2027-01-01', '2027-12-31', '', '', '', '', '', now()
       FROM generate_series(%(first)s / 10, %(last)s / 10) n ON CONFLICT DO NOTHING""",
    """INSERT INTO reminders_rule (programme_id, kind, session_kind, role, days, hour, moment, subject, words, is_on)
       SELECT n, 'before_session', '', role, 7, 9, '7d09', '', '', true
       FROM generate_series(%(first)s / 10, %(last)s / 10) n,
       unnest(array['participant', 'facilitator', 'set_adviser']) role ON CONFLICT DO NOTHING""",
    """INSERT INTO cohorts_cohort (id, programme_id, name, starts_on, ends_on, zone, created_at)
       SELECT n, n / 10, 'Cohort ' || n, '2027-01-01', '2027-12-31', 'Europe/London', now()
       FROM generate_series(%(first)s, %(last)s) n""",
    """INSERT INTO cohorts_person (id, password, name, known_as, title, email, email_key, search_key, sort_key,
       own_words_by_mail, reply_nonce, feed_nonce, language, theme, shared_mailbox, address_locked, is_administrator,
       is_active, created_at)
       SELECT n, '', 'Person ' || n, '', '', n || '@b.example', n || '@b.example', '', '', false, '', '', 'en-gb', '',
       false, false, false, true, now() FROM generate_series(%(first)s * {people}, (%(last)s + 1) * {people} - 1) n""",
    """INSERT INTO cohorts_membership (id, cohort_id, person_id, role, job_title, profession, mobile, line_manager,
       joined_at) SELECT n, n / {people}, n, 'participant', '', '', '', '', '2026-01-01'
       FROM generate_series(%(first)s * {people}, (%(last)s + 1) * {people} - 1) n""",
    """INSERT INTO workshops_session (id, cohort_id, kind, name, title, arrival, bring, dates_published_at, changed_at,
       created_at) SELECT n, n / {sessions}, 'workshop', 'Workshop ' || n, '', '', '', '2026-01-01', '2026-01-01', now()
       FROM generate_series(%(first)s * {sessions}, (%(last)s + 1) * {sessions} - 1) n""",
    """INSERT INTO reminders_sessionplan (session_id, seen) SELECT id, changed_at FROM workshops_session
       ON CONFLICT DO NOTHING""",
    """INSERT INTO reminders_occasion (id, kind, subject, session_id, moment, round, programme_id, due_at, worth_until,
       expanded_at) SELECT n, 'before_session', n, n, '7d09', 0, n / {sessions} / 10, at, at + interval '2 days', done
       FROM (SELECT n, CASE WHEN n %% {sessions} < {past} THEN timestamptz '2026-06-01'
       ELSE timestamptz '2027-06-01' END
       + n * interval '1 second' AS at, CASE WHEN n %% {sessions} < {past} THEN timestamptz '2026-06-01' END AS done
       FROM generate_series(%(first)s * {sessions}, (%(last)s + 1) * {sessions} - 1) n) o""",
    """INSERT INTO reminders_message (occasion_id, person_id, address, state, next_attempt_at, message_id, created_at,
       done_at) SELECT o.id, m.person_id, '', 'sent', o.due_at, '<' || o.id || '.' || m.person_id || '@b.example>',
       o.due_at, o.due_at FROM reminders_occasion o JOIN cohorts_membership m ON m.cohort_id = o.id / {sessions}
       WHERE o.expanded_at IS NOT NULL AND o.id BETWEEN %(first)s * {sessions} AND (%(last)s + 1) * {sessions} - 1""",
]


def lines(*, large=False, **options):
    """Lines of (what, with ten times the people, as it is, ratio, to reach), in milliseconds of SQL."""
    if connection.vendor != "postgresql":
        raise SystemExit("The due tick is measured on PostgreSQL: python3 manage.py bench due_tick")
    cohorts = LARGE if large else COHORTS
    with thrown_away():
        for name in (TICK, RECONCILED):
            Heartbeat.objects.update_or_create(name=name, defaults={"at": NOW})
        with connection.cursor() as cursor:
            cursor.execute(EMPTY)
        grow(FIRST, FIRST + cohorts - 1)
        small = figures()
        grow(FIRST + cohorts, FIRST + 10 * cohorts - 1)
        big = figures()
    pairs = 10 * cohorts * PEOPLE * (PAST + AHEAD)
    return [
        (
            f"due tick, {what}, {pairs:,} pairs",
            f"{big[what]:.2f} ms",
            f"{small[what]:.2f} ms",
            big[what] / small[what],
            goal,
        )
        for what, goal in GOALS.items()
    ]


GOALS = {
    "idle": "at most 1 ms; 1.3 times",
    "one session due": "at most 3 ms; 1.3 times",
    "1,000 sessions due": "at most 200 ms; 1.3 times",
}


def figures():
    """Milliseconds of SQL of each kind of tick, the median of several."""
    with connection.cursor() as cursor:  # what was thrown away before still stands in these
        cursor.execute("REINDEX INDEX message_to_send; REINDEX INDEX occasion_due")
    return {
        "idle": median(sql_time(lambda: services.tick(NOW + timedelta(seconds=15))) for _ in range(ROUNDS)),
        "one session due": median(due(1) for _ in range(ROUNDS)),
        "1,000 sessions due": median(due(1000) for _ in range(5)),
    }


def due(number):
    """Milliseconds of SQL to expand so many sessions' reminders; nothing of it stays."""
    with thrown_away():
        ahead = Occasion.objects.ahead().values("pk")[:number]
        Occasion.objects.filter(pk__in=list(ahead.values_list("pk", flat=True))).update(due_at=NOW)
        return sql_time(lambda: expand(NOW))


def sql_time(work):
    spent = 0.0

    def watch(execute, *args):
        nonlocal spent
        started = perf_counter()
        try:
            return execute(*args)
        finally:
            spent += perf_counter() - started

    with connection.execute_wrapper(watch):
        work()
    return spent * 1000


@contextmanager
def thrown_away():
    """Whatever happens inside is rolled back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def grow(first, last):
    """Add the cohorts with these numbers, with their people, sessions and ledger."""
    sizes = {"people": PEOPLE, "sessions": PAST + AHEAD, "past": PAST}
    with connection.cursor() as cursor:
        for sql in WORLD:
            cursor.execute(sql.format(**sizes), {"first": first, "last": last} if "%" in sql else None)
        cursor.execute("ANALYZE")
