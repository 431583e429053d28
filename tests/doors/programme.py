from tests import factories as make
from tests.doors.door import Door


def a_complaint(cast):
    return [make.complaint(cast.participant).pk]


def said(cast):
    return {"about": "mail", "text": "Two came at night."}


def answer(cast):
    return {"text": "That should not have happened."}


DOORS = [
    Door("healthz", public=True),
    Door("readyz", public=True),
    Door("home", "everybody"),
    Door("who_can_see", public=True),
    Door("accessibility", public=True),
    Door("privacy", public=True),
    Door("help", public=True),
    Door("search", "everybody"),
    Door("complain", public=True),
    Door("complain", "everybody", method="POST", form=said, status=302),
    Door("complaints", ("administrator",)),
    Door("complaint", ("administrator",), args=a_complaint),
    Door("complaint", ("administrator",), method="POST", args=a_complaint, form=answer, status=302),
    Door("gallery", public=True),
    Door("my_data", "everybody"),
    Door("me_forget", "everybody"),
    Door("me_forget_back", "everybody", method="POST", status=302),
    Door("forget_person", ("administrator",), lambda cast: [cast.participant.pk]),
    Door("forget_person_back", ("administrator",), lambda cast: [cast.participant.pk], method="POST", status=302),
    Door("prove", "everybody"),
    Door("key_needed", "everybody"),
    Door("sign_in_again", "everybody", method="POST", status="sign-in"),
    Door("trail", ("coordinator", "other_coordinator", "administrator")),
    Door("export_trail", ("coordinator", "other_coordinator", "administrator")),
    Door("theme", method="POST", form=lambda cast: {"theme": "dark"}, status=302, public=True),
]
