"""The keys of a run: every spelling by which somebody may ask for a customer.

Reads the dossiers of parties, policies and insured objects; gives keys sorted, with the customer's place in the list.
Every tail of a telephone number or a plate is a key, so that the beginning of a key finds any part of it (ADR 12).
"""

from __future__ import annotations

import hashlib
import heapq
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter

import ibis.expr.types as ir
import pyarrow as pa
import pyarrow.parquet as pq

from kehu.engines import Engine
from kehu.names.folding import fold, is_chinese, words
from kehu.names.sounds import initials, pinyin
from kehu.portfolio.listings import places
from kehu.stores.run_folders import RunFolder

Pair = tuple[str, str]
LONGEST = 120
SEAL, SEALED = "#", 24  # no typed text keeps the sign, so that nobody looks for a seal
LEAST_PHONE, LEAST_PLATE, LEAST_POLICY = 4, 3, 4
MOST_TAILS = 8
LEGAL_ENDINGS = re.compile("(股份有限公司|有限责任公司|集团有限公司|有限公司|集团公司|公司|集团)$")
COLUMNS: Mapping[str, tuple[str, ...]] = {
    "dossier_parties": ("customer_id", "kind", "name", "phone", "identity_number"),
    "dossier_policies": ("customer_id", "policy_id"),
    "dossier_insured_objects": ("customer_id", "plate"),
}


@dataclass(frozen=True)
class KeyBatch:
    """Some keys, each with the place of a customer that has it."""

    keys: tuple[str, ...]
    places: tuple[int, ...]


def search_keys(run: RunFolder, *, engine: Engine) -> Iterator[KeyBatch]:
    """The keys of all customers, in the order of the keys; a customer has each key once.

    The keys are made before the first batch is asked for, and are read only then: an engine reads one stream at a time.
    """
    schema = pa.schema([("customer_id", pa.string()), ("key", pa.string())])
    reader = pa.RecordBatchReader.from_batches(schema, _batches(_keys_of_customers(run), schema))
    keys = engine.read_arrow(reader)
    listed = places(run, engine=engine).select("customer_id", "place")
    placed = keys.inner_join(listed, "customer_id").select("key", "place").order_by("key", "place")
    kept = engine.keep(placed)
    engine.discard(keys)
    return _in_batches(kept)


def _in_batches(kept: ir.Table) -> Iterator[KeyBatch]:
    for batch in kept.to_pyarrow_batches(chunk_size=100_000):
        yield KeyBatch(tuple(batch.column("key").to_pylist()), tuple(batch.column("place").to_pylist()))


def _batches(pairs: Iterable[Pair], schema: pa.Schema, size: int = 200_000) -> Iterator[pa.RecordBatch]:
    """Pairs as Arrow batches."""
    customers: list[str] = []
    keys: list[str] = []
    for customer, key in pairs:
        customers.append(customer)
        keys.append(key)
        if len(keys) == size:
            yield pa.record_batch([customers, keys], schema=schema)
            customers, keys = [], []
    yield pa.record_batch([customers, keys], schema=schema)


def _keys_of_customers(run: RunFolder) -> Iterator[Pair]:
    """Customer and key, each pair once; the dossiers are in the order of customers, and are read side by side."""
    streams = [_rows(run, name, keys_of) for name, keys_of in KEYS_OF.items()]
    for customer, rows in groupby(heapq.merge(*streams, key=itemgetter(0)), key=itemgetter(0)):
        own = {key[:LONGEST] for _, keys in rows for key in keys if key}
        own.add(customer.lower())
        yield from ((customer, key) for key in own)


def _rows(run: RunFolder, name: str, keys_of: Callable[..., set[str]]) -> Iterator[tuple[str, set[str]]]:
    """The customer and the keys of each row of a dossier."""
    with pq.ParquetFile(run.table(name)) as file:
        for batch in file.iter_batches(batch_size=20_000, columns=list(COLUMNS[name])):
            values = [batch.column(column).to_pylist() for column in COLUMNS[name]]
            for customer, *row in zip(*values, strict=True):
                yield customer, keys_of(*row)


def party_keys(kind: str, name: str | None, phone: str | None, number: str | None) -> set[str]:
    """The keys of a party record: its name in every spelling, its telephone in every part, its identity number sealed.

    >>> sorted(party_keys("person", "王芳", None, None))
    ['wangfang', 'wf', '王芳', '芳']
    """
    names, phones = name_keys(name or "", is_person=kind == "person"), tails(_digits(phone or ""), LEAST_PHONE)
    return names | phones | ({number_key(number)} if number else set())


def number_key(number: str) -> str:
    """The key of a whole identity number, which tells nobody the number; no part of it is a key.

    >>> number_key("11010519491231002X") == number_key("110105-19491231-002x")
    True
    """
    return SEAL + hashlib.sha256(fold(number).encode()).hexdigest()[:SEALED]


def name_keys(name: str, *, is_person: bool) -> set[str]:
    """The keys of a name.

    >>> sorted(name_keys("Wang Fang", is_person=True))
    ['fang', 'wang', 'wangfang']
    """
    whole = fold(name)
    if not is_chinese(whole):
        parts = words(name)
        return {"".join(parts[place:]) for place in range(len(parts))} | {part for part in parts if len(part) > 1}
    sounds = {pinyin(whole, is_person=is_person), initials(whole, is_person=is_person)}
    if is_person:
        return {whole, whole[1:], *sounds} - {""}
    short = LEGAL_ENDINGS.sub("", whole)
    return {whole, *(short[place:] for place in range(min(10, len(short) - 1))), *sounds}


def policy_keys(policy_id: str) -> set[str]:
    """The keys of a policy: its number with and without the source before it, and its last digits.

    >>> sorted(policy_keys("core:P-001234"))
    ['001234', '01234', '1234', 'corep001234', 'p001234']
    """
    own = policy_id.rpartition(":")[2]
    last = re.search(r"\d*$", fold(own))
    return {fold(policy_id), fold(own)} | tails(
        last[0][-(LEAST_POLICY + MOST_TAILS - 1) :] if last else "", LEAST_POLICY
    )


def object_keys(plate: str | None) -> set[str]:
    """The keys of an insured object: its plate in every part.

    >>> sorted(object_keys("浙A 123"))
    ['123', 'a123', '浙a123']
    """
    return tails(fold(plate or ""), LEAST_PLATE)


def tails(text: str, least: int) -> set[str]:
    """Every tail of a text that has at least some letters.

    >>> sorted(tails("12345", 4))
    ['12345', '2345']
    """
    return {text[place:] for place in range(len(text) - least + 1)}


def _digits(phone: str) -> str:
    return re.sub(r"\D", "", fold(phone))


KEYS_OF: Mapping[str, Callable[..., set[str]]] = {
    "dossier_parties": party_keys,
    "dossier_policies": policy_keys,
    "dossier_insured_objects": object_keys,
}
