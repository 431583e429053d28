"""The delegate agenda and the running order as papers, from the ready strings of their sheets."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.translation import get_language, to_locale
from django.utils.translation import gettext as _

from workshops.word.paper import Paper, Part, Row, Table

Values = dict[str, Any]


def agenda_paper(values: Values, at: datetime) -> Paper:
    """Everyone's version."""
    objectives = [Part(_("What it is for"), points=values["objectives"])] if values["objectives"] else []
    return paper(
        values,
        at,
        under=[values["dates"], values["arrival"]],
        parts=[*objectives, *(delegates_day(day) for day in values["days"]), *last_words(values)],
    )


def delegates_day(day: Values) -> Part:
    rows = [Row(delegates_cells(item), item["quiet"]) for item in day["items"]]
    return day_part(day, [day["place"]], [_("Starts"), _("What"), _("Lead, room")], [22, 104, 48], rows)


def delegates_cells(item: Values) -> list[Sequence[str]]:
    what = [item["title"], *item["speakers"], *item["groups"], item["description"]]
    return [[item["starts"]], what, ["", item["lead"], item["room"]]]


def last_words(values: Values) -> list[Part]:
    safeguarding = _("Safeguarding lead: %(who)s") % {"who": values["safeguarding"]} if values["safeguarding"] else ""
    told = [(_("Next"), [values["next"]]), (_("Need help?"), [values["contact"], safeguarding])]
    told.append((_("Bring"), [values["bring"]]))
    return [Part(heading, lines) for heading, lines in told if any(lines)]


def running_order_paper(values: Values, at: datetime) -> Paper:
    """The facilitators' version, on a page that lies."""
    leads = [(_("Day lead: %(who)s"), "day_lead"), (_("Facilitators: %(who)s"), "facilitators")]
    leads.append((_("Safeguarding lead: %(who)s"), "safeguarding"))
    return paper(
        values,
        at,
        under=[
            _("Running order. For those who run the session."),
            *(words % {"who": values[name]} for words, name in leads if values[name]),
        ],
        parts=[facilitators_day(day) for day in values["days"]],
        wide=True,
    )


def facilitators_day(day: Values) -> Part:
    heads = [_("Starts"), _("Ends"), _("Min"), _("What, who and how"), _("Kit"), _("If time is short")]
    rows = [Row(facilitators_cells(item), item["quiet"]) for item in day["items"]]
    return day_part(day, [day["about"]], heads, [22, 20, 16, 109, 47, 47], rows)


def facilitators_cells(item: Values) -> list[Sequence[str]]:
    start = [item["starts"], _("Pinned") if item["pinned"] else ""]
    what = [item["title"], item["lead"], item["room"], *item["speakers"], *item["notes"], *item["groups"]]
    return [start, [item["ends"]], [item["minutes"]], what, ["", *item["kit"]], ["", item["short"]]]


def day_part(day: Values, lines: list[str], heads: list[str], widths: list[int], rows: list[Row]) -> Part:
    when = f"{day['date']}, {day['times']}"
    if day["cancelled"]:
        return Part(when, [_("This day is cancelled.")])
    return Part(when, lines, table=Table(_("Agenda of %(day)s") % {"day": day["date"]}, heads, widths, rows))


def paper(values: Values, at: datetime, **rest: Any) -> Paper:
    return Paper(
        title=values["title"],
        over=f"{values['programme']}, {values['cohort']}, {values['session']}",
        foot=f"{values['programme']}, {values['session']}. {values['version']}.",
        author=values["programme"],
        language=to_locale(get_language() or "en-gb").replace("_", "-"),
        at=at,
        **rest,
    )
