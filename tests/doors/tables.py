from tests.doors import challenges, cohorts, cohorts_people, library, printing, programme, reminders, sign_in, workshops

DOORS = {
    door.name: door
    for table in (programme, sign_in, cohorts, cohorts_people, workshops, library, printing, challenges, reminders)
    for door in table.DOORS
}
