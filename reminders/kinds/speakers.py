"""A speaker's brief: when the office sends it, and again before the session by the rules that name speakers."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Exists, F, OuterRef, QuerySet
from django.urls import reverse

from reminders import reach
from reminders.due import round_of
from reminders.kinds.gathering import is_announced, sessions
from reminders.kinds.way import Reached, Way
from reminders.letter import Letter, Still
from reminders.models import Kind, Message, Occasion, Rule
from reminders.verdict import Facts
from workshops.briefs import brief_of
from workshops.models import Speaker
from workshops.services.speaking import token_of

WORTH = timedelta(days=7)
ON = [Speaker.Status.ASKED, Speaker.Status.CONFIRMED]


def named(occasions: list[int]) -> QuerySet[Speaker]:
    """Speakers with an address who are to be reminded by `occasions` before sessions (ids); adds `occasion`."""
    found = Speaker.objects.filter(session__occasions__in=occasions, status__in=ON).exclude(email="")
    columns = {"kind": F("session__kind"), "occasion": F("session__occasions")}
    columns |= {name: F(f"session__occasions__{column}") for name, column in reach.RULED_BY.items()}
    rules = Rule.objects.on().for_kind(OuterRef("kind")).filter(role=Rule.Who.SPEAKER)
    asked = rules.filter(programme=OuterRef("of"), kind=OuterRef("what"), moment=OuterRef("moment"))
    return found.annotate(**columns).filter(Exists(asked)).order_by()


def reached(occasions: list[Occasion]) -> Iterator[Reached]:
    """Before a session."""
    found = named([one.pk for one in occasions])
    yield Reached(found.annotate(told=F("pk"), address=F("email")), to="speaker")


def sent(since: datetime) -> QuerySet[Speaker]:
    """Whose brief the office sent after `since`."""
    return Speaker.objects.filter(brief_sent_at__gt=since).order_by("brief_sent_at")


def plan(since: datetime, now: datetime) -> None:
    """An occasion for every brief that the office sent after `since`, and again with every round."""
    fresh = sent(since).select_related("session__cohort")
    Occasion.objects.bulk_create([occasion(speaker) for speaker in fresh], ignore_conflicts=True)


def occasion(speaker: Speaker) -> Occasion:
    return Occasion(
        kind=Kind.SPEAKER_BRIEF,
        subject=speaker.pk,
        round=speaker.brief_round,
        programme_id=speaker.session.cohort.programme_id,
        due_at=speaker.brief_sent_at,
        worth_until=speaker.brief_sent_at + WORTH,
    )


def briefed(occasions: list[Occasion]) -> Iterator[Reached]:
    """Each of these, by its own occasion."""
    for one in occasions:
        found = Speaker.objects.filter(pk=one.subject).exclude(email="").order_by()
        yield Reached(found.annotate(occasion=reach.number(one.pk), told=F("pk"), address=F("email")), to="speaker")


def read(messages: list[Message], now: datetime) -> dict[Message, Letter]:
    """Of both kinds. A session has a handful of speakers, and each brief is worked out for itself."""
    speakers = Speaker.objects.in_bulk([message.speaker_id for message in messages])
    of = sessions({speaker.session_id for speaker in speakers.values()})
    occasions = {message.occasion_id for message in messages if message.occasion.session_id}
    reminded = set(named(list(occasions)).values_list("occasion", "pk")) if occasions else set()
    addresses = [speaker.email for speaker in speakers.values()]
    failed = set(Message.objects.to_failed_addresses().filter(address__in=addresses).values_list("address", flat=True))
    letters = {}
    for message in messages:
        speaker = speakers.get(message.speaker_id)
        if speaker is None:  # removed since
            letters[message] = nobodys(message, now)
            continue
        speaker.session = of[speaker.session_id]
        is_named = not message.occasion.session_id or (message.occasion_id, speaker.pk) in reminded
        letters[message] = letter(message, speaker, is_named, speaker.email in failed, now)
    return letters


def letter(message: Message, speaker: Speaker, is_named: bool, failed: bool, now: datetime) -> Letter:
    session, one = speaker.session, message.occasion
    brief = brief_of(speaker)
    facts = Facts(
        now=max(now, one.due_at),
        due_at=one.due_at,
        worth_until=one.worth_until,
        paused=session.cohort.programme.paused_at is not None,
        stands=brief.is_open(max(now, one.due_at)) and (one.session_id is None or is_announced(session)),
        same_start=one.session_id is None or round_of(session.days.all()) == one.round,
        belongs=speaker.status in {*ON, Speaker.Status.RESERVE} and bool(speaker.email),
        named=is_named,
        newer=one.session_id is None and speaker.brief_round != one.round,
        address_failed=failed,
    )
    return Letter(
        person=speaker,
        address=speaker.email,
        programme=session.cohort.programme,
        template="speaker_brief",
        facts=facts,
        context={"speaker": speaker, "session": session, "brief": brief, "link": link(speaker)},
        greets=False,
        roles=frozenset([Rule.Who.SPEAKER]),
        days=brief.days,
        still=[still(speaker)],
    )


def still(speaker: Speaker) -> Still:
    """They speak as they did, under the same address and link, and nothing of the session has changed."""
    return Still(SPEAKS, (speaker.pk, speaker.email, speaker.status, speaker.nonce, speaker.session.changed_at))


def nobodys(message: Message, now: datetime) -> Letter:
    """Of somebody who is no longer among the speakers."""
    one = message.occasion
    facts = Facts(now=now, due_at=one.due_at, worth_until=one.worth_until, belongs=False)
    return Letter(Speaker(name="", email=message.address), message.address, one.programme, "speaker_brief", facts)


def link(speaker: Speaker) -> str:
    return settings.BASE_URL + reverse("workshops:speak", args=[speaker.pk, token_of(speaker)])


def split(messages: Iterable[Message]) -> tuple[list[Message], list[Message]]:
    """Those to people, and those to speakers or to whoever was one."""
    messages = list(messages)
    return [one for one in messages if one.person_id], [one for one in messages if not one.person_id]


SPEAKS = """EXISTS (SELECT 1 FROM workshops_speaker k JOIN workshops_session s ON s.id = k.session_id
    JOIN cohorts_cohort c ON c.id = s.cohort_id JOIN cohorts_programme p ON p.id = c.programme_id
    WHERE k.id = %s AND k.email = %s AND k.status = %s AND k.nonce = %s AND s.changed_at = %s
    AND p.paused_at IS NULL)"""

WAY = Way(
    Kind.SPEAKER_BRIEF,
    read,
    reach=briefed,
    plan=plan,
    stirred=sent,
    starts_with=[{"role": Rule.Who.SPEAKER, "days": 0, "hour": 9}],
    always=True,
)
