"""Authorisation (MiniStack's AUTH=true): what its evaluator leaves out.

- "Policy evaluation logic" (IAM user guide): an explicit Deny in a bucket
  policy binds the account's root user too; MiniStack lets root pass. Only
  DeleteBucketPolicy and PutBucketPolicy stay open to root, as the S3 user guide says.
- The stand-in speaks plain HTTP on loopback. Requests count as made over TLS,
  or every "TLS only" Deny would refuse everything.
"""

import dataclasses

import ministack.app as app
from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id

_ROOT_ALWAYS = frozenset({"s3:PutBucketPolicy", "s3:DeleteBucketPolicy", "s3:GetBucketPolicy"})


def install():
    enforce = iam_evaluator.enforce
    pin_origin = app.pin_request_origin

    def enforce_on_root_too(access_key_id, iam_action, service, region, resource_arn="*", service_context=None):
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

    iam_evaluator.enforce = enforce_on_root_too
    app.pin_request_origin = pin_as_tls
