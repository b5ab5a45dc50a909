"""S3 encryption with KMS and no key named, which MiniStack refuses.

API reference of PutObject: aws:kms without a key id means the account's AWS
managed key `aws/s3`. The CDK bootstrap stack's bucket and its uploads rely on it.
"""

from ministack.core.responses import get_account_id, get_region
from ministack.services import s3

_ALGORITHM = "x-amz-server-side-encryption"
_KEY = "x-amz-server-side-encryption-aws-kms-key-id"


def install():
    resolve = s3._resolve_sse_write_headers

    def resolve_with_managed_key(headers, bucket_name):
        if headers.get(_ALGORITHM) == "aws:kms" and not headers.get(_KEY):
            headers = {**headers, _KEY: f"arn:aws:kms:{get_region()}:{get_account_id()}:alias/aws/s3"}
        return resolve(headers, bucket_name)

    s3._resolve_sse_write_headers = resolve_with_managed_key
