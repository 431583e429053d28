from tests.doors import (
    challenges,
    coaching,
    cohorts,
    cohorts_people,
    disclosures,
    library,
    maps,
    nominations,
    notes,
    printing,
    programme,
    progress_notes,
    reflecting,
    reminders,
    room,
    sign_in,
    workshops,
)

DOORS = {
    door.name: door
    for table in (
        programme,
        sign_in,
        cohorts,
        cohorts_people,
        nominations,
        workshops,
        library,
        printing,
        room,
        challenges,
        reflecting,
        maps,
        coaching,
        notes,
        progress_notes,
        disclosures,
        reminders,
    )
    for door in table.DOORS
}
