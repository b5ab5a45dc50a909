"""CloudWatch Logs subscription filters that deliver to Firehose.

MiniStack stores such a filter and delivers nothing. Modelled on "Using
CloudWatch Logs subscription filters" (CloudWatch Logs user guide): a record is
gzip over one JSON document; a new filter is probed with a CONTROL_MESSAGE; and
on the API reference of PutSubscriptionFilter, which refuses a destination that
the probe does not reach. Records are put under the filter's role; the stream's
key is asked for it (see keys.py). A record that the role may not put is lost, as
"Troubleshooting" there says of denied access.
"""

import base64
import gzip
import json
import random
import time

import keys
from roles import Denied, Session
from ministack.core.responses import error_response_json, get_account_id, get_region
from ministack.services import cloudwatch_logs as logs
from ministack.services import firehose

_STREAM = ":deliverystream/"


def _send(entry, group, document):
    """One gzip record to the filter's stream, by the door every producer uses. Gives the answer's status."""
    stream_arn = entry["destinationArn"]
    stream_name = stream_arn.split(_STREAM)[1]
    try:
        source = f"arn:aws:logs:{get_region()}:{get_account_id()}:log-group:{group}:*"
        session = Session(entry.get("roleArn"), "logs.amazonaws.com", source)
        session.require("firehose:PutRecord", stream_arn)
        for action, key, context in keys.demands("firehose:PutRecord", stream_arn):
            session.require(action, key, context)
    except Denied as denied:
        print(f"refused: subscription of {group}: {denied}", flush=True)
        return 403
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
            _send(entry, group, {
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
            status = _send(data, data.get("logGroupName"), {
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
