"""Computes the test vectors of docs/format.md from the words of that page alone, without the project's code.

python3 test/vectors/make.py prints them; the page holds what it prints, and the tests read the page.
"""
import base64, gzip, hashlib, json

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def sha(data):
    return hashlib.sha256(data).digest()


def leaf(data):
    return sha(b"\0" + data)


def root(hashes):
    """RFC 6962 section 2.1, word for word."""
    if not hashes:
        return sha(b"")
    if len(hashes) == 1:
        return hashes[0]
    k = 1
    while k * 2 < len(hashes):
        k *= 2
    return sha(b"\1" + root(hashes[:k]) + root(hashes[k:]))


def ulid(arrival, digest):
    number = (arrival << 80) | int.from_bytes(digest[:10], "big")
    return "".join(ALPHABET[(number >> (5 * (25 - i))) & 31] for i in range(26))


def compact(value):
    return json.dumps(value, separators=(",", ":"))


records = [
    {"recordId": "49660000000000000000000000000000000000000000000000000000", "arrival": 1763888400123, "data": b"one\ntwo"},
    {"recordId": "r-2 \u00e9", "arrival": 1763888400042, "data": b""},
]
digest = hashlib.sha256(b"wormtrail/batch/v1\n")
for record in records:
    name = record["recordId"].encode()
    digest.update(len(name).to_bytes(4, "big") + name + record["arrival"].to_bytes(8, "big") + sha(record["data"]))
digest = digest.digest()
batch = ulid(min(r["arrival"] for r in records), digest)
lines = [
    '{"metadata":{"uid":"%s-%07d","version":"1.8.0"},"raw_data":"%s"}' % (batch, i, raw)
    for i, raw in enumerate(["one", "two", "\u00e9\u20ac"])
]
hashes = [leaf(line.encode()) for line in lines]
index = compact({"wormtrail": "index/v1", "batch": batch, "leaves": base64.b64encode(b"".join(h[:2] for h in hashes)).decode()})
entry = compact({
    "wormtrail": "entry/v1", "batch": batch, "lane": "0", "seq": 1, "prev": "0" * 64, "root": root(hashes).hex(),
    "events": len(lines), "records": 2, "digest": digest.hex(), "index": sha(index.encode()).hex(),
    "normalizer": "wormtrail/0.1.0 sha256:" + "0" * 64,
})
print(json.dumps({
    "records": [{**r, "data": base64.b64encode(r["data"]).decode()} for r in records],
    "digest": digest.hex(), "batch": batch, "lines": lines, "leafHashes": [h.hex() for h in hashes],
    "root": root(hashes).hex(), "indexLine": index, "entry": entry, "entryLeafHash": leaf(entry.encode()).hex(),
}, indent=2, ensure_ascii=False))
