from functools import cached_property

from django.db.models import Exists, OuterRef

from cohorts.models import ActionLearningSet, CoachingPair, Membership, OfficeContact, ProgrammeRole, SetMembership

COORDINATOR = ProgrammeRole.Role.COORDINATOR
SAFEGUARDING = ProgrammeRole.Role.SAFEGUARDING
SPONSOR = ProgrammeRole.Role.SPONSOR


class Viewer:
    """Who is looking: a person and what they are here, read once a request.

    `reads_words` is false while what people wrote stays closed to them: after a changed address that they have not
    confirmed, and for a code sent to a mailbox that somebody else reads.
    """

    def __init__(self, person, *, reads_words=True):
        self.person = person
        self.reads_words = reads_words
        self.is_administrator = person.is_administrator

    @cached_property
    def memberships(self):
        """The person's current places, newest cohort first; each says whether somebody is coached in it."""
        going = CoachingPair.objects.going().filter(coachee=OuterRef("pk"))
        places = Membership.objects.current().filter(person=self.person).annotate(is_coached=Exists(going))
        found = places.select_related("cohort__programme").order_by()  # sorting a few is dearer in SQL
        return sorted(found, key=lambda place: (-place.cohort.starts_on.toordinal(), place.pk))

    @cached_property
    def programme_roles(self):
        roles = ProgrammeRole.objects.filter(person=self.person)
        return list(roles.prefetch_related("programme"))  # most people have none, and pay for no join

    @property
    def membership_ids(self):
        return {place.pk for place in self.memberships}

    @property
    def cohorts(self):
        """Ids of the cohorts the person has any place in."""
        return {place.cohort_id for place in self.memberships}

    @property
    def participations(self):
        """The places held as participant."""
        return [place for place in self.memberships if place.role == Membership.Role.PARTICIPANT]

    @property
    def cohorts_facilitated(self):
        return {place.cohort_id for place in self.memberships if place.role == Membership.Role.FACILITATOR}

    @property
    def cohorts_advised(self):
        """Ids of the cohorts in which the person is a set adviser."""
        return {place.cohort_id for place in self.memberships if place.role == Membership.Role.SET_ADVISER}

    @property
    def sets_led(self):
        """Whether the person has a place as set adviser."""
        return any(place.role == Membership.Role.SET_ADVISER for place in self.memberships)

    @property
    def coaches(self):
        """Whether the person has a place as coach."""
        return any(place.role == Membership.Role.COACH for place in self.memberships)

    @property
    def is_coached(self):
        """Whether the person has a coach now."""
        return any(place.is_coached for place in self.participations)

    @property
    def programmes_coordinated(self):
        return {role.programme_id for role in self.programme_roles if role.role == COORDINATOR}

    @property
    def programmes_safeguarded(self):
        return {role.programme_id for role in self.programme_roles if role.role == SAFEGUARDING}

    @property
    def programmes_with_a_role(self):
        return {role.programme_id for role in self.programme_roles}

    @property
    def sponsorships(self):
        return [role for role in self.programme_roles if role.role == SPONSOR]

    # The rest are subqueries: they cost no query of their own inside another.

    @property
    def sets(self):
        """Ids of the sets the person sits in now."""
        seats = SetMembership.objects.current().filter(membership__person=self.person)
        return seats.values("learning_set")

    @property
    def sets_advised(self):
        """Ids of the sets the person advises now."""
        advised = ActionLearningSet.objects.filter(adviser__person=self.person, adviser__left_at=None)
        return advised.values("pk")

    @property
    def pairs(self):
        """Ids of the coaching pairs the person is one of."""
        mine = CoachingPair.objects.filter(ended_at=None)
        return (
            mine.filter(coach__person=self.person, coach__left_at=None)
            | mine.filter(coachee__person=self.person, coachee__left_at=None)
        ).values("pk")

    @property
    def principals(self):
        """Ids of the people whose diary the person keeps."""
        return OfficeContact.objects.current().filter(contact=self.person).values("principal")

    @property
    def is_office(self):
        """Whether they look after any programme, or all of them."""
        return self.is_administrator or bool(self.programmes_coordinated)

    def coordinates(self, programme_id):
        return self.is_administrator or programme_id in self.programmes_coordinated

    def runs(self, cohort):
        """Whether the viewer plans the sessions of `cohort`."""
        return cohort.pk in self.cohorts_facilitated or self.coordinates(cohort.programme_id)
