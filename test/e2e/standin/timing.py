"""EventBridge Scheduler looks for due schedules each second, and lets time pass for one of them by order.

MiniStack sweeps every ten seconds. "Schedule types in EventBridge Scheduler":
a rate counts from the creation of the schedule, to the minute. The order `pass`
brings a schedule as many seconds nearer to its next time: what its rate is,
whom it invokes and under which role stays as the template says it. All other
clocks go on as they are.
"""

import orders
from ministack.services import scheduler


def _pass(schedule, seconds):
    for key, record in list(scheduler._schedules._data.items()):
        if record["Name"] == schedule:
            last = scheduler._schedule_last_fired.get(key, record["CreationDate"])
            scheduler._schedule_last_fired[key] = last - seconds
            return
    raise KeyError(schedule)


def install():
    scheduler._SCHEDULE_TICK_INTERVAL = 1
    orders.on("pass", _pass)
