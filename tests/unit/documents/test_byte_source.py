"""Packed files: unpacked in bounded memory, and refused where they are damaged or bombs."""

from __future__ import annotations

import gzip
import random
import tracemalloc
from pathlib import Path

import pytest

from herald.documents.byte_source import ByteSource
from herald.documents.errors import BrokenDocument, DocumentNotFound, HostileDocument

TEXT = bytes(random.Random(1).choices(b"abcdefgh \n", k=3_000_000))


def read(path: Path) -> bytes:
    with ByteSource(path) as source:
        return source.read_all(1 << 30)


@pytest.mark.parametrize(
    "content",
    [TEXT, gzip.compress(TEXT), gzip.compress(TEXT[:70]) + gzip.compress(TEXT[70:]), gzip.compress(TEXT) + b"\0" * 512],
    ids=["plain", "packed", "two members", "padded"],
)
def test_a_file_gives_its_bytes_packed_or_not(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(content)
    assert read(path) == TEXT


def test_reading_stops_one_byte_past_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(gzip.compress(TEXT))
    with ByteSource(path) as source:
        assert source.read_all(1000) == TEXT[:1001]


@pytest.mark.parametrize("cut", [20, 1000, -4])
def test_a_packed_file_that_breaks_off_is_an_error_not_a_short_text(tmp_path: Path, cut: int) -> None:
    path = tmp_path / "x.gz"
    path.write_bytes(gzip.compress(TEXT)[:cut])
    with pytest.raises(BrokenDocument, match="breaks off"):
        read(path)


def test_a_changed_byte_is_an_error(tmp_path: Path) -> None:
    path, packed = tmp_path / "x.gz", bytearray(gzip.compress(TEXT))
    packed[len(packed) // 2] ^= 0xFF
    path.write_bytes(packed)
    with pytest.raises(BrokenDocument, match="damaged"):
        read(path)


def test_a_bomb_is_refused_before_it_has_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.gz"
    path.write_bytes(gzip.compress(b"\0" * (256 << 20), compresslevel=9))
    tracemalloc.start()
    with pytest.raises(HostileDocument, match="200 times"):
        read(path)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 128 << 20


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DocumentNotFound, match="nowhere"):
        ByteSource(tmp_path / "nowhere")
