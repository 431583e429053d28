#!/usr/bin/env python3
"""The one entrance: `up`, `test`, and every command of Django. This file must be read by any Python 3."""

import sys


def main():
    if not (3, 11) <= sys.version_info[:2] <= (3, 13):
        sys.exit("Python 3.11, 3.12 or 3.13 is needed; this is Python {}.{}.".format(*sys.version_info[:2]))
    from programme.running.entrance import enter  # an older Python could not read it

    sys.exit(enter(sys.argv[1:]))


if __name__ == "__main__":
    main()
