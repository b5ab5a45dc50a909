"""Faults the test orders while the stack runs: a transform killed right after its commit.

No AWS behaviour but an accident: the execution environment ends (time-out,
out of memory, host lost) after DynamoDB answered and before the function did.
The test writes a number into the file that STANDIN_KILL_AFTER_COMMIT names: so
many attempts are killed as soon as the ledger told them that their batch is
entered, be it by the commit itself or, in a retry, by finding the batch's row.
One kill is a lost answer, which the retry makes good. As many as Firehose makes
attempts leave a committed batch that is never delivered: a hole.
A transform that never gets to run needs no fault: the test sets its reserved
concurrency to 0 by the Lambda API, and Firehose's calls are throttled.
"""

import json
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


def _is_batch(key):
    """Whether a key is that of the row by which a batch is found."""
    return str(((key or {}).get("pk") or {}).get("S", "")).startswith("batch#")


def _kill_transforms():
    for pool in list(lambda_runtime._workers.values()):
        for worker in list(pool):
            process = worker._proc
            if process is not None and worker.func_name.endswith("-transform"):
                process.kill()


def install():
    transact = dynamodb._transact_write_items
    get_item = dynamodb._get_item

    def transact_then_maybe_kill(data):
        answer = transact(data)
        puts = [(item.get("Put") or {}).get("Item") for item in data.get("TransactItems") or []]
        if answer[0] < 300 and any(map(_is_batch, puts)) and _due():
            _kill_transforms()
        return answer

    def get_then_maybe_kill(data):
        answer = get_item(data)
        if answer[0] < 300 and _is_batch(data.get("Key")) and "Item" in json.loads(answer[2]) and _due():
            _kill_transforms()
        return answer

    dynamodb._transact_write_items = transact_then_maybe_kill
    dynamodb._get_item = get_then_maybe_kill
