"""A table is taken in both forms, one press after the other."""

import pytest

pytestmark = pytest.mark.django_db(transaction=True)


def test_a_second_form_of_the_table_is_had_without_loading_the_page_again(page, cast, sign_in):
    sign_in(cast.coordinator)
    page.goto(f"/cohorts/{cast.cohort.pk}/export/")
    for form, ending in (("Excel", "xlsx"), ("CSV", "csv")):
        page.get_by_label(form).check()
        with page.expect_download() as taken:
            page.get_by_role("button", name="Download the table").click()
        assert taken.value.suggested_filename.endswith(ending)
