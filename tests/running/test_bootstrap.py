import ast
import os
import runpy
import shutil
import subprocess
import sys
import venv

import pytest

from programme.running import bootstrap
from tests.servers import ROOT


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of nothing but the entrance, with requirements that are already met."""
    shutil.copy(ROOT / "manage.py", tmp_path)
    (tmp_path / "programme").mkdir()
    (tmp_path / "programme" / "__init__.py").touch()
    shutil.copytree(ROOT / "programme" / "running", tmp_path / "programme" / "running")
    (tmp_path / "requirements.txt").write_text("")
    return tmp_path


def enter(project, python=sys.executable):
    code = "from programme.running import bootstrap; bootstrap.enter('requirements.txt'); import sys; print(sys.prefix)"
    script = project / "enter.py"
    script.write_text(code)
    outside = os.path.realpath(sys._base_executable if python == sys.executable else python)
    done = subprocess.run([outside, script], cwd=project, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_the_entrance_can_be_read_by_any_python_3():
    ast.parse((ROOT / "manage.py").read_text(), feature_version=(3, 4))


@pytest.mark.parametrize("version", [(3, 6), (3, 10), (3, 14)])
def test_a_python_that_does_not_fit_gets_one_sentence(monkeypatch, version):
    monkeypatch.setattr(sys, "version_info", (*version, 0, "final", 0))
    with pytest.raises(SystemExit) as refusal:
        runpy.run_path(str(ROOT / "manage.py"), run_name="__main__")
    sentence = f"Python 3.11, 3.12 or 3.13 is needed; this is Python {version[0]}.{version[1]}."
    assert refusal.value.code == sentence


@pytest.mark.embedded
def test_it_makes_an_environment_and_goes_on_in_there(project):
    code, said = enter(project)
    assert code == 0, said
    assert "Setting up" in said
    assert said.endswith(f"{project}/.venv\n")
    assert enter(project) == (0, f"{project}/.venv\n")


@pytest.mark.embedded
def test_an_environment_that_another_tool_made_is_used_and_not_cleared(project):
    venv.create(project / ".venv", with_pip=False, symlinks=True)
    own = project / ".venv" / "kept"
    own.touch()
    code, said = enter(project)
    assert code == 0, said
    assert own.exists()


@pytest.mark.embedded
def test_changed_requirements_are_installed_anew(project):
    enter(project)
    (project / "requirements.txt").write_text("# changed\n")
    assert "Setting up" in enter(project)[1]


@pytest.mark.embedded
def test_an_environment_whose_python_is_gone_is_made_anew(project):
    venv.create(project / ".venv", with_pip=False, symlinks=True)
    (project / ".venv" / "bin" / "python").unlink()
    (project / ".venv" / "bin" / "python").symlink_to("/nowhere/python3")
    assert enter(project)[0] == 0


def test_what_cannot_be_installed_is_said_with_what_pip_said(project):
    (project / "requirements.txt").write_text("no-such-package-at-all==1 --hash=sha256:" + "0" * 64 + "\n")
    code, said = enter(project)
    assert code == 1
    assert said.endswith("requirements.txt could not be installed; pip said why in the lines above.\n")
    assert not (project / ".venv" / ".requirements.txt").exists()


def test_a_missing_venv_module_is_said(monkeypatch):
    monkeypatch.setattr(bootstrap.importlib.util, "find_spec", lambda name: None)
    with pytest.raises(SystemExit, match="apt install python3-venv"):
        bootstrap.create()


def test_a_folder_that_cannot_be_written_to_is_said_and_nothing_else(project, monkeypatch, capsys):
    monkeypatch.setattr(bootstrap, "VENV", project / ".venv")
    monkeypatch.setattr(bootstrap.os, "access", lambda folder, mode: False)
    with pytest.raises(SystemExit, match="cannot be written to"), bootstrap.readable_failure():
        bootstrap.install("requirements.txt")
    assert capsys.readouterr().out == ""
