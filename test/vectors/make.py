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
failure = {"object": "failed/processing-failed/date=2025-11-23/hour=10/wormtrail-\u00e9-1", "version": "3HL4kqtJvjVBH40Nrjfkd", "hash": sha(b"{}").hex()}
control = []
for lane, bodies in {
    "redrive": [
        {"kind": "failed", **failure, "records": 9},
        {"kind": "redriven", **failure, "attempt": 1, "returned": 4, "kept": 2, "givenUp": [[0, 0]], "left": [[5, 6], [8, 8]]},
    ],
    "sealer": [
        {"kind": "genesis", "format": 1, "origin": "example.com/audit", "lanes": ["0"], "retention": 365, "deliveryLimit": 86400},
        {"kind": "heartbeat", "read": "2025-11-23T10:00:00.000Z", "heads": {"0": 7}},
        {"kind": "lane-break", "broken": "0", "at": 8, "expected": sha(b"expected").hex()},
        {"kind": "retention", "days": None, "from": 0},
        {"kind": "refused", "refused": "redrive", "at": 3, "leaf": leaf(b"junk").hex()},
    ],
    "auditor": [
        {"kind": "audit", "report": "log/reports/2025-11-23.json", "hash": sha(b"report").hex(), "integrity": "pass",
         "completeness": "unknown", "size": 812, "through": 811},
    ],
    "operator": [
        {"kind": "quarantine", "object": "events/date=2025-11-23/hour=10/\u00e9.jsonl.gz", "version": "3HL4kqtJvjVBH40Nrjfkd",
         "hash": sha(b"{}").hex(), "by": "arn:aws:iam::111122223333:role/Ops", "reason": "a test \u2013 \"smoke\" \\ see #12"},
    ],
}.items():
    prev = "0" * 64
    for seq, body in enumerate(bodies, 1):
        entry_text = json.dumps(
            {"wormtrail": "control/v1", "lane": lane, "seq": seq, "prev": prev, "time": "2025-11-23T10:40:0%d.000Z" % seq, **body},
            separators=(",", ":"), ensure_ascii=False)
        prev = leaf(entry_text.encode()).hex()
        control.append({"entry": entry_text, "leafHash": prev})
print(json.dumps({
    "records": [{**r, "data": base64.b64encode(r["data"]).decode()} for r in records],
    "digest": digest.hex(), "batch": batch, "lines": lines, "leafHashes": [h.hex() for h in hashes],
    "root": root(hashes).hex(), "indexLine": index, "entry": entry, "entryLeafHash": leaf(entry.encode()).hex(),
    "control": control,
}, indent=2, ensure_ascii=False))
