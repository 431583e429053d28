import os
import re
import signal
import socket
import sqlite3

import pytest

from programme.running import claims
from tests.servers import command_line, eventually, free_port, get, read

pytestmark = [pytest.mark.servers, pytest.mark.embedded]


@pytest.fixture
def up(launch, var):
    """up() starts the product on data made ready, and returns when it says so."""

    def up(*arguments, **environment):
        process = launch("python", "manage.py", "up", *arguments, **({"VAR_DIR": var} | environment))
        eventually(lambda: "Ready:" in process.said() or process.poll() is not None, 60)
        return process

    return up


def refused(launch, *arguments, **environment):
    """The one sentence with which `up` refuses."""
    process = launch("python", "manage.py", "up", *arguments, **environment)
    assert process.wait(30) == 1
    [sentence] = process.said().splitlines()
    return sentence


def test_a_second_start_keeps_the_data_and_has_nothing_to_make(up, var):
    before = people(var)
    said = up("--port", "0").said()
    assert "Ready: http://localhost:" in said
    assert "Making" not in said
    assert "Collecting" not in said
    assert people(var) == before


def people(var):
    with sqlite3.connect(var / "programme.sqlite3") as database:
        return database.execute("SELECT id, email FROM cohorts_person ORDER BY id").fetchall()


def test_it_shows_a_page_with_its_styles(up):
    [address] = re.findall(r"Ready: (http://localhost:\d+)/", up("--port", "0").said())
    status, page = get(f"{address}/privacy/")
    [style] = set(re.findall(r'href="(/static/[^"]*handbook[^"]*\.css)"', page))
    assert status == 200
    assert get(address + style)[0] == 200


def test_web_worker_and_beat_run_and_term_stops_them_all(up, launch):
    process = up("--port", "0")
    commands = " ".join(launch.left())
    assert all(part in commands for part in ("gunicorn", "celery -A programme worker", "celery -A programme beat"))
    process.terminate()
    assert process.wait(20) == 0
    assert launch.left() == []


def test_control_c_stops_them_all(up, launch):
    process = up("--port", "0")
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 0
    assert launch.left() == []


def test_its_own_sigkill_leaves_no_process_behind(up, launch):
    process = up("--port", "0")
    assert len(launch.left()) >= 5
    process.kill()
    assert eventually(lambda: launch.left() == [], 15), launch.left()


def test_it_can_be_started_again_right_after_its_sigkill(up):
    port = str(free_port())
    first = up("--port", port)
    first.kill()
    first.wait()
    assert "Ready:" in up("--port", port).said()


def test_killed_while_the_data_is_made_ready_it_leaves_nothing_behind(launch, tmp_path):
    process = launch("python", "manage.py", "up", "--port", "0", VAR_DIR=tmp_path / "new")
    assert eventually(lambda: any("prepare" in command for command in launch.left()))
    process.kill()
    assert eventually(lambda: launch.left() == [], 15), launch.left()


@pytest.mark.parametrize(("part", "name"), [("celery -A programme beat", "beat"), ("gunicorn", "web server")])
def test_when_one_part_dies_it_says_which_with_its_last_lines_and_ends_the_others(up, launch, var, part, name):
    process = up("--port", "0")
    assert eventually(lambda: any(part in command for command in launch.left()))
    first = min(int(pid) for pid, command in zip(launch.pids(), launch.left(), strict=True) if part in command)
    os.kill(first, signal.SIGKILL)
    assert process.wait(20) == 1
    assert f"The {name} ended by itself (exit code -9)." in process.said()
    assert f"Its last lines, from {var}/log/" in process.said()
    assert launch.left() == []


def test_a_port_in_use_is_said(launch, var):
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = refused(launch, "--port", str(port), VAR_DIR=var)
    assert said == f"Port {port} is in use by another program; choose another one with --port."


def test_a_second_one_on_the_same_data_is_refused(up, launch, var):
    first = up("--port", "0")
    said = refused(launch, "--port", "0", VAR_DIR=var)
    assert said.startswith(f"Another `up` (process {first.pid}, http://localhost:")
    assert said.endswith(f") already runs on the data in {var}.")


def test_the_demonstration_is_not_opened_as_an_empty_programme(launch, var):
    process = launch("python", "manage.py", "up", "--no-demo", "--port", "0", VAR_DIR=var)
    assert process.wait(30) == 1
    assert f"The data in {var} holds the demonstration; --no-demo needs a folder of its own" in process.said()


def test_without_the_demonstration_it_prints_a_link_to_set_up_the_first_administrator(up, launch, tmp_path):
    process = up("--no-demo", "--port", "0", VAR_DIR=tmp_path / "empty")
    link = next(line for line in process.said().splitlines() if line.startswith("http://localhost:"))
    assert get(link)[0] == 200
    assert "DEMO=1" not in environment_of_web(launch)


def test_only_the_demonstration_is_run_as_one(up, launch):
    up("--port", "0")
    assert "DEMO=1" in environment_of_web(launch)


def environment_of_web(launch):
    web = next(pid for pid in launch.pids() if "gunicorn" in command_line(pid))
    return read(f"/proc/{web}/environ").decode().split("\0")


def test_settings_of_a_real_site_do_not_reach_it(up):
    process = up("--port", "0", DATABASE_URL="postgres://nowhere/none", EMAIL_URL="smtp://nowhere:1", DEMO="0")
    assert "Ready:" in process.said()


@pytest.fixture
def closed(tmp_path):
    """A folder in which whoever runs the tests may not write; root is somebody else meanwhile."""
    me = os.geteuid()
    tmp_path.chmod(0o500)
    os.seteuid(me or 65534)
    yield tmp_path
    os.seteuid(me)
    tmp_path.chmod(0o700)


def test_a_folder_that_cannot_be_written_to_is_said(closed):
    with pytest.raises(SystemExit) as refusal:
        claims.make_folder(closed / "var")
    assert refusal.value.code == (
        f"The data cannot be kept in {closed}/var (Permission denied); name another folder with VAR_DIR."
    )


def test_the_data_is_for_its_owner_alone(tmp_path):
    claims.make_folder(tmp_path / "var")
    assert (tmp_path / "var").stat().st_mode & 0o777 == 0o700
