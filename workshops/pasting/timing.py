"""When each item starts and how long it lasts, from what was written and from its neighbours."""

from itertools import pairwise

from workshops.pasting.kinds import is_closing

AFTERNOON = "afternoon"  # written without am or pm, and read as the afternoon
BACKWARDS = "backwards"  # it starts before the item above it
FINISH = "finish"  # it would finish before it starts
TWO_LENGTHS = "two_lengths"  # the finish and the length disagree
HALF, DAY = 12 * 60, 24 * 60
EVENING, SMALL_HOURS = 17 * 60, 6 * 60
FAR = 8 * 60  # a longer stretch is a slip of the pen rather than an item
EARLY = 7 * 60  # 6.30 as the first time of a day is not the morning


def set_times(found, opens=None):
    """(start, minutes) of each of one day's items, in minutes from its midnight; None where nothing tells."""
    starts = list(starts_of(found))
    lasting = [length_of(item, start) for item, start in zip(found, starts, strict=True)]
    if found and starts[0] is None and opens is not None:
        starts[0] = opens
    for n, item in enumerate(found):
        if starts[n] is None and n and starts[n - 1] is not None and lasting[n - 1] is not None:
            starts[n] = starts[n - 1] + lasting[n - 1]
        if lasting[n] is None:
            lasting[n] = until_next(n, item, starts, lasting)
    doubt_steps_back(found, starts)
    return list(zip(starts, lasting, strict=True))


def doubt_steps_back(found, starts):
    known = [(item, start) for item, start in zip(found, starts, strict=True) if start is not None]
    for (_before, earlier), (item, start) in pairwise(known):
        if start < earlier:
            item.doubts.append(BACKWARDS)


def starts_of(found):
    before = None
    for item in found:
        span = item.row.span
        if span is None:
            yield None
            continue
        before = start_of(item, said_by_finish(span), before)
        yield before


def said_by_finish(span):
    """The start, am or pm where the finish says so: 9.30 to 10.15am, 11.30 to 1pm."""
    start, finish = span.start, span.finish
    if start.sure or not finish or not finish.half:
        return start
    later = start.minute % HALF + HALF
    minute = later if finish.half == "pm" and later < finish.minute else start.minute % HALF
    return type(start)(minute, sure=True)


def start_of(item, clock, before):
    """The minute it means, given the start before it."""
    minute = clock.minute
    if before is None:
        if not clock.sure and not clock.padded and minute < EARLY:
            item.doubts.append(AFTERNOON)
            return minute + HALF
        return minute
    before_noon = before % DAY
    if minute + before - before_noon >= before:
        return minute + before - before_noon
    if not clock.sure and minute < HALF and 0 <= minute + HALF - before <= FAR:
        item.doubts.extend([AFTERNOON] if clock.padded else [])
        return minute + HALF
    if before_noon >= EVENING and minute % HALF < SMALL_HOURS:
        return (minute if clock.sure else minute % HALF) + before - before_noon + DAY
    return minute


def length_of(item, start):
    """From a finish, else from words; None where neither tells."""
    row = item.row
    if row.span and row.span.finish:
        minutes = until(start, row.span.finish)
        if minutes is None:
            item.doubts.append(FINISH)
            item.notes.append(row.text)
            return row.minutes
        if row.minutes not in (None, minutes):
            item.doubts.append(TWO_LENGTHS)
            item.notes.append(row.text)
        return minutes
    return row.minutes


def until(start, finish):
    """Minutes to the finish; None where it lies before the start."""
    today = start - start % DAY
    for minute in [finish.minute] if finish.sure else [finish.minute, finish.minute + HALF]:
        if 0 <= today + minute - start <= (DAY if finish.sure else FAR):
            return today + minute - start
    over = today + DAY + finish.minute - start
    return over if start % DAY >= EVENING and over <= FAR + HALF else None


def until_next(n, item, starts, lasting):
    """Minutes to the next known start, less the lengths of those between; a closing item only marks a time."""
    if is_closing(item.title):
        return 0
    between = 0
    for after in range(n + 1, len(starts)):
        if starts[after] is not None:
            minutes = starts[after] - starts[n] - between if starts[n] is not None else None
            return minutes if minutes is not None and 0 <= minutes <= HALF else None
        if lasting[after] is None:
            return None
        between += lasting[after]
    return None
