"""CloudFormation: properties that MiniStack's provisioners leave out without a word.

Modelled on the CloudFormation template reference:
- AWS::S3::Bucket: ObjectLockEnabled, ObjectLockConfiguration (Days and Years),
  VersioningConfiguration (Object Lock turns versioning on), BucketEncryption,
  LoggingConfiguration, OwnershipControls;
- AWS::DynamoDB::Table: SSESpecification;
- AWS::CloudWatch::Alarm with Metrics (metric math, Metrics Insights), which
  MiniStack rejects: kept as stored, never evaluated;
- AWS::Logs::LogGroup: a group that exists already fails the create, as
  "already exists" does for any named resource (a retained log group must be
  adopted, not made again).
Values go through the S3 API's own handlers, so what those refuse fails the stack.
"""

from xml.sax.saxutils import escape

from ministack.services import cloudwatch_logs, dynamodb, s3
from ministack.services.cloudformation import provisioners


def _true(value):
    return str(value).lower() == "true"


def _element(name, value):
    return f"<{name}>{escape(str(value))}</{name}>"


def _must(answer, what):
    if answer[0] >= 300:
        raise ValueError(f"AWS::S3::Bucket {what} rejected: {answer[2]!r}")


def _object_lock(name, props):
    configuration = props.get("ObjectLockConfiguration") or {}
    if not _true(props.get("ObjectLockEnabled")):
        if configuration:
            raise ValueError("AWS::S3::Bucket ObjectLockConfiguration needs ObjectLockEnabled")
        return
    s3._bucket_versioning[name] = "Enabled"
    retention = (configuration.get("Rule") or {}).get("DefaultRetention")
    rule = ""
    if retention:
        parts = "".join(_element(key, retention[key]) for key in ("Mode", "Days", "Years") if key in retention)
        rule = f"<Rule><DefaultRetention>{parts}</DefaultRetention></Rule>"
    body = f"<ObjectLockConfiguration><ObjectLockEnabled>Enabled</ObjectLockEnabled>{rule}</ObjectLockConfiguration>"
    _must(s3._put_object_lock_configuration(name, body.encode()), "ObjectLockConfiguration")


def _encryption(name, props):
    rules = ""
    for rule in (props.get("BucketEncryption") or {}).get("ServerSideEncryptionConfiguration") or []:
        default = rule.get("ServerSideEncryptionByDefault") or {}
        inner = _element("SSEAlgorithm", default.get("SSEAlgorithm", ""))
        if default.get("KMSMasterKeyID"):
            inner += _element("KMSMasterKeyID", default["KMSMasterKeyID"])
        rules += (
            "<Rule><ApplyServerSideEncryptionByDefault>" + inner + "</ApplyServerSideEncryptionByDefault>"
            + _element("BucketKeyEnabled", str(_true(rule.get("BucketKeyEnabled"))).lower()) + "</Rule>"
        )
    if rules:
        body = f"<ServerSideEncryptionConfiguration>{rules}</ServerSideEncryptionConfiguration>"
        _must(s3._put_bucket_encryption(name, body.encode()), "BucketEncryption")


def _logging(name, props):
    logging = props.get("LoggingConfiguration")
    if logging and logging.get("DestinationBucketName"):
        body = (
            "<BucketLoggingStatus><LoggingEnabled>"
            + _element("TargetBucket", logging["DestinationBucketName"])
            + _element("TargetPrefix", logging.get("LogFilePrefix", ""))
            + "</LoggingEnabled></BucketLoggingStatus>"
        )
        _must(s3._put_bucket_logging(name, body.encode()), "LoggingConfiguration")


def _ownership(name, props):
    rules = "".join(
        f"<Rule>{_element('ObjectOwnership', rule['ObjectOwnership'])}</Rule>"
        for rule in (props.get("OwnershipControls") or {}).get("Rules") or []
    )
    if rules:
        _must(s3._put_bucket_ownership_controls(name, f"<OwnershipControls>{rules}</OwnershipControls>".encode()), "OwnershipControls")


def install():
    apply = provisioners._s3_apply_configurations
    alarm_record = provisioners._cw_metric_alarm_record
    handlers = provisioners._RESOURCE_HANDLERS

    def apply_all(name, props, old_props=None):
        apply(name, props, old_props)
        for part in (_object_lock, _encryption, _logging, _ownership):
            part(name, props)

    def alarm_with_expressions(name, props):
        metrics = props.get("Metrics")
        if not metrics:
            return alarm_record(name, props)
        plain = {key: value for key, value in props.items() if key != "Metrics"}
        record = alarm_record(name, {**plain, "MetricName": "expression", "Namespace": "expression"})
        return {**record, "Metrics": metrics}

    group = handlers["AWS::Logs::LogGroup"]
    create_group = group["create"]

    def create_new_group(logical_id, props, stack_name):
        name = props.get("LogGroupName")
        if name and name in cloudwatch_logs._log_groups:
            raise ValueError(f"Resource of type 'AWS::Logs::LogGroup' with identifier '{name}' already exists.")
        return create_group(logical_id, props, stack_name)

    table = handlers["AWS::DynamoDB::Table"]
    create_table = table["create"]

    def create_encrypted_table(logical_id, props, stack_name):
        name, attributes = create_table(logical_id, props, stack_name)
        encryption = props.get("SSESpecification")
        if encryption:
            spec = {**encryption, "Enabled": _true(encryption.get("SSEEnabled"))}
            dynamodb._tables[name]["SSEDescription"] = dynamodb._sse_description_from_spec(spec)
        return name, attributes

    table["create"] = create_encrypted_table
    provisioners._s3_apply_configurations = apply_all
    provisioners._cw_metric_alarm_record = alarm_with_expressions
    group["create"] = create_new_group
