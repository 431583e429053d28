from tests import factories as make
from tests.doors.door import Door
from tests.doors.workshops import ADVISERS, GO, ONLY_SEE, RUN, cohort, day, item, session
from workshops.editions import freeze
from workshops.library import kept_session, written
from workshops.models import Material, Template

PLAN = ("facilitator", "other_facilitator", "coordinator", "administrator")  # in any cohort of the programme
MEMBERS = dict.fromkeys((*GO, "other_cohort", "other_coach", "sponsor", "strand_lead"), 403)
CERTIFY, NO_OFFICE = ("coordinator", "administrator"), dict.fromkeys((*GO, "facilitator"), 403)
NOT_THEIRS = dict.fromkeys(GO, 403)  # they see the cohort and do not plan it


def programme(cast):
    return [cast.programme.pk]


def template(cast):
    fields = {"content": written(kept_session(cast.draft)), "by": cast.facilitator, "at": make.NOW}
    made, _new = Template.objects.get_or_create(
        programme=cast.programme, kind="session", name="A workshop day", defaults=fields
    )
    return [made.pk]


def copy(cast):
    return [cast.workshop.pk, cast.cohort.pk]


def material(cast):
    """A file for delegates, of an item that stands in the latest edition."""
    found = Material.objects.first()
    if found is None:
        found = make.material(make.item(cast.workshop.days.first()), readers="delegates", by=cast.facilitator)
        fields = {"number": cast.workshop.editions.count() + 1, "at": make.NOW, "by": cast.facilitator}
        cast.workshop.editions.create(content=freeze(cast.workshop), **fields)
    return [found.pk]


THERE = (*GO, *RUN, "office_contact")
DOORS = [
    Door("workshops:programme", THERE, cohort),
    Door("workshops:certificates", CERTIFY, cohort, exceptions=NO_OFFICE),
    Door("workshops:certificates_sheet", CERTIFY, cohort, status=302, exceptions=NO_OFFICE),
    Door("workshops:programme_sheet", THERE, cohort),
    Door("workshops:programme_calendar", THERE, cohort),
    Door("workshops:templates", PLAN, programme, exceptions=MEMBERS),
    Door("workshops:template", PLAN, template),
    Door("workshops:template_delete", PLAN, template),
    Door("workshops:session_keep", RUN, session, exceptions=ONLY_SEE),
    Door("workshops:item_keep", RUN, item, exceptions=ADVISERS),
    Door("workshops:template_put", RUN, day, exceptions=ONLY_SEE),
    Door("workshops:start_from_template", RUN, cohort, exceptions=NOT_THEIRS),
    Door("workshops:copy_from", RUN, cohort, exceptions=NOT_THEIRS),
    Door("workshops:session_copy", RUN, copy, exceptions=ONLY_SEE),
    Door("workshops:materials", RUN, item, exceptions=ADVISERS),
    Door("workshops:material", (*GO, *RUN), material),
    Door("workshops:material_edit", RUN, material, exceptions=ADVISERS),
    Door("workshops:material_delete", RUN, material, exceptions=ADVISERS),
]
