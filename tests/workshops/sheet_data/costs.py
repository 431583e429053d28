from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import factories as make
from workshops.models import Edition, Session


def queries(build, session):
    """How many queries the values of a sheet cost, from the rows as the view fetches them."""
    fetched = Session.objects.select_related("cohort__programme", "learning_set", "coaching_pair").get(pk=session.pk)
    edition = Edition.of(session).first()
    with CaptureQueriesContext(connection) as asked:
        build(fetched, edition, now=make.NOW)
    return len(asked)
