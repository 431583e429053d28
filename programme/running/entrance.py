"""Which command was asked for, and the environment it runs in."""

import os
import sys

from programme.running import bootstrap, faults, measure, suite, up


def enter(arguments):
    """Run the command of `manage.py` that `arguments` names; return its exit code."""
    command, *rest = arguments or ["help"]
    if command == "up":
        return up.run(rest)
    if command == "test":
        return suite.run(rest)
    if command == "faults":
        return faults.run(rest)
    if command == "bench":
        return measure.run(rest)
    return django(arguments)


def django(arguments):
    if not bootstrap.in_a_virtual_environment():
        bootstrap.enter("requirements.txt")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
    from django.core.exceptions import ImproperlyConfigured  # not installed before
    from django.core.management import execute_from_command_line

    try:
        execute_from_command_line([sys.argv[0], *arguments])
    except ImproperlyConfigured as missing:
        sys.exit(str(missing))
