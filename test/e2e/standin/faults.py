"""Accidents that the test orders: a transform killed right after its commit, a delivery that is lost.

No AWS behaviour but its failures:
- `kill-after-commit`: the execution environment ends (time-out, out of memory,
  host lost) after DynamoDB answered and before the function did. So many
  attempts are killed as soon as the ledger told them that their batch is
  entered, be it by the commit itself or, in a retry, by finding the batch's row.
  One kill is a lost answer, which the retry makes good. As many as Firehose
  makes attempts leave a committed batch that is never delivered: a hole, whose
  raw records lie under the error prefix.
- `lose-delivery`: what Firehose was to write to S3 next is gone, as it is after
  the 24 hours for which it retries. Nothing lies under the error prefix then.
A transform that never gets to run needs no fault: the test sets its reserved
concurrency to 0 by the Lambda API, and Firehose's calls are throttled.
"""

import json
import threading

import orders
from ministack.core import lambda_runtime
from ministack.services import dynamodb

KILL, LOSE = "kill-after-commit", "lose-delivery"

_lock = threading.Lock()
_left = {KILL: 0, LOSE: 0}


def is_due(fault):
    """Takes one from what was ordered of a fault, if there is one left."""
    with _lock:
        if _left[fault] <= 0:
            return False
        _left[fault] -= 1
        return True


def _order(fault):
    def set_times(times):
        with _lock:
            _left[fault] = int(times)

    orders.on(fault, set_times)


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
    _order(KILL)
    _order(LOSE)
    transact = dynamodb._transact_write_items
    get_item = dynamodb._get_item

    def transact_then_maybe_kill(data):
        answer = transact(data)
        puts = [(item.get("Put") or {}).get("Item") for item in data.get("TransactItems") or []]
        if answer[0] < 300 and any(map(_is_batch, puts)) and is_due(KILL):
            _kill_transforms()
        return answer

    def get_then_maybe_kill(data):
        answer = get_item(data)
        if answer[0] < 300 and _is_batch(data.get("Key")) and "Item" in json.loads(answer[2]) and is_due(KILL):
            _kill_transforms()
        return answer

    dynamodb._transact_write_items = transact_then_maybe_kill
    dynamodb._get_item = get_then_maybe_kill
