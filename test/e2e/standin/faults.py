"""Faults the test orders while the stack runs: a transform killed right after its commit.

No AWS behaviour but an accident: the execution environment ends (time-out,
out of memory, host lost) after DynamoDB answered and before the function did.
The test writes a number into the file that STANDIN_KILL_AFTER_COMMIT names: so
many commits of a batch from then on end with the transform's processes killed.
A transform that never gets to run needs no fault: the test sets its reserved
concurrency to 0 by the Lambda API, and Firehose's calls are throttled.
"""

import os
import threading

from ministack.core import lambda_runtime
from ministack.services import dynamodb

_lock = threading.Lock()


def _due():
    """Takes one kill from the order, if there is one left."""
    path = os.environ.get("STANDIN_KILL_AFTER_COMMIT")
    if not path:
        return False
    with _lock:
        try:
            with open(path, encoding="ascii") as order:
                left = int(order.read().strip() or "0")
        except (OSError, ValueError):
            return False
        if left <= 0:
            return False
        with open(path, "w", encoding="ascii") as order:
            order.write(str(left - 1))
        return True


def _commits_batch(data):
    """Whether the transaction enters a batch: it puts the row found by the batch's digest."""
    for item in data.get("TransactItems") or []:
        key = ((item.get("Put") or {}).get("Item") or {}).get("pk") or {}
        if str(key.get("S", "")).startswith("batch#"):
            return True
    return False


def _kill_transforms():
    for pool in list(lambda_runtime._workers.values()):
        for worker in list(pool) if isinstance(pool, (list, tuple, set)) else [pool]:
            process = getattr(worker, "_proc", None)
            if process is not None and worker.func_name.endswith("-transform"):
                process.kill()


def install():
    transact = dynamodb._transact_write_items

    def transact_then_maybe_kill(data):
        answer = transact(data)
        if answer[0] < 300 and _commits_batch(data) and _due():
            _kill_transforms()
        return answer

    dynamodb._transact_write_items = transact_then_maybe_kill
