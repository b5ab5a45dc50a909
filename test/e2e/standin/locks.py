"""S3 Object Lock: the rules MiniStack lets pass.

Modelled on the S3 user guide, "Locking objects with Object Lock" and
"Object Lock considerations", and the API reference of PutObject:
- lock mode and retain-until date go together, and the date lies in the future
  (400 InvalidRequest / InvalidArgument);
- an object of a multipart upload gets the bucket's default retention as any other;
- versioning of a bucket with Object Lock cannot be suspended (409 InvalidBucketState).
"""

import datetime

from ministack.services import s3

_MODE = "x-amz-object-lock-mode"
_UNTIL = "x-amz-object-lock-retain-until-date"


def _past(text):
    try:
        until = datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))
    except ValueError:
        return True
    return until <= datetime.datetime.now(datetime.timezone.utc)


def install():
    header_error = s3._object_lock_header_error
    put_versioning = s3._put_bucket_versioning
    complete = s3._complete_multipart_upload

    def strict_header_error(bucket, headers):
        mode, until = headers.get(_MODE), headers.get(_UNTIL)
        if bool(mode) != bool(until):
            return s3._error("InvalidArgument", f"{_UNTIL} and {_MODE} must both be supplied", 400)
        if until and _past(until):
            return s3._error("InvalidArgument", "The retain until date must be in the future!", 400)
        return header_error(bucket, headers)

    def put_versioning_unless_locked(name, body):
        if s3._bucket_object_lock.get(name) and b"Suspended" in body:
            return s3._error("InvalidBucketState", "Object Lock is enabled: versioning cannot be suspended", 409)
        return put_versioning(name, body)

    def complete_with_retention(bucket_name, key, *args, **kwargs):
        answer = complete(bucket_name, key, *args, **kwargs)
        bucket = s3._buckets.get(bucket_name)
        stored = (bucket or {}).get("objects", {}).get(key)
        if answer[0] < 300 and stored:
            version = stored.get("version_id")
            if (bucket_name, key, version) not in s3._object_retention:
                s3._apply_object_lock_from_headers(bucket_name, key, {}, version)
        return answer

    s3._object_lock_header_error = strict_header_error
    s3._put_bucket_versioning = put_versioning_unless_locked
    s3._complete_multipart_upload = complete_with_retention
