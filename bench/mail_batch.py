"""A batch of reminders, each fenced, written and marked by commits of its own, against bare smtplib.

Bare smtplib sends as many mails of the same bytes, built before, on one connection to the same mail server: the sink of
`mail_sink`, aiosmtpd in a process of its own, which answers each mail and keeps none. It offers PIPELINING, as most
mail servers do; we make use of it and smtplib does not. PostgreSQL does not wait for its disk here (`fsync=off`): where
it does, each of our mails waits for it once.
"""

import smtplib
import subprocess
import sys
from contextlib import contextmanager
from datetime import time, timedelta
from statistics import median
from time import perf_counter

from django.conf import settings
from django.test.utils import override_settings

from cohorts.models import Cohort, Membership, Person, Programme, Venue
from reminders import planning, sending
from reminders.clock import Clock, database_now
from reminders.expanding import expand
from reminders.models import Message, Occasion
from workshops.models import Session, SessionDay

MAILS, ROUNDS = 300, 5
DIRECTIONS = "From the station turn left and follow the river for ten minutes; the hall is behind the library. " * 39


def lines(**options):
    """One line of (what, ours, bare smtplib, ratio, to reach), in mails a second."""
    with mail_server() as port:
        smtp = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend", "EMAIL_HOST": "127.0.0.1"}
        with override_settings(
            **smtp, EMAIL_PORT=port, EMAIL_USE_TLS=False, EMAIL_HOST_USER="", EMAIL_HOST_PASSWORD=""
        ):
            occasion = world()
            example = one_mail()
            rates = [(ours(occasion), bare(port, example)) for _ in range(ROUNDS)]
    mine, theirs = (median(column) for column in zip(*rates, strict=True))
    what = f"mail batch, {len(example.content) / 1000:.0f} kB with calendar part"
    return [(what, f"{mine:.0f}/s", f"{theirs:.0f}/s", mine / theirs, "at least 0.40; 0.60 is the aim")]


@contextmanager
def mail_server():
    """The port of a mail server in a process of its own."""
    process = subprocess.Popen([sys.executable, "-m", "bench.mail_sink"], stdout=subprocess.PIPE, cwd=settings.BASE_DIR)
    try:
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def world():
    """One workshop next week with many participants, its reminder expanded."""
    now = database_now()
    programme = Programme.objects.create(
        name="Bench", starts_on=now.date(), ends_on=now.date() + timedelta(days=90), office_email="office@b.example"
    )
    cohort = Cohort.objects.create(programme=programme, name="Bench", starts_on=now.date(), ends_on=programme.ends_on)
    venue = Venue.objects.create(programme=programme, name="Hartwell Hall", directions=DIRECTIONS)
    for number in range(MAILS):
        person = Person.objects.create(name=f"Person {number}", email=f"bench{number}@b.example")
        Membership.objects.create(cohort=cohort, person=person, joined_at=now - timedelta(days=90))
    session = Session.objects.create(cohort=cohort, name="Workshop", changed_at=now, dates_published_at=now)
    date = now.date() + timedelta(days=7 if now.hour > 9 else 6)
    hours = {"opens": time(10), "closes": time(16), "zone": "Europe/London"}
    SessionDay.objects.create(session=session, date=date, venue=venue, **hours)
    planning.plan_sessions(Session.objects.filter(pk=session.pk), now)
    expand(now)
    return Occasion.objects.get(session=session, moment="7d09")


def one_mail():
    message = Message.objects.select_related("occasion__session", "person").filter(state="due").first()
    letter = sending.read([message], database_now())[message]
    return sending.write(letter, message)


def ours(occasion):
    """Mails a second through the whole of sending."""
    now = database_now()
    fresh = {"state": "due", "attempts": 0, "answer": "", "next_attempt_at": now, "claimed_until": None}
    Message.objects.filter(occasion=occasion).update(**fresh)
    clock, started = Clock(now), perf_counter()
    while sending.send_batch(clock):
        pass
    spent = perf_counter() - started
    sent = Message.objects.filter(occasion=occasion, state="sent").count()
    if sent != MAILS:
        raise SystemExit(f"only {sent} of {MAILS} mails were sent")
    return MAILS / spent


def bare(port, mail):
    """Mails a second by smtplib alone, on one connection."""
    started = perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for _ in range(MAILS):
            smtp.sendmail(mail.sender, [mail.recipient], mail.content)
    return MAILS / (perf_counter() - started)
