"""Authorisation (MiniStack's AUTH=true): what its evaluator leaves out.

- "Policy evaluation logic" (IAM user guide): an explicit Deny in a bucket
  policy binds the account's root user too; MiniStack lets root pass. Only
  DeleteBucketPolicy and PutBucketPolicy stay open to root, as the S3 user guide says.
- `dynamodb:LeadingKeys` ("Using IAM policy conditions for fine-grained access
  control", DynamoDB developer guide): the partition keys a request names, which
  MiniStack does not tell the evaluator. In a transaction each item is checked
  under the keys of all its items, which is stricter than AWS.
- `aws:PrincipalArn` ("Global condition context keys"): of a role's session it
  is the role's ARN, not the session's.
- `kms:SigningAlgorithm` and `kms:MessageType` ("Condition keys for AWS KMS"):
  what a Sign or Verify asks for; RAW where it says nothing of the message.
- The stand-in speaks plain HTTP on loopback. Requests count as made over TLS,
  or every "TLS only" Deny would refuse everything.
"""

import dataclasses
import json
import re

import keys
import ministack.app as app
from ministack.core import iam_actions, iam_evaluator
from ministack.core.responses import get_account_id
from ministack.services import dynamodb, iam

_ROOT_ALWAYS = frozenset({"s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:GetBucketPolicy"})


_SIGNING = frozenset({"kms:Sign", "kms:Verify"})


def _signing_context(body):
    try:
        request = json.loads(body or b"{}")
    except ValueError:
        return {}
    return {
        "kms:SigningAlgorithm": request.get("SigningAlgorithm"),
        "kms:MessageType": request.get("MessageType", "RAW"),
    }


def _partition_key(request, key_or_item):
    table = dynamodb._tables.get(str(request.get("TableName", "")).rsplit("/", 1)[-1])
    value = (key_or_item or {}).get(table["pk_name"]) if table else None
    return next(iter(value.values())) if isinstance(value, dict) else None


def _queried_key(request):
    """The value that a Query's key condition wants of the partition key."""
    table = dynamodb._tables.get(str(request.get("TableName", "")).rsplit("/", 1)[-1])
    names = request.get("ExpressionAttributeNames") or {}
    values = request.get("ExpressionAttributeValues") or {}
    for name, value in re.findall(r"([#\w]+)\s*=\s*(:\w+)", request.get("KeyConditionExpression") or ""):
        if table and names.get(name, name) == table["pk_name"]:
            return next(iter(values.get(value, {}).values()), None)
    return None


def _leading_keys(body):
    """Every partition key that a DynamoDB request names."""
    try:
        request = json.loads(body or b"{}")
    except ValueError:
        return []
    if not isinstance(request, dict):
        return []
    keys = [_partition_key(request, request.get("Key") or request.get("Item")), _queried_key(request)]
    for item in request.get("TransactItems") or []:
        for part in item.values():
            keys.append(_partition_key(part, part.get("Key") or part.get("Item")))
    return sorted({key for key in keys if key is not None})


def _role_arn(session_arn):
    """The ARN of the role whose session this is; what is none stays as it is."""
    name = iam_evaluator._role_name_from_assumed_arn(session_arn) if ":assumed-role/" in session_arn else ""
    role = iam._roles.get_scoped(session_arn.split(":")[4], None, name) if name else None
    return role["Arn"] if role else session_arn


def install():
    resolve_key = iam_evaluator._resolve_condition_key

    def resolve_key_of_role(key, context):
        value = resolve_key(key, context)
        return _role_arn(value) if key.lower() == "aws:principalarn" and value else value

    iam_evaluator._resolve_condition_key = resolve_key_of_role
    dynamodb_context = iam_actions.dynamodb_service_context

    def context_with_leading_keys(body):
        named = _leading_keys(body)
        return {**dynamodb_context(body), **({"dynamodb:LeadingKeys": named} if named else {})}

    iam_actions.dynamodb_service_context = context_with_leading_keys
    tag_context = iam_actions.request_tag_context

    def tag_and_kms_context(service, iam_action, body, *args):
        context = tag_context(service, iam_action, body, *args)
        return {**context, **_signing_context(body)} if iam_action in _SIGNING else context

    iam_actions.request_tag_context = tag_and_kms_context
    enforce = iam_evaluator.enforce
    pin_origin = app.pin_request_origin

    def enforce_with_keys(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
        denied = enforce_on_root_too(access_key_id, iam_action, service, region, resource_arn, service_context)
        if denied is not None:
            return denied
        for action, key, context in keys.demands(iam_action, resource_arn):
            denied = enforce_on_root_too(access_key_id, action, "kms", region, key, context)
            if denied is not None:
                print(f"refused: {iam_action} on {resource_arn}: the caller lacks {action} on {key}", flush=True)
                return denied
        return None

    def enforce_on_root_too(access_key_id, iam_action, service, region, resource_arn, service_context):
        denied = enforce(access_key_id, iam_action, service, region, resource_arn, service_context)
        if denied is not None or iam_action in _ROOT_ALWAYS or not iam_evaluator.is_root_access_key(access_key_id or ""):
            return denied
        found = iam_evaluator._resource_policy(service, resource_arn)
        if found is None or not found[0]:
            return None
        account = get_account_id()
        context = iam_evaluator.EvalContext(
            principal_arn=f"arn:aws:iam::{account}:root",
            principal_type="Root",
            principal_account=account,
            action=iam_action,
            resource_arn=resource_arn,
            region=region,
            service_context={key.lower(): value for key, value in (service_context or {}).items()},
        )
        result = iam_evaluator.evaluate_resource_policy(found[0], context)
        if result.decision != "Deny":
            return None
        return dataclasses.replace(result, principal_arn=context.principal_arn, resource_policy_arn=resource_arn)

    def pin_as_tls(client, _secure):
        pin_origin(client, True)

    iam_evaluator.enforce = enforce_with_keys
    app.pin_request_origin = pin_as_tls
