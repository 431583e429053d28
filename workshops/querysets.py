from datetime import time, timedelta

from django.apps import apps
from django.db import models
from django.db.models import Exists, ExpressionWrapper, F, Max, Min, OuterRef, Q, Subquery

from cohorts.audience import Audience, open_to

NOON = time(13)  # where the register divides a day: most lunches are around it
TOLD_FOR = timedelta(weeks=6)  # how long a calendar goes on saying that a day is cancelled
NOBODY = Q(pk__in=[])
WHOLE_COHORT = Q(learning_set=None, coaching_pair=None)
WHOLE_COHORT_OF_DAY = Q(session__learning_set=None, session__coaching_pair=None)
PUBLISHED = Q(dates_published_at__isnull=False)  # publishing an edition publishes the dates with it


def own(viewer):
    """Meetings of the viewer's own sets, advised or sat in, and of their own coaching pairs."""
    if not viewer.memberships:
        return NOBODY
    return Q(learning_set__in=viewer.sets) | Q(learning_set__in=viewer.sets_advised) | Q(coaching_pair__in=viewer.pairs)


class SessionQuerySet(models.QuerySet):
    def _run(self, viewer):
        """Sessions of cohorts they plan. An administrator as such plans them all, but knows of no set's or pair's."""
        planned = WHOLE_COHORT if viewer.is_administrator else NOBODY
        if viewer.cohorts_facilitated:
            planned |= Q(cohort__in=viewer.cohorts_facilitated)
        if viewer.programmes_coordinated:
            planned |= Q(cohort__programme__in=viewer.programmes_coordinated)
        return planned

    def _prepared(self, viewer):
        """Whole-cohort sessions of cohorts they are set adviser in: theirs to prepare for, from the draft on."""
        return Q(cohort__in=viewer.cohorts_advised) & WHOLE_COHORT if viewer.cohorts_advised else NOBODY

    def visible_to(self, viewer):
        """Sessions of cohorts the viewer runs or advises in; those of own and principals' cohorts once published.

        A set's or pair's is seen by its members, and by those who run the cohort: of its words see `rules.grant`.
        """
        seen = self._run(viewer) | self._prepared(viewer) | self._attended(viewer)
        return self.filter(seen | self._assisted(viewer))

    def _attended(self, viewer):
        return self._announced(viewer) | Q(cohort__in=viewer.cohorts) & own(viewer) if viewer.cohorts else NOBODY

    def _announced(self, viewer):
        return Q(cohort__in=viewer.cohorts) & WHOLE_COHORT & PUBLISHED

    def in_calendars_of(self, viewer):
        """Published sessions the viewer may see; of sets' and pairs' their own alone: what a calendar file may hold."""
        return self.visible_to(viewer).filter(WHOLE_COHORT & PUBLISHED | own(viewer))

    def named_to(self, viewer):
        """Sessions whose name the viewer may read: of another set's or pair's only date and place are told."""
        return self.visible_to(viewer).filter(WHOLE_COHORT | own(viewer))

    def announced_to(self, viewer):
        """Published whole-cohort sessions of the viewer's cohorts: the cheap part of `visible_to`."""
        return self.filter(self._announced(viewer))

    def draft_open_to(self, viewer):
        """Sessions whose draft, notes and kit the viewer may read: those they run, and set advisers their cohort's."""
        return self.run_by(viewer) | self.filter(self._prepared(viewer))

    def run_by(self, viewer):
        """Sessions whose draft, notes and speakers the viewer may read and change."""
        theirs = WHOLE_COHORT | Q(learning_set__in=viewer.sets_advised) | Q(coaching_pair__in=viewer.pairs)
        adviser = Q(learning_set__in=viewer.sets_advised)
        return self.filter(self._run(viewer) & theirs | adviser)

    def attended_by(self, viewer):
        """Published sessions the viewer goes to themselves."""
        return self.filter(self._attended(viewer))

    def agenda_open_to(self, viewer):
        """Sessions whose published agenda the viewer may read: run or attended. Office contacts get logistics only."""
        return self.run_by(viewer) | self.attended_by(viewer)

    def instructions_open_to(self, viewer):
        """Sessions whose joining instructions the viewer may read: as the agenda, and those of principals' cohorts."""
        return self.agenda_open_to(viewer) | self.filter(self._assisted(viewer))

    def _assisted(self, viewer):
        """Published whole-cohort sessions that somebody goes to whose diary the viewer keeps."""
        place = apps.get_model("cohorts.Membership").objects.current()
        return Exists(place.filter(cohort=OuterRef("cohort"), person__in=viewer.principals)) & WHOLE_COHORT & PUBLISHED

    def catered_by(self, viewer):
        """Whole-cohort sessions whose diets the viewer counts for the kitchen: coordinators, not administrators."""
        return self.filter(WHOLE_COHORT, cohort__programme__in=viewer.programmes_coordinated)

    def roomed_by(self, viewer):
        """Residentials whose bedrooms the viewer gives out: coordinators, not administrators."""
        return self.catered_by(viewer).filter(kind="residential")

    def access_arranged_by(self, viewer):
        """Whole-cohort sessions for whose access the viewer arranges: coordinators, and facilitators of the cohort."""
        office = Q(cohort__programme__in=viewer.programmes_coordinated)
        return self.filter(WHOLE_COHORT, office | Q(cohort__in=viewer.cohorts_facilitated))

    def heard_by(self, viewer):
        """Published whole-cohort sessions of which the viewer may read what the room said: whom the audience names."""
        if not viewer.reads_words:
            return self.none()
        return self.filter(open_to(Audience.COHORT, viewer, cohort="cohort"), WHOLE_COHORT & PUBLISHED)

    def chaired_by(self, viewer):
        """Those among them in which the viewer orders what the room says: facilitators and the programme office."""
        office = Q(cohort__programme__in=viewer.programmes_coordinated)
        return self.heard_by(viewer).filter(Q(cohort__in=viewer.cohorts_facilitated) | office)

    def announced(self):
        """Sessions whose dates or agenda their people have been told."""
        return self.filter(PUBLISHED)

    def with_edition(self):
        """Adds `edition_number`, that of the latest edition, or None."""
        editions = apps.get_model("workshops.Edition").of(OuterRef("pk")).order_by()
        latest = editions.values("session").annotate(latest=Max("number")).values("latest")
        return self.annotate(edition_number=Subquery(latest))

    def registered_by(self, viewer):
        """Sessions whose register the viewer may read: those they run, any set's to the programme office."""
        office = Q(cohort__programme__in=viewer.programmes_coordinated)
        return self.filter(office | Q(pk__in=self.model.objects.run_by(viewer).values("pk")))

    def answered_to(self, viewer):
        """Sessions whose replies the viewer may read one by one: those they facilitate, coordinate or advise."""
        facilitated = Q(cohort__in=viewer.cohorts_facilitated) & WHOLE_COHORT
        office = Q(cohort__programme__in=viewer.programmes_coordinated)
        return self.filter(facilitated | office | Q(learning_set__in=viewer.sets_advised))

    def in_order(self):
        """By first day; adds `first_date`, the date of the first day that stands (None when all are cancelled)."""
        return self.annotate(first_date=Min("days__date", filter=Q(days__cancelled_at=None))).order_by(
            F("first_date").asc(nulls_last=True), "pk"
        )

    def standing(self):
        """Sessions with at least one day that is not cancelled."""
        days = apps.get_model("workshops.SessionDay").objects.standing()
        return self.filter(Exists(days.filter(session=OuterRef("pk"))))


class DayQuerySet(models.QuerySet):
    def standing(self):
        """Days that are not cancelled."""
        return self.filter(cancelled_at=None)

    def with_register(self):
        """With `is_entered`: whether the register says of each of their half-days who came."""
        marks = apps.get_model("workshops.Attendance").objects.filter(day=OuterRef("pk"))
        morning, afternoon = Exists(marks.filter(half="am")), Exists(marks.filter(half="pm"))
        entered = (Q(opens__gte=NOON) | Q(morning)) & (Q(closes__lte=NOON) | Q(afternoon))
        return self.annotate(is_entered=ExpressionWrapper(entered, models.BooleanField()))

    def ahead(self, now):
        """Standing days that have not ended by `now`, soonest first."""
        return self.standing().filter(ends_at__gt=now).order_by("starts_at", "pk")

    def visible_to(self, viewer):
        sessions = apps.get_model("workshops.Session").objects.visible_to(viewer)
        return self.filter(session__in=sessions)

    def still_told(self, now):
        """Days that stand, and for some weeks those that were cancelled after people knew of them."""
        lately = Q(cancelled_at__gt=now - TOLD_FOR)
        known = ~Q(WHOLE_COHORT_OF_DAY) | Q(session__dates_published_at__lte=F("cancelled_at"))
        return self.filter(Q(cancelled_at=None) | lately & known)

    def registered_by(self, viewer):
        sessions = apps.get_model("workshops.Session").objects.registered_by(viewer)
        return self.filter(session__in=sessions)

    def answered_to(self, viewer):
        sessions = apps.get_model("workshops.Session").objects.answered_to(viewer)
        return self.filter(session__in=sessions)

    def run_by(self, viewer):
        sessions = apps.get_model("workshops.Session").objects.run_by(viewer)
        return self.filter(session__in=sessions)


class AttendanceQuerySet(models.QuerySet):
    def of_the_cohort(self):
        """What registers of the whole cohort say of days that stand, in time order: no meeting of a set is among it."""
        whole = {"day__session__learning_set": None, "day__session__coaching_pair": None}
        theirs = self.filter(**whole, day__cancelled_at=None).select_related("day__session")
        return theirs.order_by("day__starts_at", "day", "half")


class SpeakerQuerySet(models.QuerySet):
    def run_by(self, viewer):
        sessions = apps.get_model("workshops.Session").objects.run_by(viewer)
        return self.filter(session__in=sessions)

    def with_address(self, address):
        """Those whom mail to `address` reaches, at any session."""
        return self.filter(email__iexact=address)

    def missing(self):
        """Those who withdrew and whose items, on days that stand, still wait for what becomes of them."""
        items = apps.get_model("workshops.Item").objects.filter(day__cancelled_at=None, speakers=OuterRef("pk"))
        return self.filter(Exists(items), status="withdrawn", stood_ready=False)


class TemplateQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Templates of the programmes in which the viewer plans sessions."""
        if viewer.is_administrator:
            return self
        run = apps.get_model("cohorts.Cohort").objects.run_by(viewer)
        return self.filter(Q(programme__in=viewer.programmes_coordinated) | Q(programme__in=run.values("programme")))


class MaterialQuerySet(models.QuerySet):
    def visible_to(self, viewer):
        """Materials of sessions the viewer prepares, and those for delegates of sessions they go to.

        A delegate reads them only while the item stands in the latest edition: see `workshops.editions.holds`.
        """
        sessions = apps.get_model("workshops.Session").objects
        for_delegates = Q(readers="delegates", session__in=sessions.attended_by(viewer))
        return self.filter(Q(session__in=sessions.draft_open_to(viewer)) | for_delegates)

    def without_bytes(self):
        """With the file's kind and size, and none of its bytes."""
        return self.select_related("file").defer("file__data")


class VoiceQuerySet(models.QuerySet):
    def heard_by(self, viewer):
        """What the viewer may read: a hidden line only its author, and those who hid it."""
        sessions = apps.get_model("workshops.Session").objects
        mine, chaired = Q(membership__in=viewer.membership_ids), Q(session__in=sessions.chaired_by(viewer))
        return self.filter(Q(is_hidden=False) | mine | chaired, session__in=sessions.heard_by(viewer))

    def with_author(self):
        """With the names of those who say who they are, and with the lines that say the same."""
        return self.select_related("membership__person").prefetch_related("doubles__membership__person")


class PackQuerySet(models.QuerySet):
    def run_by(self, viewer):
        return self.filter(session__in=apps.get_model("workshops.Session").objects.run_by(viewer))

    def waiting(self, now):
        """Packs to be made: nobody began, or whoever did is gone. Not those that were begun in vain too often."""
        free = Q(taken_at=None) | Q(taken_at__lt=now - self.model.LEASE)
        return self.filter(free, made_at=None, tries__lt=self.model.TRIES)

    def made(self):
        return self.exclude(made_at=None)


class SlotQuerySet(models.QuerySet):
    """Times that coaches keep free."""

    def with_standing(self):
        """Adds `is_taken`: the coaching that it became still stands at that time."""
        days = apps.get_model("workshops.SessionDay").objects.standing()
        there = days.filter(session=OuterRef("session"), starts_at=OuterRef("starts_at"))
        return self.annotate(is_taken=Exists(there))

    def ahead(self, now):
        """Those that still stand and have not begun."""
        return self.filter(withdrawn_at=None, starts_at__gt=now)

    def open_to(self, pair, now):
        """Those the one coached may book: their coach's, not taken, not begun; none once the pair has ended."""
        if pair.ended_at:
            return self.none()
        return self.filter(coach=pair.coach_id).ahead(now).with_standing().filter(is_taken=False)

    def offered_by(self, viewer):
        """The viewer's own as coach."""
        return self.filter(coach__in=viewer.membership_ids)
