"""The partners' logos as drawings in words, so that they go to the sheet as data like everything else."""

import base64

from cohorts.logos.pixels import size_of
from cohorts.models import Logo, Programme
from workshops.sheet_data.words import Values


def logos(programme: Programme) -> list[Values]:
    """One for each organisation, in the order of the partner bodies, however many parts it has."""
    found = Logo.objects.filter(partner__programme=programme).select_related("partner").order_by("partner")
    first: dict[int, Logo] = {}
    for logo in found:
        first.setdefault(logo.partner.organisation_id, logo)
    return [{"words": logo.alt, "drawing": drawing(logo)} for logo in first.values()]


def drawing(logo: Logo) -> str:
    """The picture as SVG of plain letters; pixels stand inside a drawing of their size."""
    content = bytes(logo.content)
    if logo.kind == Logo.Kind.SVG:
        return content.decode("utf-8-sig").encode("ascii", "xmlcharrefreplace").decode()
    width, height = size_of(logo.kind, content)
    coded = base64.b64encode(content).decode()
    picture = f'<image width="{width}" height="{height}" href="data:image/{logo.kind};base64,{coded}"/>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">{picture}</svg>'
