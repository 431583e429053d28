from tests.doors.door import Door

DOORS = [
    Door("healthz", public=True),
    Door("readyz", public=True),
    Door("home", "everybody"),
    Door("who_can_see", public=True),
    Door("accessibility", public=True),
    Door("privacy", public=True),
    Door("help", public=True),
    Door("gallery", public=True),
    Door("trail", ("coordinator", "other_coordinator", "administrator")),
    Door("theme", method="POST", form=lambda cast: {"theme": "dark"}, status=302, public=True),
]
