"""Firehose: batches, one function call a batch, retries, the error prefix, one object a flush.

MiniStack calls the function once a record, never again, and loses what it
refuses. Modelled on the Firehose developer guide:
- "Transform source data": records are buffered, the function is called
  synchronously with a batch, the answers are joined without a delimiter;
- "Handle failure in data transformation": an invocation that fails is repeated
  (NumberOfRetries, 3 by default), then the batch is skipped and its raw records
  go to the error prefix in the shape given there; a record answered
  ProcessingFailed goes there at once; Dropped counts as delivered;
- "Required parameters for data transformation": an answer lists each record id once;
- "Understand custom prefixes for Amazon S3 objects": the prefixes' expressions,
  with the time of the oldest record in the object; "Amazon S3 object name format".

- "Controlling access with Amazon Data Firehose": all of it under the stream's role.

Not documented, chosen here: a retry keeps record ids and arrival times (a new
invocation id); FileExtension is not put on error objects. Timing is not
modelled: every buffer is flushed after BUFFER_SECONDS at most.
"""

import base64
import contextvars
import gzip
import json
import threading
import time
import traceback
import uuid

import faults
import keys
from roles import Denied, Session
from ministack.core.responses import get_region
from ministack.services import firehose, lambda_svc

BUFFER_SECONDS = 1.5
RETRY_SECONDS = 0.2
PAYLOAD_LIMIT = 6 * 1024 * 1024
"""Lambda quota of a synchronous invocation, request and response each."""

_pending = {}
_pending_lock = threading.Lock()


class Refused(Exception):
    """The batch or record was not transformed: Firehose's error code, what it says, attempts made."""

    def __init__(self, code, message, attempts):
        super().__init__(message)
        self.code, self.message, self.attempts = code, message, attempts


def _accept(stream, destination, records):
    """Takes the place of MiniStack's delivery; called under Firehose's own lock, so it only buffers."""
    arrival = int(time.time() * 1000)
    name = stream["name"]
    with _pending_lock:
        waiting = _pending.get(name)
        first = waiting is None
        if first:
            waiting = _pending[name] = []
        waiting.extend((record_id, arrival, data) for record_id, data in records)
    if first:
        hints = destination["config"].get("BufferingHints") or {}
        seconds = min(float(hints.get("IntervalInSeconds", 300)), BUFFER_SECONDS)
        context = contextvars.copy_context()
        timer = threading.Timer(seconds, context.run, (_flush, stream, destination))
        timer.daemon = True
        timer.start()


def _flush(stream, destination):
    with _pending_lock:
        records = _pending.pop(stream["name"], [])
    try:
        _deliver(stream, destination["config"], records)
    except Exception:
        traceback.print_exc()


def _deliver(stream, config, records):
    processor = _lambda_processor(config)
    good, failed = [], []
    for batch in _batches(records, float((processor or {}).get("BufferSizeInMBs", 1)) * 1024 * 1024):
        if processor is None:
            good.extend(batch)
            continue
        done, refused = _transform(stream, processor, batch)
        good.extend(done)
        failed.extend(refused)
    if good and not faults.is_due(faults.LOSE):
        body = b"".join(data for _, _, data in good)
        extension = config.get("FileExtension") or ""
        if config.get("CompressionFormat") == "GZIP":
            body, extension = gzip.compress(body), extension or ".gz"
        _store(stream, config, config.get("Prefix", ""), None, good, body, extension)
    if failed:
        ended = int(time.time() * 1000)
        lines = (
            json.dumps({
                "attemptsMade": refusal.attempts,
                "arrivalTimestamp": arrival,
                "errorCode": refusal.code,
                "errorMessage": refusal.message,
                "attemptEndingTimestamp": ended,
                "rawData": base64.b64encode(data).decode(),
                "lambdaArn": processor["LambdaArn"],
            }) + "\n"
            for (_, arrival, data), refusal in failed
        )
        body = "".join(lines).encode()
        if config.get("CompressionFormat") == "GZIP":
            body = gzip.compress(body)
        prefix = config.get("ErrorOutputPrefix") or config.get("Prefix", "") + "processing-failed/"
        _store(stream, config, prefix, "processing-failed", [record for record, _ in failed], body, "")


def _lambda_processor(config):
    """The parameters of the one Lambda processor, or None."""
    processing = config.get("ProcessingConfiguration") or {}
    if str(processing.get("Enabled")).lower() != "true":
        return None
    for processor in processing.get("Processors") or []:
        if processor.get("Type") == "Lambda":
            return {entry["ParameterName"]: entry["ParameterValue"] for entry in processor["Parameters"]}
    return None


def _batches(records, limit):
    batch, size = [], 0
    for record in records:
        if batch and size + len(record[2]) > limit:
            yield batch
            batch, size = [], 0
        batch.append(record)
        size += len(record[2])
    if batch:
        yield batch


def _transform(stream, processor, batch):
    """(transformed records, [(record, Refused)]) of one batch."""
    attempts = int(processor.get("NumberOfRetries", 3)) + 1
    for attempt in range(1, attempts + 1):
        try:
            answer = _invoke(stream, processor["LambdaArn"], batch, attempt)
            break
        except Refused as refusal:
            if refusal.code == "Lambda.JsonProcessingException" or attempt == attempts:
                return [], [(record, refusal) for record in batch]
            time.sleep(RETRY_SECONDS)
    by_id = {}
    for entry in answer:
        by_id.setdefault(entry.get("recordId"), []).append(entry)
    done, refused = [], []
    for record in batch:
        record_id, arrival, _ = record
        entries = by_id.get(record_id, [])
        result = entries[0].get("result") if len(entries) == 1 else None
        if not entries:
            refused.append((record, Refused("Lambda.MissingRecordId", "a record id is missing", attempt)))
        elif len(entries) > 1:
            refused.append((record, Refused("Lambda.DuplicatedRecordId", "a record id came twice", attempt)))
        elif result == "Ok":
            done.append((record_id, arrival, base64.b64decode(entries[0].get("data") or "")))
        elif result != "Dropped":
            refused.append((record, Refused("Lambda.ProcessingFailedStatus", "ProcessingFailed status set for record", attempt)))
    return done, refused


def _invoke(stream, function_arn, batch, attempt):
    name, qualifier = lambda_svc._resolve_name_and_qualifier(function_arn)
    function, _ = lambda_svc._get_func_record_for_qualifier(name, qualifier)
    try:
        _session(stream).require("lambda:InvokeFunction", function_arn)
    except Denied as denied:
        raise Refused("Lambda.InvokeAccessDenied", str(denied), attempt) from denied
    if function is None:
        raise Refused("Lambda.ResourceNotFound", f"function not found: {function_arn}", attempt)
    event = {
        "invocationId": str(uuid.uuid4()),
        "deliveryStreamArn": stream["arn"],
        "region": get_region(),
        "records": [
            {"recordId": record_id, "approximateArrivalTimestamp": arrival, "data": base64.b64encode(data).decode()}
            for record_id, arrival, data in batch
        ],
    }
    result = lambda_svc._execute_function(function, event)
    body = result.get("body")
    if result.get("throttle"):
        raise Refused("Lambda.InvokeLimitExceeded", "the concurrency limit of the function is reached", attempt)
    if result.get("error"):
        raise Refused("Lambda.FunctionError", json.dumps(body)[:500], attempt)
    if isinstance(body, (str, bytes)):
        try:
            body = json.loads(body)
        except ValueError:
            body = None
    if not isinstance(body, dict) or not isinstance(body.get("records"), list):
        raise Refused("Lambda.JsonProcessingException", "the answer cannot be parsed", attempt)
    if len(json.dumps(body)) > PAYLOAD_LIMIT:
        raise Refused("Lambda.FunctionError", "Response payload size exceeded maximum allowed payload size", attempt)
    return body["records"]


def _store(stream, config, prefix, error_type, records, body, extension):
    oldest = time.gmtime(min(arrival for _, arrival, _ in records) / 1000)
    folder = firehose._evaluate_prefix(prefix, oldest, error_type=error_type)
    stamp = time.strftime("%Y-%m-%d-%H-%M-%S", oldest)
    key = f"{folder}{stream['name']}-{stream.get('version', 1)}-{stamp}-{uuid.uuid4()}{extension}"
    session = _session(stream)
    target = f"{config['BucketARN']}/{key}"
    session.require("s3:PutObject", target)
    for action, resource, context in keys.demands("s3:PutObject", target):
        session.require(action, resource, context)
    firehose._put_s3_object(firehose._s3_bucket_from_arn(config["BucketARN"]), key, body)


def _session(stream):
    role = stream["destinations"][0]["config"].get("RoleARN")
    return Session(role, "firehose.amazonaws.com", stream["arn"])


def install():
    firehose._deliver_records_to_s3 = _accept
