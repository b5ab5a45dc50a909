"""EventBridge Scheduler looks for due schedules each second, so that `rate(1 minute)` is a minute.

MiniStack sweeps every ten seconds. "Schedule types in EventBridge Scheduler":
a rate counts from the creation of the schedule, to the minute.
"""

from ministack.services import scheduler


def install():
    scheduler._SCHEDULE_TICK_INTERVAL = 1
