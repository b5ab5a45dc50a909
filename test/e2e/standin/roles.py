"""What a service does under a role is authorised as that role's, which MiniStack leaves out.

- Firehose calls the function and writes the bucket under its stream's role
  (Firehose developer guide, "Controlling access with Amazon Data Firehose");
- CloudWatch Logs puts records under the subscription filter's role;
- EventBridge Scheduler invokes its target under the schedule's role; the source
  of its requests is the schedule group ("Confused deputy prevention").
The role must trust the service, under the conditions it names, and its policies
and the resource's own must allow the call.
"""

import json

from ministack.core import iam_evaluator
from ministack.core.responses import get_account_id, get_region
from ministack.services import eventbridge, iam, scheduler


class Denied(Exception):
    """A role may not do what a service wants to do under it."""


class Session:
    """A service's session under a role. Throws Denied if the role does not trust it."""

    def __init__(self, role_arn, service, source_arn):
        """`service` as in firehose.amazonaws.com, `source_arn` the resource on whose behalf it acts."""
        self._role_arn = role_arn
        name = (role_arn or "").rsplit("/", 1)[-1]
        role = iam._roles.get_scoped(get_account_id(), None, name)
        if role is None or role["Arn"] != role_arn:
            raise Denied(f"{service}: there is no role {role_arn}")
        self._policies = iam_evaluator._gather_role_policies(name, get_account_id())
        trust = role["AssumeRolePolicyDocument"]
        trust = json.loads(trust) if isinstance(trust, str) else trust
        asked = self._context("sts:AssumeRole", role_arn, {
            "aws:SourceAccount": get_account_id(),
            "aws:SourceArn": source_arn,
        })
        if not any(_trusts(statement, service, asked) for statement in trust["Statement"]):
            raise Denied(f"{role_arn} does not trust {service} for {source_arn}")

    def require(self, action, resource, context=None):
        """Throws Denied unless the role may do `action` on `resource`."""
        service = action.split(":")[0]
        asked = self._context(action, resource, context or {})
        result = iam_evaluator.evaluate(asked, self._policies)
        found = iam_evaluator._resource_policy(service, resource)
        if found is not None:
            result = iam_evaluator.combine_resource_policy(result, asked, *found, required=service == "kms")
        if result.decision != "Allow":
            raise Denied(f"{self._role_arn} may not {action} on {resource} ({result.reason})")

    def _context(self, action, resource, keys):
        account = get_account_id()
        name = (self._role_arn or "").rsplit("/", 1)[-1]
        return iam_evaluator.EvalContext(
            principal_arn=f"arn:aws:sts::{account}:assumed-role/{name}/service",
            principal_type="AssumedRole",
            principal_account=account,
            action=action,
            resource_arn=resource,
            region=get_region(),
            secure_transport=True,
            service_context={key.lower(): value for key, value in keys.items()},
        )


def _trusts(statement, service, context):
    principals = statement.get("Principal")
    services = principals.get("Service", []) if isinstance(principals, dict) else []
    services = services if isinstance(services, list) else [services]
    allows = statement.get("Effect") == "Allow" and service in services
    return allows and iam_evaluator._conditions_met(statement.get("Condition") or {}, context)


def install():
    invoke_target = eventbridge._invoke_target

    def invoke_under_role(target, event, rule, view=None):
        if event.get("Source") == "aws.scheduler" and ":function:" in target.get("Arn", ""):
            group = scheduler._group_arn(rule.get("GroupName", "default"))
            session = Session(target.get("RoleArn"), "scheduler.amazonaws.com", group)
            session.require("lambda:InvokeFunction", target["Arn"])
        return invoke_target(target, event, rule, view)

    eventbridge._invoke_target = invoke_under_role
