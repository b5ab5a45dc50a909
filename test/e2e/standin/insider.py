"""Somebody with raw access to the store, past every policy, lock and key: orders `remove` and `rewrite`.

No AWS behaviour: S3 gives nobody such access, and refuses both by its API while
an object is locked. It is what the auditor and the verifier are there to notice.
"""

import base64
import hashlib

import orders
from ministack.core.responses import now_iso
from ministack.services import s3


def _remove(bucket, key, version):
    found, _ = s3._delete_object_version(s3._buckets[bucket], bucket, key, version)
    if not found:
        raise KeyError(version)


def _rewrite(bucket, key, version, body):
    """Puts other bytes (base64) in the place of a version's."""
    data = base64.b64decode(body)
    now = {"size": len(data), "etag": f'"{hashlib.md5(data).hexdigest()}"', "last_modified": now_iso(), "checksums": {}}
    [entry] = [one for one in s3._object_versions[(bucket, key)] if one["version_id"] == version]
    entry.update(now, data=data)
    current = s3._buckets[bucket]["objects"].get(key)
    if current is not None and current.get("version_id") == version:
        current.update(now, body=data)


def install():
    orders.on("remove", _remove)
    orders.on("rewrite", _rewrite)
