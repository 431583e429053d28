"""Tags of the house that no page tests by itself."""

import pytest
from django.template import TemplateSyntaxError, engines
from django.utils.translation import override


def read(text):
    return engines["django"].from_string(text)


def test_what_is_the_same_for_everyone_is_kept_in_each_language():
    page = read('{% once %}{% translate "Monday" %}{% endonce %}')
    said = []
    for language in ("en-gb", "cy", "en-gb", "cy"):
        with override(language):
            said.append(page.render())
    assert said == ["Monday", "Dydd Llun"] * 2


@pytest.mark.parametrize("personal", ["{{ user }}", "{% if user %}x{% endif %}", "<p>{{ user.pk|add:2 }}</p>"])
def test_nothing_that_differs_may_stand_in_it(personal):
    with pytest.raises(TemplateSyntaxError, match="same for everyone"):
        read("{% once %}" + personal + "{% endonce %}")
