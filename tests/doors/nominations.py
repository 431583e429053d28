from cohorts.models import Nomination, NominationLink
from cohorts.services.nomination_links import token_of
from tests import factories as make
from tests.doors.cohorts_people import COORDINATOR, NO_IMPORT, cohort
from tests.doors.door import Door


def nominated(state, **fields):
    def made(cast):
        address = {"cohort": cast.cohort, "email": f"{state}@arden.example"}
        known = Nomination.objects.filter(**address).first()
        fresh = known or Nomination(**address, state=state, name="Gwen Parry", at=make.NOW, **fields)
        fresh.save()
        return [fresh.pk]

    return made


new = nominated("new")
waits = nominated("waiting", position=1)
declined = nominated("declined", reason="no_place")


def link(cast):
    fields = {"nonce": "n" * 43, "closes_on": make.date(2099, 1, 1), "by": cast.coordinator, "at": make.NOW}
    NominationLink.objects.get_or_create(cohort=cast.cohort, defaults=fields)
    return [cast.cohort.pk]


def public(cast):
    link(cast)
    return [cast.cohort.nomination_link.pk, token_of(cast.cohort.nomination_link)]


def press(name, args, form=None, **fields):
    return Door(f"cohorts:{name}", COORDINATOR, args, method="POST", form=form, status=302, **fields)


DOORS = [
    Door("cohorts:nominations", COORDINATOR, cohort, exceptions=NO_IMPORT),
    Door("cohorts:nomination_add", COORDINATOR, cohort, exceptions=NO_IMPORT),
    Door("cohorts:nomination_link", COORDINATOR, link, exceptions=NO_IMPORT),
    press("nomination_link_renew", link, exceptions=NO_IMPORT),
    press("nomination_link_close", link, exceptions=NO_IMPORT),
    Door("cohorts:nomination", COORDINATOR, new),
    Door("cohorts:nomination_edit", COORDINATOR, new),
    press("nomination_accept", new),
    press("nomination_wait", new),
    press("nomination_move", lambda cast: [*waits(cast), "up"]),
    press("nomination_decline", new, form=lambda cast: {"reason": "no_place"}),
    press("nomination_again", declined),
    Door("cohorts:nominate", args=public, public=True),
]
