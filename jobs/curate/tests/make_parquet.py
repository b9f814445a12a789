"""Makes Parquet files as people's tools write them, and some that no data set takes. Arguments: FOLDER COUNT SEED.

Beside each file lies a JSON file with its rows, each value as curate_folder.py tells it.
"""

from __future__ import annotations

import json
import random
import struct
import sys
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

EPOCH = datetime(1970, 1, 1, tzinfo=timezone.utc)
FIRST, LAST = -62_135_596_800, 253_402_300_799
UTC = {unit: pa.timestamp(unit, tz="UTC") for unit in ("s", "ms", "us", "ns")}
WHOLE = [pa.int8(), pa.int16(), pa.int32(), pa.int64(), pa.uint8(), pa.uint16(), pa.uint32()]
GOOD = {
    "txt": [pa.string(), pa.large_string(), pa.dictionary(pa.int32(), pa.string())],
    "whole": [*WHOLE, pa.float64(), pa.float32()],
    "num": [pa.float64(), pa.float32(), *WHOLE],
    "flag": [pa.bool_()],
    "at": [pa.date32(), UTC["s"], UTC["ms"], UTC["us"]],
}
BAD = [pa.binary(), pa.uint64(), pa.decimal128(9, 2), pa.timestamp("us"), UTC["ns"], pa.list_(pa.int64()), pa.null(), pa.time64("us")]
TEXTS = ["", "a", "é😀", "a,b\n\"", "\u2028", "\0", "NA", " x ", "0007", "\r"]


def value(rng: random.Random, form: pa.DataType, name: str) -> object:
    if rng.random() < 0.15:
        return None
    if pa.types.is_string(form) or pa.types.is_large_string(form) or pa.types.is_dictionary(form):
        return rng.choice(TEXTS)
    if pa.types.is_boolean(form):
        return rng.random() < 0.5
    if pa.types.is_integer(form):
        bits = form.bit_width - (0 if pa.types.is_unsigned_integer(form) else 1)
        number = rng.getrandbits(rng.randint(1, bits))
        return number if pa.types.is_unsigned_integer(form) or rng.random() < 0.5 else -number
    if pa.types.is_floating(form):
        return _real(rng, form, name)
    if form == pa.date32():
        return (EPOCH + timedelta(days=rng.randint(FIRST // 86_400, LAST // 86_400))).date()
    if pa.types.is_timestamp(form):
        odd = rng.random() < 0.005
        seconds = rng.randint(FIRST * 3, FIRST - 1) if odd and form.unit != "ns" else rng.randint(FIRST, LAST)
        if form.unit == "ns":
            seconds = rng.randint(-(10**9), 10**9)
        return seconds * {"s": 1, "ms": 1000, "us": 10**6, "ns": 10**9}[form.unit] + (rng.randint(0, 999) if form.unit != "s" else 0)
    if pa.types.is_decimal(form):
        return 1
    return {pa.binary(): b"\xff", pa.time64("us"): 5}.get(form, [1] if pa.types.is_list(form) else None)


def _real(rng: random.Random, form: pa.DataType, name: str) -> float:
    if rng.random() < 0.01:
        return rng.choice([float("nan"), float("inf"), 0.5, 1e300 if form == pa.float64() else 1e30])
    if name == "whole":
        return float(rng.randint(-(2**24), 2**24) if form == pa.float32() else rng.randint(-(2**53) + 1, 2**53 - 1))
    number = rng.choice([rng.uniform(-1e6, 1e6), 0.1, -0.0, 1e-30, 3.0])
    return struct.unpack("f", struct.pack("f", number))[0] if form == pa.float32() else number


def plain(item: object, form: pa.DataType, name: str) -> str | None:
    if item is None or isinstance(item, (bytes, list)):
        return None
    if name == "flag":
        return "true" if item else "false"
    if name == "whole":
        return str(int(item)) if item == item and abs(item) != float("inf") else None
    if name == "num":
        return repr(float(item))
    if name == "at":
        if form == pa.date32():
            return str((item - EPOCH.date()).days * 86_400_000_000)
        return str(item * {"s": 10**6, "ms": 1000, "us": 1, "ns": 0}.get(getattr(form, "unit", "us"), 1)) if isinstance(item, int) else None
    return str(item)


def make(rng: random.Random, path: Path) -> None:
    count = rng.choice([0, 1, 2, 7, 30, 300])
    names = list(GOOD)
    forms = {name: rng.choice(GOOD[name]) for name in names}
    if rng.random() < 0.15:
        forms[rng.choice(names)] = rng.choice(BAD)
    if rng.random() < 0.05:
        names.remove(rng.choice(names))
    columns = {name: [value(rng, forms[name], name) for _ in range(count)] for name in names}
    if rng.random() < 0.03:
        columns["more"], forms["more"] = [1] * count, pa.int64()
    order = rng.sample(list(columns), len(columns))
    arrays = {name: pa.array(columns[name], type=forms[name]) for name in order}
    pq.write_table(
        pa.table(arrays),
        path,
        compression=rng.choice(["none", "snappy", "snappy", "gzip", "zstd", "brotli", "lz4"]),
        row_group_size=rng.choice([1, 5, 100, 1_000_000]),
        use_dictionary=rng.random() < 0.5,
        data_page_version=rng.choice(["1.0", "2.0"]),
        version=rng.choice(["1.0", "2.4", "2.6"]) if UTC["ns"] not in forms.values() else "2.6",
        data_page_size=rng.choice([64, 1_048_576]),
        write_page_index=rng.random() < 0.3,
        write_statistics=rng.random() < 0.5,
        use_deprecated_int96_timestamps=rng.random() < 0.05,
        coerce_timestamps=None,
    )
    if rng.random() < 0.03:
        path.write_bytes(path.read_bytes()[: rng.randint(0, path.stat().st_size)])
    rows = [[plain(columns[name][row], forms[name], name) if name in columns else None for name in GOOD] for row in range(count)]
    path.with_suffix(".json").write_text(json.dumps(rows))


def main(folder: str, count: str, seed: str) -> None:
    for number in range(int(count)):
        make(random.Random(f"{seed}-{number}"), Path(folder) / f"{number}.parquet")


if __name__ == "__main__":
    main(*sys.argv[1:4])
