"""What S3, DynamoDB and Firehose ask of a customer's key on behalf of a caller.

MiniStack encrypts nothing and asks nobody, so a role without the key's
permissions passes there and fails on AWS. Asked here, with the condition keys
that those policies use:
- S3, "Using server-side encryption with AWS KMS keys": kms:GenerateDataKey for
  PutObject, kms:Decrypt for GetObject; with a bucket key the encryption context
  names the bucket, else the object. (A HEAD is asked like a GET: stricter than S3.)
- DynamoDB, "How DynamoDB uses AWS KMS": kms:Decrypt of the table's key, with
  the table's name in the encryption context;
- Firehose, "Data protection": kms:GenerateDataKey and kms:Decrypt of the
  stream's key for PutRecord and PutRecordBatch.
The key asked is the one configured now, of the bucket, table or stream.
"""

from defusedxml.ElementTree import fromstring
from ministack.core.responses import get_region
from ministack.services import dynamodb, firehose, kms, s3

_S3_ACTIONS = {
    "s3:PutObject": ("kms:GenerateDataKey",),
    "s3:GetObject": ("kms:Decrypt",),
    "s3:GetObjectVersion": ("kms:Decrypt",),
}
_DYNAMODB_ACTIONS = frozenset(
    f"dynamodb:{name}Item" for name in ("Get", "Put", "Update", "Delete", "ConditionCheck")
) | {"dynamodb:Query", "dynamodb:Scan"}
_FIREHOSE_ACTIONS = frozenset({"firehose:PutRecord", "firehose:PutRecordBatch"})


def demands(action, resource):
    """What the call needs besides: [(kms action, key ARN, condition keys)]."""
    if action in _S3_ACTIONS and resource.startswith("arn:aws:s3:::"):
        return _of_bucket(_S3_ACTIONS[action], resource)
    if action in _DYNAMODB_ACTIONS and ":table/" in resource:
        return _of_table(resource.split(":table/")[1].split("/")[0])
    if action in _FIREHOSE_ACTIONS and ":deliverystream/" in resource:
        return _of_stream(resource.split(":deliverystream/")[1])
    return []


def _of_bucket(actions, resource):
    name = resource.removeprefix("arn:aws:s3:::").split("/")[0]
    raw = s3._bucket_encryption.get(name)
    if not raw:
        return []
    found = {element.tag.rsplit("}", 1)[-1]: (element.text or "").strip() for element in fromstring(raw).iter()}
    key = _customer_key(found.get("KMSMasterKeyID"))
    of = f"arn:aws:s3:::{name}" if found.get("BucketKeyEnabled") == "true" else resource
    return _asked(actions, key, "s3", {"kms:EncryptionContext:aws:s3:arn": of})


def _of_table(name):
    table = dynamodb._tables.get(name) or {}
    key = _customer_key((table.get("SSEDescription") or {}).get("KMSMasterKeyArn"))
    return _asked(("kms:Decrypt",), key, "dynamodb", {"kms:EncryptionContext:aws:dynamodb:tableName": name})


def _of_stream(name):
    stream = firehose._streams.get(name) or {}
    key = _customer_key((stream.get("encryption") or {}).get("KeyARN"))
    return _asked(("kms:GenerateDataKey", "kms:Decrypt"), key, "firehose", {})


def _customer_key(name):
    """The ARN of a customer's key; None for an AWS managed one, which every caller of the account may use."""
    record = kms._resolve_key(name) if name and "alias/aws/" not in name else None
    return record["Arn"] if record else None


def _asked(actions, key, service, context):
    if key is None:
        return []
    keys = {"kms:ViaService": f"{service}.{get_region()}.amazonaws.com", **context}
    return [(action, key, keys) for action in actions]
