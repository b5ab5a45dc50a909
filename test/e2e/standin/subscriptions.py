"""CloudWatch Logs subscription filters that deliver to Firehose.

MiniStack stores such a filter and delivers nothing. Modelled on "Using
CloudWatch Logs subscription filters" (CloudWatch Logs user guide): a record is
gzip over one JSON document; a new filter is probed with a CONTROL_MESSAGE; and
on the API reference of PutSubscriptionFilter, which refuses a destination that
the probe does not reach.
"""

import base64
import gzip
import json
import random
import time

from ministack.core.responses import error_response_json, get_account_id
from ministack.services import cloudwatch_logs as logs
from ministack.services import firehose

_STREAM = ":deliverystream/"


def _send(stream_name, document):
    """One gzip record to the stream, by the door every producer uses. Gives the answer's status."""
    record = gzip.compress(json.dumps(document).encode())
    data = {"DeliveryStreamName": stream_name, "Record": {"Data": base64.b64encode(record).decode()}}
    return firehose._put_record(data)[0]


def _event_id():
    """Ids of log events are decimal numbers of 56 digits."""
    return f"{random.randrange(10**55, 10**56)}"


def install():
    fan_out = logs._fanout_to_subscription_filters
    put_filter = logs._put_subscription_filter

    def fan_out_to_streams(group, stream, events):
        fan_out(group, stream, events)
        for entry in ((logs._log_groups.get(group) or {}).get("subscriptionFilters") or {}).values():
            destination = entry.get("destinationArn", "")
            if _STREAM not in destination:
                continue
            matching = [
                event
                for event in events
                if logs._subscription_pattern_matches(entry.get("filterPattern", ""), event.get("message", ""))
            ]
            if not matching:
                continue
            _send(destination.split(_STREAM)[1], {
                "messageType": "DATA_MESSAGE",
                "owner": get_account_id(),
                "logGroup": group,
                "logStream": stream,
                "subscriptionFilters": [entry["filterName"]],
                "logEvents": [
                    {"id": _event_id(), "timestamp": event.get("timestamp"), "message": event.get("message", "")}
                    for event in matching
                ],
            })

    def put_filter_and_probe(data):
        destination = data.get("destinationArn", "")
        if _STREAM in destination:
            status = _send(destination.split(_STREAM)[1], {
                "messageType": "CONTROL_MESSAGE",
                "owner": "CloudwatchLogs",
                "logGroup": "",
                "logStream": "",
                "subscriptionFilters": [],
                "logEvents": [{
                    "id": "",
                    "timestamp": int(time.time() * 1000),
                    "message": "CWL CONTROL MESSAGE: Checking health of destination Firehose.",
                }],
            })
            if status >= 400:
                return error_response_json(
                    "InvalidParameterException",
                    "Could not deliver test message to specified Firehose stream. "
                    "Check if the given Firehose stream is in ACTIVE state.",
                    400,
                )
        return put_filter(data)

    logs._fanout_to_subscription_filters = fan_out_to_streams
    logs._put_subscription_filter = put_filter_and_probe
