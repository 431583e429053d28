"""Measures what was asked for, or everything, and prints a line for each figure with its ratio.

    python3 manage.py bench [agenda_page] [sheets] [day_pack] [due_tick] [mail_batch] [builder] [search]
        [people] [--large]

"Ours" and "beside it" are measured in the same run, and each is the median of several rounds. On a machine that others
use only the ratio counts, and not the first one you see; read milliseconds only where it is quiet. `--large` gives
due_tick forty times the data: it takes some minutes and about 10 GB of disk. What each one measures, and what it leaves
out, stands at the top of its module.
"""

import os
import sys
from importlib import import_module

import django

WORK = ("agenda_page", "sheets", "day_pack", "due_tick", "mail_batch", "builder", "search", "people")


def main(arguments):
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "programme.settings")
    django.setup()
    from django.core.management import call_command  # needs the settings

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    chosen = [name for name in arguments if not name.startswith("-")] or WORK
    print(f"{'work':<58} {'ours':>12} {'beside it':>12} {'ratio':>7}  to reach")
    for name in chosen:
        for line in import_module(f"bench.{name}").lines(large="--large" in arguments):
            print("{:<58} {:>12} {:>12} {:>7.2f}  {}".format(*line), flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
