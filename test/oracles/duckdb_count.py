"""Counts what DuckDB reads under an archive's events/: lines that are events, and different uids among them."""

import sys

import duckdb

events, uids = duckdb.execute(
    """
    SELECT count(*), count(DISTINCT json->>'$.metadata.uid')
    FROM read_ndjson_objects(?, maximum_object_size = 134217728)
    WHERE json_keys(json)[1] = 'metadata'
    """,
    [sys.argv[1] + "/**/*.jsonl.gz"],
).fetchone()
print(events, uids)
