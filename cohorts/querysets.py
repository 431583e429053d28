from django.apps import apps
from django.db import models
from django.db.models import Case, Count, Exists, F, OuterRef, Prefetch, Q, Subquery, Value, When

from cohorts.audience import readable_by
from cohorts.text import email_key, search_key


class PersonQuerySet(models.QuerySet):
    def with_address(self, address):
        """Those whose address is `address`, however it is capitalised or composed: none or one."""
        return self.filter(email_key=email_key(address))

    def matching(self, words):
        """People whose name, known-as and address together hold each of `words`, without case and accents."""
        return self.filter(*(Q(search_key__contains=word) for word in search_key(words).split()))

    def with_a_calendar(self):
        """Those a calendar has something for: a place, a programme to coordinate, or the diary of one with a place.

        Nobody who withdrew, is inactive or was erased.
        """
        places = apps.get_model("cohorts.Membership").objects.current()
        offices = apps.get_model("cohorts.ProgrammeRole").objects.filter(role="coordinator")
        diaries = apps.get_model("cohorts.OfficeContact").objects.current()
        kept = diaries.filter(contact=OuterRef("pk"), principal__is_active=True, principal__in=places.values("person"))
        theirs = Exists(places.filter(person=OuterRef("pk"))) | Exists(offices.filter(person=OuterRef("pk")))
        return self.filter(theirs | Exists(kept), is_active=True, erased_at=None)

    def met_by(self, viewer):
        """Whom the viewer may vouch for: people of sets they advise and of programmes they coordinate."""
        places = apps.get_model("cohorts.Membership").objects.current()
        led = places.filter(seats__learning_set__in=viewer.sets_advised, seats__left_at=None)
        run = places.filter(cohort__programme__in=viewer.programmes_coordinated)
        return self.filter(Q(pk__in=led.values("person")) | Q(pk__in=run.values("person"))).exclude(pk=viewer.person.pk)


class ProgrammeQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Programmes the viewer has a role in or a place on; all of them for an administrator."""
        if viewer.is_administrator:
            return self
        mine = Q(pk__in=viewer.programmes_with_a_role) | Exists(
            apps.get_model("cohorts.Cohort").objects.filter(programme=OuterRef("pk"), pk__in=viewer.cohorts)
        )
        return self.filter(mine)

    def coordinated_by(self, viewer):
        """Programmes whose people, dates and messages the viewer looks after."""
        return self if viewer.is_administrator else self.filter(pk__in=viewer.programmes_coordinated)


class CohortQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Cohorts the viewer belongs to or coordinates; all of them for an administrator."""
        if viewer.is_administrator:
            return self
        return self.filter(Q(pk__in=viewer.cohorts) | Q(programme__in=viewer.programmes_coordinated))

    def run_by(self, viewer):
        """Cohorts whose sessions the viewer plans: as facilitator, coordinator or administrator."""
        if viewer.is_administrator:
            return self
        return self.filter(Q(pk__in=viewer.cohorts_facilitated) | Q(programme__in=viewer.programmes_coordinated))

    def full(self):
        """Those in which every place is taken."""
        taken = Count("memberships", filter=Q(memberships__left_at=None, memberships__role="participant"))
        return self.annotate(taken=taken).filter(places__lte=F("taken"))

    def coordinated_by(self, viewer):
        """Cohorts whose people the viewer looks after."""
        if viewer.is_administrator:
            return self
        return self.filter(programme__in=viewer.programmes_coordinated)


def ran_out(now):
    """Places whose invitation can no longer be accepted, and was not."""
    lasts = apps.get_model("cohorts.Invitation").LASTS
    return Q(invitation__accepted_at=None, invitation__sent_at__lte=now - lasts)


class MembershipQuerySet(models.QuerySet):
    def current(self):
        """Those who have not left."""
        return self.filter(left_at=None)

    def participants(self):
        return self.filter(role="participant")

    def in_order(self):
        """With person, organisation and cohort, by surname."""
        return self.select_related("person", "organisation", "cohort__programme").order_by("person__sort_key", "pk")

    def with_own_columns(self):
        """`own_texts` with the names of their columns: one query for any number of places."""
        texts = apps.get_model("cohorts.OwnText").objects.named()
        return self.prefetch_related(Prefetch("own_texts", texts))

    def with_set(self):
        """`set_id` and `set_name` of the set each sits in now, or None."""
        seats = apps.get_model("cohorts.SetMembership").objects.current().filter(membership=OuterRef("pk"))
        return self.annotate(
            set_id=Subquery(seats.values("learning_set")[:1]), set_name=Subquery(seats.values("learning_set__name")[:1])
        )

    def with_standing(self, now):
        """`standing`: none, invited, lapsed or accepted."""
        return self.select_related("invitation").annotate(
            standing=Case(
                When(invitation=None, then=Value("none")),
                When(invitation__accepted_at__isnull=False, then=Value("accepted")),
                When(ran_out(now), then=Value("lapsed")),
                default=Value("invited"),
            )
        )

    def not_invited(self):
        """The first place in a cohort of each person without an invitation to any there: one mail a person."""
        theirs = self.model.objects.filter(cohort=OuterRef("cohort"), person=OuterRef("person"), left_at=None)
        earlier_or_invited = theirs.filter(Q(pk__lt=OuterRef("pk")) | Q(invitation__isnull=False))
        return self.filter(~Exists(earlier_or_invited), left_at=None)

    def lapsed(self, now):
        """The first place in a cohort of each person whose invitations ran out, and who has not signed in since."""
        theirs = self.model.objects.filter(cohort=OuterRef("cohort"), person=OuterRef("person"), left_at=None)
        better = Q(pk__lt=OuterRef("pk")) & ran_out(now) | Q(invitation__isnull=False) & ~ran_out(now)
        signed_in = Q(person__last_login__gt=F("invitation__sent_at"))
        return self.filter(ran_out(now), ~Exists(theirs.filter(better)), left_at=None).exclude(signed_in)

    def visible_to(self, viewer):
        """People of the viewer's own cohorts and programmes; a sponsor's own people; an office contact's principals."""
        if viewer.is_administrator:
            return self
        seen = Q(cohort__in=viewer.cohorts) & Q(left_at=None)
        seen |= Q(cohort__programme__in=viewer.programmes_coordinated)
        seen |= Q(person__in=viewer.principals) & Q(left_at=None)
        for role in viewer.sponsorships:
            seen |= Q(cohort__programme=role.programme_id, organisation=role.organisation_id, left_at=None)
        return self.filter(seen)

    def coordinated_by(self, viewer):
        """People the viewer may add, correct, withdraw and invite."""
        if viewer.is_administrator:
            return self
        return self.filter(cohort__programme__in=viewer.programmes_coordinated)


class OfficeContactQuerySet(models.QuerySet):
    def current(self):
        return self.filter(removed_at=None)

    def told_instead(self):
        """Contacts who stand in their principals' place: one whose sign-in has ended stands in nobody's."""
        return self.current().filter(instead=True, contact__is_active=True)


class OwnTextQuerySet(models.QuerySet):
    def named(self):
        """With the name of each column, in their order."""
        return self.select_related("column").order_by("column__position")


class LearningSetQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Sets whose existence, members and adviser the viewer may know: those of their cohorts."""
        if viewer.is_administrator:
            return self
        return self.filter(Q(cohort__in=viewer.cohorts) | Q(cohort__programme__in=viewer.programmes_coordinated))

    def inside(self, viewer):
        """Sets the viewer sits in or advises now: the only ones whose words they may read."""
        if not viewer.reads_words:
            return self.none()
        return self.filter(Q(pk__in=viewer.sets) | Q(pk__in=viewer.sets_advised))

    def coordinated_by(self, viewer):
        if viewer.is_administrator:
            return self
        return self.filter(cohort__programme__in=viewer.programmes_coordinated)


class PairQuerySet(models.QuerySet):
    def going(self):
        """Pairs that work together now."""
        return self.filter(ended_at=None)

    def opened_by(self, viewer):
        """Pairs the viewer is or was one of, from a place they still hold: what each wrote stays their own."""
        return self.filter(Q(coach__in=viewer.membership_ids) | Q(coachee__in=viewer.membership_ids))

    def coordinated_by(self, viewer):
        """Pairs the viewer may make and end."""
        if viewer.is_administrator:
            return self
        return self.filter(coachee__cohort__programme__in=viewer.programmes_coordinated)

    def with_people(self):
        """With everybody's name and the cohort, by surname of the one coached."""
        names = self.select_related("coach__person", "coach__organisation", "coachee__person", "coachee__organisation")
        return names.select_related("coachee__cohort__programme").order_by("coachee__person__sort_key", "pk")


class SeatQuerySet(models.QuerySet):
    def current(self):
        return self.filter(left_at=None, membership__left_at=None)


class SetWishQuerySet(models.QuerySet):
    def holding(self, cohort):
        """Wishes about two who are both still participants of `cohort`, with their names, in the order they came."""
        here = {"one__left_at": None, "other__left_at": None, "one__role": "participant", "other__role": "participant"}
        return self.filter(cohort=cohort, **here).select_related("one__person", "other__person").order_by("pk")

    def coordinated_by(self, viewer):
        """Wishes of cohorts the viewer looks after: nobody else knows that there are any."""
        if viewer.is_administrator:
            return self
        return self.filter(cohort__programme__in=viewer.programmes_coordinated)


class InvitationQuerySet(models.QuerySet):
    def open(self, now):
        """Invitations that still sign in when pressed at `now`."""
        return self.filter(accepted_at=None, sent_at__gt=now - self.model.LASTS, membership__left_at=None)


class NominationQuerySet(models.QuerySet):
    def kept_by(self, viewer):
        """Nominations that the viewer decides on: coordinators, and no administrator."""
        return self.filter(cohort__programme__in=viewer.programmes_coordinated)

    def with_doubles(self):
        """`is_twice`: nominated here again; `is_here`: in the cohort; `was_before`: had a place in the programme."""
        same = {"email_key": OuterRef("email_key")}
        again = self.model.objects.filter(**same, cohort=OuterRef("cohort")).exclude(pk=OuterRef("pk"))
        places = apps.get_model("cohorts.Membership").objects.filter(person__email_key=OuterRef("email_key"))
        here = Q(cohort=OuterRef("cohort"), left_at=None)
        return self.annotate(
            is_twice=Exists(again.exclude(state="declined")),
            is_here=Exists(places.filter(here)),
            was_before=Exists(places.filter(~here, cohort__programme=OuterRef("cohort__programme"))),
        )

    def new_by_cohort(self):
        """{cohort: how many wait for an answer}"""
        new = self.filter(state="new").order_by().values_list("cohort")
        return dict(new.annotate(Count("pk")))

    def waiting(self):
        """The waiting list, the next one first."""
        return self.filter(state="waiting").order_by("position", "pk")


class UploadQuerySet(models.QuerySet):
    def of(self, viewer, now):
        """Lists that the viewer uploaded within a day of `now` to cohorts they coordinate."""
        cohorts = apps.get_model("cohorts.Cohort").objects.coordinated_by(viewer)
        return self.filter(by=viewer.person, cohort__in=cohorts, at__gt=now - self.model.LASTS)

    def stale(self, now):
        return self.filter(at__lte=now - self.model.LASTS)


class ComplaintQuerySet(models.QuerySet):
    def sent_by(self, viewer):
        """Their own, with the answers; none for an assistant who signs in from their mailbox."""
        return self.filter(person=viewer.person) if viewer.reads_words else self.none()

    def read_by(self, viewer):
        """All for an administrator, but for their own: nobody answers themselves."""
        may = viewer.is_administrator and viewer.reads_words
        return self.exclude(person=viewer.person) if may else self.none()

    def waiting(self):
        return self.filter(answered_at=None)


class EventQuerySet(models.QuerySet):
    """The trail: read and added to, never changed. PostgreSQL refuses it too, whoever asks."""

    def visible_to(self, viewer):
        """What happened in programmes the viewer coordinates and to their people; all for an administrator."""
        if viewer.is_administrator:
            return self
        programmes = viewer.programmes_coordinated
        people = apps.get_model("cohorts.Membership").objects.filter(cohort__programme__in=programmes).values("person")
        return self.filter(Q(programme__in=programmes) | Q(model="cohorts.person", object_id__in=people))

    def update(self, **kwargs):
        raise TypeError("The trail is append-only.")

    def delete(self):
        raise TypeError("The trail is append-only.")


class SharedQuerySet(models.QuerySet):
    """Rows with an author (`membership`), an `audience` and, where that is a set, the `learning_set`."""

    def visible_to(self, viewer):
        """What the viewer may read, by the table of audiences; nothing while their own words are locked."""
        return self.filter(readable_by(viewer)) if viewer.reads_words else self.none()

    def written_by(self, viewer):
        """What the viewer wrote and may change."""
        return self.filter(membership__in=viewer.membership_ids) if viewer.reads_words else self.none()
