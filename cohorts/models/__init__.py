from cohorts.models.avoided import AvoidedDates
from cohorts.models.cohort import Cohort
from cohorts.models.complaint import Complaint
from cohorts.models.event import Event
from cohorts.models.forget import ForgetRequest
from cohorts.models.invitation import Invitation
from cohorts.models.logo import Logo
from cohorts.models.membership import Membership, Needs, OfficeContact
from cohorts.models.nomination import Nomination, NominationLink
from cohorts.models.organisation import Organisation
from cohorts.models.own_column import OwnColumn, OwnText
from cohorts.models.pair import CoachingPair
from cohorts.models.person import AddressChange, Person
from cohorts.models.programme import OutcomeStatement, PartnerBody, Programme, ProgrammeRole
from cohorts.models.sets import ActionLearningSet, SetMembership
from cohorts.models.shared import Shared
from cohorts.models.upload import Upload
from cohorts.models.venue import Room, Venue
from cohorts.models.wish import SetWish

__all__ = [
    "ActionLearningSet",
    "AddressChange",
    "AvoidedDates",
    "CoachingPair",
    "Cohort",
    "Complaint",
    "Event",
    "ForgetRequest",
    "Invitation",
    "Logo",
    "Membership",
    "Needs",
    "Nomination",
    "NominationLink",
    "OfficeContact",
    "Organisation",
    "OutcomeStatement",
    "OwnColumn",
    "OwnText",
    "PartnerBody",
    "Person",
    "Programme",
    "ProgrammeRole",
    "Room",
    "SetMembership",
    "SetWish",
    "Shared",
    "Upload",
    "Venue",
]
