import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.servers import ROOT

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())
PIN = re.compile(r"^([\w.-]+)(?:\[[\w,-]+\])?==([^\s;]+)", re.MULTILINE)


def pins(name):
    return {canonicalize_name(package): version for package, version in PIN.findall((ROOT / name).read_text())}


def wanted(*groups):
    return [Requirement(line) for group in groups for line in group]


@pytest.mark.parametrize(
    ("file", "requirements"),
    [
        ("requirements.txt", wanted(PROJECT["project"]["dependencies"])),
        ("requirements-dev.txt", wanted(PROJECT["project"]["dependencies"], PROJECT["dependency-groups"]["dev"])),
    ],
)
def test_every_requirement_of_the_project_is_pinned_at_a_version_it_allows(file, requirements):
    pinned = pins(file)
    assert [str(r) for r in requirements if not r.specifier.contains(pinned.get(canonicalize_name(r.name), "0"))] == []


def test_the_tests_run_on_the_versions_that_are_shipped():
    shipped, tested = pins("requirements.txt"), pins("requirements-dev.txt")
    assert {name: tested.get(name) for name in shipped} == shipped


@pytest.mark.parametrize("file", ["requirements.txt", "requirements-dev.txt"])
def test_every_pin_has_hashes_and_no_address(file):
    text = (ROOT / file).read_text()
    blocks = re.split(r"\n(?=[\w])", text)
    assert [block.split()[0] for block in blocks if "==" in block and "--hash=sha256:" not in block] == []
    assert "://" not in text
