from tests.doors.door import Door

DOORS: list[Door] = []
