"""Five beats and two workers, as they really run, send what is due: once a person, with the day as a calendar entry."""

import sys
from collections import Counter
from email import message_from_string, policy

import pytest

from reminders.models import Message
from tests.faults.world import Elsewhere, due_now, everyone
from tests.servers import eventually

pytestmark = [pytest.mark.servers, pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
PEOPLE = 5
CELERY = [sys.executable, "-m", "celery", "-A", "programme"]


def test_what_is_due_goes_once_to_each_and_the_ledger_keeps_the_answer(tmp_path, sink, launch):
    due_now(PEOPLE)
    kept = sink()
    environment = Elsewhere(tmp_path, kept.url).env
    for worker in ("1", "2"):
        launch(*CELERY, "worker", "--pool", "solo", "-n", f"worker{worker}@here", **environment)
    for beat in range(5):
        launch(*CELERY, "beat", "--max-interval", "1", "--schedule", str(tmp_path / f"beat{beat}"), **environment)

    assert eventually(lambda: len(kept.accepted()) >= PEOPLE, 90), [process.said() for process in launch.processes]
    assert eventually(lambda: Message.objects.filter(state="sent").count() == PEOPLE)
    assert Counter(line["to"][0] for line in kept.accepted()) == Counter(everyone(PEOPLE))
    for message in Message.objects.all():
        assert message.answer == f"250 2.0.0 Kept for {message.person.email}"
    mail = message_from_string(kept.accepted()[0]["content"], policy=policy.default)
    entry = next(part for part in mail.walk() if part.get_content_type() == "text/calendar")
    assert entry.get_param("method") == "REQUEST"
    assert entry.get_content().count("BEGIN:VEVENT") == 1
