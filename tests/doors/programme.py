from tests.doors.door import Door

DOORS = [
    Door("healthz", public=True),
    Door("readyz", public=True),
    Door("home", "everybody"),
    Door("who_can_see", public=True),
    Door("accessibility", public=True),
    Door("privacy", public=True),
    Door("help", public=True),
    Door("search", "everybody"),
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
    Door("theme", method="POST", form=lambda cast: {"theme": "dark"}, status=302, public=True),
]
