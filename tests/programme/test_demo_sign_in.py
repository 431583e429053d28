import pytest


@pytest.fixture
def demonstration(settings):
    settings.DEMO = True


def test_the_cast_stands_there_by_role(client, cast, demonstration):
    page = client.get("/demo/").content.decode()
    for words in ("Coordinator", "Dana Whitfield", "Set adviser", "Ines Calloway", "Office contact", "Ellis Moreau"):
        assert words in page
    assert page.index("Coordinator") < page.index("Participant") or "Participant" in page
    assert "Noa Petersen" not in page


def test_one_press_signs_in_as_anybody(client, cast, demonstration):
    for person in (cast.coordinator, cast.participant):
        assert client.post("/demo/", {"person": person.pk})["Location"] == "/"
        assert client.get("/me/").wsgi_request.user == person


@pytest.mark.parametrize("person", ["", "0", "x", "-1", "9" * 30, "١", "1\x00"])
def test_somebody_who_is_not_there_is_not_found(client, cast, demonstration, person):
    assert client.post("/demo/", {"person": person}).status_code == 404


def test_there_is_no_such_page_outside_a_demonstration(client, cast):
    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/", {"person": cast.coordinator.pk}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize(
    "way", [{"REMOTE_ADDR": "192.0.2.7"}, {"REMOTE_ADDR": ""}, {"HTTP_X_FORWARDED_FOR": "192.0.2.7"}]
)
def test_it_opens_to_this_machine_alone(client, cast, demonstration, settings, tmp_path, way):
    settings.EMAIL_FILE_PATH = str(tmp_path)
    assert client.get("/demo/mail/").status_code == 200
    assert client.get("/demo/", **way).status_code == 404
    assert client.get("/demo/mail/", **way).status_code == 404
    assert client.post("/demo/", {"person": cast.coordinator.pk}, **way).status_code == 404
    assert "_auth_user_id" not in client.session


def test_it_says_when_nobody_is_there(client, db, demonstration):
    assert "Nobody is here yet" in client.get("/demo/").content.decode()
