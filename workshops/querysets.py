from django.apps import apps
from django.db import models
from django.db.models import Exists, F, Min, OuterRef, Q


def own(viewer):
    """Meetings of the viewer's own sets, advised or sat in, and of their own coaching pairs."""
    return Q(learning_set__in=viewer.sets) | Q(learning_set__in=viewer.sets_advised) | Q(coaching_pair__in=viewer.pairs)


WHOLE_COHORT = Q(learning_set=None, coaching_pair=None)


class SessionQuerySet(models.QuerySet):
    def _run(self, viewer):
        if viewer.is_administrator:
            return Q()
        return Q(cohort__in=viewer.cohorts_facilitated) | Q(cohort__programme__in=viewer.programmes_coordinated)

    def visible_to(self, viewer):
        """Sessions of the cohorts the viewer runs (of a set's or pair's: its date and place), and those of their cohorts
        whose dates or agenda are published; a set's and a pair's own only to them; their principals' whole-cohort ones."""
        published = Exists(apps.get_model("workshops.Edition").of(OuterRef("pk"))) | Q(dates_published_at__isnull=False)
        place = apps.get_model("cohorts.Membership").objects.current()
        assisted = Exists(place.filter(cohort=OuterRef("cohort"), person__in=viewer.principals))
        attended = Q(cohort__in=viewer.cohorts) & (WHOLE_COHORT & published | own(viewer))
        return self.filter(self._run(viewer) | attended | assisted & WHOLE_COHORT & published)

    def run_by(self, viewer):
        """Sessions whose draft, notes and speakers the viewer may read and change."""
        theirs = WHOLE_COHORT | Q(learning_set__in=viewer.sets_advised) | Q(coaching_pair__in=viewer.pairs)
        adviser = Q(learning_set__in=viewer.sets_advised)
        return self.filter(self._run(viewer) & theirs | adviser)

    def attended_by(self, viewer):
        """Published sessions the viewer goes to themselves."""
        published = Exists(apps.get_model("workshops.Edition").of(OuterRef("pk"))) | Q(dates_published_at__isnull=False)
        return self.filter(Q(cohort__in=viewer.cohorts) & (WHOLE_COHORT & published | own(viewer)))

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

    def ahead(self, now):
        """Standing days that have not ended by `now`, soonest first."""
        return self.standing().filter(ends_at__gt=now).order_by("starts_at", "pk")

    def visible_to(self, viewer):
        sessions = apps.get_model("workshops.Session").objects.visible_to(viewer)
        return self.filter(session__in=sessions)

    def run_by(self, viewer):
        sessions = apps.get_model("workshops.Session").objects.run_by(viewer)
        return self.filter(session__in=sessions)
