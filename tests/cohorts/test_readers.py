import pytest

from cohorts import readers
from cohorts.models import Needs
from tests import factories as make
from tests.canaries.crawl import text_of
from tests.cast import ROLES

CANARIES = {
    "mobile": "07700 900101",
    "emergency": "07700 900202",
    "diet": "canary: no nuts",
    "access": "canary: a loop",
}
WHO = {readers.OFFICE: {"coordinator"}, readers.FACILITATORS: {"facilitator"}, readers.CONTACTS: {"office_contact"}}
PAPERS = ("kitchen", "access", "rooming")


@pytest.fixture
def told(cast):
    cast.participant_place.mobile = CANARIES["mobile"]
    cast.participant_place.save()
    Needs.objects.create(
        membership=cast.participant_place,
        diet=CANARIES["diet"],
        access=CANARIES["access"],
        emergency_phone=CANARIES["emergency"],
        entered_by=cast.participant,
        at=make.NOW,
    )


def test_the_sentence_names_everybody_of_the_table():
    assert readers.seen_by("diet") == "Seen by you, the programme office and your office contacts."


@pytest.mark.parametrize("role", sorted(set(ROLES) - {"participant"}))
def test_those_whom_the_sentence_names_see_it_and_nobody_else(client, cast, told, role):
    client.force_login(cast.roles[role])
    page = client.get(f"/people/{cast.participant.pk}/").content.decode()
    page += client.get(f"/cohorts/{cast.cohort.pk}/people/").content.decode()
    page += client.get(f"/me/places/{cast.participant_place.pk}/").content.decode()
    page += " ".join(text_of(client.get(f"/sessions/{cast.workshop.pk}/{paper}.pdf")) for paper in PAPERS)
    for detail, canary in CANARIES.items():
        named = any(role in WHO[reader] for reader in readers.SEEN_BY[detail])
        assert (canary in page) is named, detail


def test_their_owner_sees_all_of_it_with_the_sentence_beside(client, cast, told):
    client.force_login(cast.participant)
    page = client.get("/me/").content.decode()
    for detail, canary in CANARIES.items():
        assert canary in page
        assert readers.seen_by(detail) in page
