"""One search by a coordinator of 20,000 people, and by a participant among them, beside the same with two thousand.

What counts is the whole of what the page asks and works out, without its template. Everything is thrown away after.
"""

from statistics import median
from time import perf_counter

from django.db import connection

from bench.due_tick import EMPTY, FIRST, grow, thrown_away
from challenges.models import Challenge
from cohorts.finding import words_of
from cohorts.models import Membership, Person, Programme, ProgrammeRole
from cohorts.viewer import Viewer
from programme.views.search import everything

COHORTS = 84  # of 24 people: 2,016 of them, and ten times as many
ROUNDS = 9
WHEN = "2026-01-01T00:00Z"
GOAL = "at most 100 ms"


def lines(**options):
    """Lines of (what, with 20,000 people, with 2,000, ratio, to reach), in milliseconds."""
    if connection.vendor != "postgresql":
        raise SystemExit("Search is measured on PostgreSQL: python3 manage.py bench search")
    with thrown_away():
        with connection.cursor() as cursor:
            cursor.execute(EMPTY)
        small = figures(0, COHORTS)
        large = figures(COHORTS, 10 * COHORTS)
    return [
        (f"search, {what}", f"{large[what]:.0f} ms", f"{small[what]:.0f} ms", large[what] / small[what], GOAL)
        for what in large
    ]


def figures(start, end):
    """Milliseconds of each kind of search once the cohorts up to `end` are there."""
    grow(FIRST + start, FIRST + end - 1)
    named()
    one = Membership.objects.filter(cohort=FIRST).select_related("person").first().person
    office = Person.objects.order_by("pk").filter(pk__gt=one.pk).first()
    roles = (
        ProgrammeRole(programme=programme, person=office, role="coordinator") for programme in Programme.objects.all()
    )
    ProgrammeRole.objects.bulk_create(roles, ignore_conflicts=True)
    kinds = {"coordinator": office, "participant": one}
    typed = {"one letter": "a", "a name": "person 10", "nobody": "zzz"}
    return {f"{who}, {what}": spent(person, words) for who, person in kinds.items() for what, words in typed.items()}


def named():
    """Give people the keys they are found by, and each a challenge that the cohort may read."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE cohorts_person SET search_key = lower(name) || ' ' || email, sort_key = lower(name)"
            " WHERE search_key = ''"
        )
    without = Membership.objects.filter(challenges=None, pk__gte=FIRST)
    same = {"audience": "cohort", "statement": "x", "created_at": WHEN, "changed_at": WHEN}
    titles = ["A late café", *["Fewer late buses"] * 9]  # a database does not know what é is: those come along
    rows = (Challenge(membership=place, title=titles[place.pk % 10], **same) for place in without)
    Challenge.objects.bulk_create(rows, batch_size=2000)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def spent(person, words):
    return median(once(person, words_of(words)) for _ in range(ROUNDS)) * 1000


def once(person, words):
    started = perf_counter()
    everything(Viewer(person), words)
    return perf_counter() - started
