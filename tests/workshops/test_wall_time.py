from datetime import date

import pytest

from workshops.wall_time import clock_change

LONDON, SYDNEY = "Europe/London", "Australia/Sydney"
SPRING, AUTUMN = date(2027, 3, 28), date(2027, 10, 31)  # on which clocks in London change
TEN_IN_THE_EVENING, TEN = 22 * 60, 10 * 60


@pytest.mark.parametrize(
    ("day", "zone", "opens", "end", "found"),
    [
        (date(2027, 3, 27), LONDON, TEN_IN_THE_EVENING, 26 * 60, (25 * 60, 60)),
        (date(2027, 10, 30), LONDON, TEN_IN_THE_EVENING, 27 * 60, (26 * 60, -60)),
        (SPRING, LONDON, 0, TEN, (60, 60)),
        (SPRING, LONDON, TEN, 16 * 60, None),
        (AUTUMN, LONDON, 0, TEN, (120, -60)),
        (date(2027, 3, 27), LONDON, TEN_IN_THE_EVENING, 25 * 60 - 1, None),
        (date(2027, 6, 1), LONDON, TEN_IN_THE_EVENING, 48 * 60, None),
        (date(2027, 4, 3), SYDNEY, TEN_IN_THE_EVENING, 30 * 60, (27 * 60, -60)),
        (date(2027, 3, 27), "UTC", 0, 48 * 60, None),
        (SPRING, LONDON, TEN, TEN, None),
        (SPRING, LONDON, TEN, TEN - 60, None),
    ],
)
def test_where_the_clocks_change_while_a_day_runs(day, zone, opens, end, found):
    assert clock_change(day, zone, opens, end) == found
