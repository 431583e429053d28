from tests import factories as make
from tests.doors.door import Door
from workshops import reply_links
from workshops.services.speaking import token_of

RUN = ("facilitator", "coordinator", "administrator")
GO = ("participant", "set_mate", "other_set", "adviser", "other_adviser", "coach", "other_coach")
SEE = (*GO, *RUN, "office_contact")
ADVISERS = dict.fromkeys(("adviser", "other_adviser"), 403)  # read the draft and change nothing
ADMINISTRATOR = {"administrator": 403}
TAKE_PART = ("participant", "set_mate", "other_set", "other_cohort")
ONLY_SEE = {role: 403 for role in SEE if role not in RUN}


def cohort(cast):
    return [cast.cohort.pk]


def session(cast):
    return [cast.workshop.pk]


def draft(cast):
    return [cast.draft.pk]


def day(cast):
    return [cast.workshop.days.first().pk]


def guest(cast):
    return [make.guest(cast.workshop.days.first(), cast.coordinator).pk]


def item(cast):
    first = cast.workshop.days.first()
    return [(first.items.first() or make.item(first)).pk]


def speaker(cast):
    return [(cast.workshop.speakers.first() or make.speaker(cast.workshop)).pk]


def speak(cast):
    [pk] = speaker(cast)
    return [pk, token_of(cast.workshop.speakers.get(pk=pk))]


def remedy(cast):
    return {"remedy": f"longer {item(cast)[0]} 1 45"}


def by_hand(cast):
    return {"way": "mixed", "count": "2", "revision": "1"}


def edition(cast):
    fields = {"number": 1, "at": make.NOW, "by": cast.coordinator, "content": EMPTY}
    made = cast.workshop.editions.first() or cast.workshop.editions.create(**fields)
    return [cast.workshop.pk, made.number]


def my_reply(cast):
    return [*day(cast), cast.participant.pk]


EMPTY = {"title": "", "name": "Workshop 1", "objectives": [], "days": []}


def reply_link(cast):
    token = reply_links.token(cast.workshop.pk, cast.participant.pk, cast.participant)
    return [cast.workshop.pk, cast.participant.pk, cast.participant.pk, token]


DOORS = [
    Door("workshops:sessions", "everybody"),
    Door("workshops:session", SEE, session),
    Door(
        "workshops:session_add",
        (*RUN, "adviser", "other_adviser"),
        cohort,
        exceptions=dict.fromkeys(("participant", "set_mate", "other_set", "coach", "other_coach"), 403),
    ),
    Door("workshops:session_edit", RUN, draft, exceptions=ADVISERS),
    Door("reminders:session_move", RUN, session, exceptions=ONLY_SEE),
    Door(
        "reminders:postpone_all",
        RUN,
        cohort,
        exceptions={role: 403 for role in SEE if role not in (*RUN, "office_contact")},
    ),
    Door("reminders:session_cancel", RUN, session, exceptions=ONLY_SEE),
    Door("workshops:publish_dates", RUN, session, method="POST", status=302, exceptions=ONLY_SEE),
    Door("workshops:publish", RUN, session, exceptions=ONLY_SEE),
    Door("workshops:edition", RUN, edition, exceptions=ONLY_SEE),
    Door("workshops:undo", RUN, session, method="POST", status=302, exceptions=ONLY_SEE),
    Door("workshops:redo", RUN, session, method="POST", status=302, exceptions=ONLY_SEE),
    Door("workshops:day_add", RUN, session, exceptions=ONLY_SEE),
    Door("workshops:day_edit", RUN, day, exceptions=ONLY_SEE),
    Door("reminders:day_cancel", RUN, day, exceptions=ONLY_SEE),
    Door("workshops:agenda", RUN, day, method="POST", status=302, exceptions=ONLY_SEE),
    Door("workshops:paste", RUN, day, exceptions=ONLY_SEE),
    Door("workshops:item_add", RUN, day, exceptions=ONLY_SEE),
    Door("workshops:item_edit", RUN, item, exceptions=ADVISERS),
    Door("workshops:item_delete", RUN, item, exceptions=ADVISERS),
    Door("workshops:item_groups", RUN, item, exceptions=ADVISERS),
    Door("workshops:groups_split", RUN, item, "POST", by_hand, status=302, exceptions=ADVISERS),
    Door("workshops:groups_remove", RUN, item, "POST", status=302, exceptions=ADVISERS),
    Door("workshops:serving", RUN, session, exceptions=ONLY_SEE),
    Door("workshops:mend", RUN, session, "POST", remedy, status=302, exceptions=ONLY_SEE),
    Door("workshops:speaker_add", RUN, session, exceptions=ONLY_SEE),
    Door("workshops:speaker", RUN, speaker),
    Door("workshops:speaker_answer", RUN, speaker, method="POST", form=lambda cast: {"answer": "yes"}, status=302),
    Door("workshops:gap", RUN, speaker, method="POST", form=lambda cast: {"item": 1, "remedy": "keep"}, status=302),
    Door("workshops:speaker_link", RUN, speaker, method="POST", status=302),
    Door("workshops:speaker_send", RUN, speaker, method="POST", status=302),
    Door("workshops:speaker_edit", RUN, speaker),
    Door("workshops:speaker_remove", RUN, speaker),
    Door("workshops:speak", public=True, args=speak),
    Door("workshops:reply_link", public=True, args=reply_link),
    Door("workshops:attendance", RUN, day),
    Door("workshops:door", ("facilitator", "coordinator"), day, method="POST", status=302, exceptions=ADMINISTRATOR),
    Door("workshops:guests", ("facilitator", "coordinator"), day, exceptions=ADMINISTRATOR),
    Door(
        "workshops:guest_remove",
        ("facilitator", "coordinator"),
        guest,
        method="POST",
        status=302,
        exceptions=ADMINISTRATOR,
    ),
    Door("workshops:here", TAKE_PART),
    Door("workshops:here_at", TAKE_PART, lambda cast: ["CDFGHJ"]),
    Door("workshops:replies", ("facilitator", "coordinator"), day),
    Door("workshops:replies_enter", ("coordinator",), day, exceptions={"facilitator": 403}),
    Door(
        "workshops:reply", ("participant", "office_contact", "coordinator"), my_reply, exceptions={"facilitator": 403}
    ),
]
