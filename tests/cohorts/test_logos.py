import base64
import time
from contextlib import nullcontext

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cohorts.logos import LARGEST, NotALogo, Why, checked
from cohorts.logos.drawing import how_much
from cohorts.models import Event, Logo, PartnerBody
from cohorts.services import logos
from tests import factories as make
from tests.pictures import JPEG, png, svg

UNREADABLE = ("shift_jis", "utf-7", "hex", "rot13", "nonsense")  # encodings of an XML that its reader does not know


def within(picture):
    return f'<image width="9" height="9" href="data:image/png;base64,{base64.b64encode(picture).decode()}"/>'


def why(content):
    with pytest.raises(NotALogo) as refused:
        checked(content)
    return refused.value.why


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("png", png()),
        ("jpeg", JPEG),
        ("svg", svg()),
        ("svg", svg(before='<?xml version="1.0" encoding="UTF-8"?>\n<!-- A drawing -->\n')),
        ("svg", svg(before='<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/svg11.dtd">')),
        ("svg", svg('<style>.a{fill:#0b5351}</style><defs><clipPath id="c"><rect width="9" height="9"/></clipPath>'
                    '<linearGradient id="g"><stop stop-color="#000"/></linearGradient></defs><title>C:\\\\logo</title>'
                    '<g clip-path="url(#c)"><use href="#p"/><path id="p" fill="url(#g)" d="M0 0h9v9z"/></g>')),
        ("svg", svg('<i:view xmlns:i="http://example.example/ns" i:path="C:\\a"/>'
                    '<path d="M0 0h9v9z"/>')),
        ("svg", svg(within(png()))),
    ],
)  # fmt: skip
def test_pictures_are_known_by_what_they_are(kind, content):
    assert checked(content) == kind


@pytest.mark.parametrize(
    ("reason", "content"),
    [
        (Why.TOO_LARGE, png(more=b"\0" * LARGEST)),
        (Why.NO_PICTURE, b""),
        (Why.NO_PICTURE, b"%PDF-1.7"),
        (Why.NO_PICTURE, b"GIF89a"),
        (Why.NO_PICTURE, b"<html><body>logo</body></html>"),
        (Why.NO_PICTURE, b"<svg><path/></svg>"),
        (Why.NO_PICTURE, "王".encode() * 50),
        (Why.BROKEN, svg().decode().encode("utf-16")),
        (Why.TOO_MANY_PIXELS, png(5000, 5000)),
        (Why.TOO_MANY_PIXELS, svg(within(png(5000, 5000)))),
        (Why.BROKEN, png()[:-30]),
        (Why.BROKEN, png()[:20]),
        (Why.BROKEN, png(0, 5)),
        (Why.BROKEN, JPEG[:60]),
        (Why.BROKEN, b"\xff\xd8\xff"),
        (Why.BROKEN, b"\xff\xd8\xff\xe0\x00\x02rubbish that is no segment"),
        (Why.BROKEN, svg('<path d="M0')),
        (Why.BROKEN, svg(within(b"rubbish"))),
        (Why.BROKEN, svg('<image href="data:image/png;base64,?"/>')),
        (Why.BROKEN, svg(head=' width="0" height="0"').replace(b'viewBox="0 0 30 10"', b"")),
        *((Why.NO_PICTURE, f'<?xml version="1.0" encoding="{name}"?>'.encode() + svg()) for name in UNREADABLE),
        (Why.HAS_LETTERS, svg("<text>Northmoor</text>")),
        (Why.TOO_INTRICATE, svg("<g>" * 200 + "</g>" * 200)),
        (Why.TOO_INTRICATE, svg('<g id="a"><use href="#a"/></g>')),
    ],
)
def test_what_cannot_be_printed_is_refused_for_its_reason(reason, content):
    assert why(content) == reason


@pytest.mark.parametrize(
    "content",
    [
        svg("<script>alert(1)</script>"),
        svg(head=' onload="alert(1)"'),
        svg("<foreignObject/>"),
        svg("<filter/>"),
        svg('<animate attributeName="href"/>'),
        svg('<set attributeName="href" to="x"/>'),
        svg('<a href="#x"/>'),
        svg('<image href="https://tracker.example/a.png"/>'),
        svg('<image xmlns:x="http://www.w3.org/1999/xlink" x:href="file:///etc/passwd"/>'),
        svg('<use href="other.svg#a"/>'),
        svg('<image href="data:image/svg+xml;base64,AAAA"/>'),
        svg('<path href="javascript:alert(1)"/>'),
        svg("<style>@import 'https://tracker.example/a.css';</style>"),
        svg("<style>path{fill:url(https://tracker.example/a)}</style>"),
        svg("<style><g/>@import url(x)</style>"),
        svg("<style>path{fill:\\75rl(https://tracker.example/a)}</style>"),
        svg("<path style=\"fill:url( '//tracker.example/a#b')\"/>"),
        svg('<path fill="url(a.svg#b)"/>'),
        svg('<g xml:base="https://tracker.example/"/>'),
        svg('<h:script xmlns:h="http://www.w3.org/1999/xhtml">alert(1)</h:script>'),
        svg(before='<?xml-stylesheet href="https://tracker.example/a.css"?>'),
        svg("&x;", before='<!DOCTYPE svg [<!ENTITY x "y">]>'),
        svg("&x;", before='<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    ],
)
def test_a_drawing_that_could_fetch_run_or_move_is_refused(content):
    assert why(content) == Why.REACHES_OUT


def test_parts_that_double_one_another_are_counted_before_they_are_drawn():
    chain = "".join(f'<g id="a{n}"><use href="#a{n - 1}"/><use href="#a{n - 1}"/></g>' for n in range(1, 25))
    twice = '<path mask="url(#m{0})"/>' * 2
    masks = "".join(f'<mask id="m{n}">{twice.format(n - 1)}</mask>' for n in range(20))
    began = time.monotonic()
    assert why(svg(chain)) == Why.TOO_INTRICATE
    assert why(svg(f'<defs>{masks}</defs><path mask="url(#m19)"/>')) == Why.TOO_INTRICATE
    assert time.monotonic() - began < 1
    assert how_much({"": ["a", "a"], "a": ["b"]}) == 5
    assert how_much({}) == 0


@pytest.fixture
def body(cast):
    return PartnerBody.objects.create(programme=cast.programme, organisation=cast.organisation, part="funds")


def send(client, body, content=None, alt="Northmoor County Council", name="logo.png"):
    file = {} if content is None else {"logo": SimpleUploadedFile(name, content)}
    return client.post(reverse("cohorts:logo_edit", args=[body.pk]), {"alt": alt} | file)


def page(client, body):
    return client.get(body.programme.get_absolute_url()).content.decode()


def test_a_logo_stands_on_the_programmes_page_in_words_too(client, cast, body):
    client.force_login(cast.coordinator)
    assert "Add a logo" in page(client, body)
    assert send(client, body, png()).status_code == 302
    logo = Logo.objects.get()
    assert (logo.kind, bytes(logo.content), logo.alt) == ("png", png(), "Northmoor County Council")
    client.force_login(cast.participant)
    shown = page(client, body)
    assert f'src="/partners/{body.pk}/logo/?' in shown
    assert 'alt="Northmoor County Council"' in shown
    assert "Change the logo" not in shown
    event = Event.objects.get(model="cohorts.partnerbody", object_id=body.pk)
    assert (event.verb, event.fields, event.by) == ("changed", ["logo"], cast.coordinator)


def test_the_picture_comes_alone_in_a_page_that_can_do_nothing(client, cast, body):
    logos.set_logo(partner=body, content=svg(), alt="N", by=cast.coordinator, now=make.NOW)
    client.force_login(cast.participant)
    response = client.get(reverse("cohorts:logo", args=[body.pk]))
    assert response.content == svg()
    assert response["Content-Type"] == "image/svg+xml"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Content-Security-Policy"].startswith("default-src 'none'")
    assert "sandbox" in response["Content-Security-Policy"]
    assert "private" in response["Cache-Control"]


def test_what_is_wrong_with_a_file_is_said_and_the_words_stay(client, cast, body):
    client.force_login(cast.coordinator)
    response = send(client, body, svg("<text>x</text>"), alt="Our words", name="logo.svg")
    assert response.status_code == 422
    said = response.content.decode()
    assert "Turn the letters into outlines" in said
    assert 'value="Our words"' in said
    assert "Error:" in said.split("</title>")[0]
    assert not Logo.objects.exists()


def test_the_first_time_a_file_and_always_words_are_asked_for(client, cast, body):
    client.force_login(cast.coordinator)
    assert send(client, body).status_code == 422
    assert send(client, body, png(), alt="").status_code == 422
    assert send(client, body, b"").status_code == 422
    assert send(client, body, png(), alt="a\nb").status_code == 422
    assert not Logo.objects.exists()


def test_the_words_change_without_a_new_file(client, cast, body):
    client.force_login(cast.coordinator)
    send(client, body, png())
    assert send(client, body, alt="The council").status_code == 302
    logo = Logo.objects.get()
    assert (logo.alt, bytes(logo.content)) == ("The council", png())
    assert send(client, body, alt="The council").status_code == 302
    assert Event.objects.filter(model="cohorts.partnerbody").count() == 2


def test_another_file_takes_its_place_and_removing_it_leaves_the_partner(client, cast, body):
    client.force_login(cast.coordinator)
    send(client, body, png())
    send(client, body, svg(), name="logo.png")
    assert Logo.objects.get().kind == "svg"
    remove = reverse("cohorts:logo_remove", args=[body.pk])
    assert client.post(remove).status_code == 302
    assert client.post(remove).status_code == 302
    assert not Logo.objects.exists()
    assert PartnerBody.objects.filter(pk=body.pk).exists()
    assert client.get(reverse("cohorts:logo", args=[body.pk])).status_code == 404


def test_the_service_checks_for_itself(cast, body):
    with pytest.raises(NotALogo):
        logos.set_logo(partner=body, content=b"rubbish", alt="N", by=cast.coordinator, now=make.NOW)
    assert not Logo.objects.exists()


def test_the_page_of_a_programme_costs_the_same_for_one_logo_and_for_many(client, cast, django_assert_num_queries):
    client.force_login(cast.participant)

    def opened(counting):
        with counting:
            assert page(client, body).count("<img") == Logo.objects.count()

    for n in range(9):
        body = PartnerBody.objects.create(
            programme=cast.programme, organisation=make.organisation(f"Partner {n}"), part="funds"
        )
        logos.set_logo(partner=body, content=png(), alt=f"Partner {n}", by=cast.coordinator, now=make.NOW)
        if n in (0, 1, 8):
            opened(django_assert_num_queries(12) if n else nullcontext())
