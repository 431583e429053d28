from tests.doors import challenges, cohorts, printing, programme, reminders, sign_in, workshops

DOORS = {
    door.name: door
    for table in (programme, sign_in, cohorts, workshops, printing, challenges, reminders)
    for door in table.DOORS
}
