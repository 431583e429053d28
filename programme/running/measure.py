"""`manage.py bench`: what is measured, on a real PostgreSQL and a real Valkey thrown away afterwards."""

import os

from programme.running import bootstrap, names, servers
from programme.running.children import Children
from programme.running.signals import Requests


def run(arguments):
    """Run the measurements that `arguments` name (all of them without any); return the exit code."""
    bootstrap.enter("requirements-dev.txt")
    requests = Requests()
    with Children() as children:
        try:
            environment = names.without(os.environ) | servers.start(children)
            environment |= {"VAR_DIR": str(children.folder("var_"))}
            command = [bootstrap.PYTHON, "-m", "bench", *arguments]
            process = children.start(command, cwd=bootstrap.ROOT, env=environment)
            return children.wait(process, requests)
        finally:
            children.stop(hurry=lambda: requests.urgent)
