"""Several processes read, and what they read comes in the order of the pieces, in bounded memory."""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from itertools import islice
from pathlib import Path

from herald.cli.results import Failure, Read, read_piece
from herald.documents.pieces import Piece
from herald.evidence.codec import decode, encode
from herald.evidence.reading import Reading
from herald.vocabulary.tables import load_vocabulary

PIECES_A_TASK = 8
TASKS_AHEAD = 4
"""How many tasks wait for each process: enough that none idles, few enough that memory stays flat."""

_Packed = tuple[Path, str] | Failure
"""A result on its way between processes: read-only mappings cannot be pickled, so a reading goes as JSON."""


def in_order(pieces: Iterator[Piece | Failure], jobs: int) -> Iterator[Read | Failure]:
    """Yields what became of each piece, in order; a piece that failed already is passed on in its place."""
    context = multiprocessing.get_context("spawn")  # a fork beside the thread of a progress bar can hang
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_start)
    try:
        for results in _windowed(pool, pieces, jobs * TASKS_AHEAD):
            yield from map(_unpacked, results)
    finally:
        pool.shutdown(cancel_futures=True)


def _windowed(pool: ProcessPoolExecutor, pieces: Iterator[Piece | Failure], window: int) -> Iterator[list[_Packed]]:
    waiting: deque[Future[list[_Packed]]] = deque()
    while task := list(islice(pieces, PIECES_A_TASK)):
        waiting.append(pool.submit(_work, task))
        if len(waiting) >= window:
            yield waiting.popleft().result()
    while waiting:
        yield waiting.popleft().result()


def _start() -> None:
    """Leaves Ctrl-C to the main process, and loads the vocabulary before the first piece comes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    load_vocabulary()


def _work(pieces: list[Piece | Failure]) -> list[_Packed]:
    return [_packed(result) for piece in pieces for result in read_piece(piece, load_vocabulary())]


def _packed(result: Read | Failure) -> _Packed:
    return result if isinstance(result, Failure) else (result.path, encode(result.reading))


def _unpacked(packed: _Packed) -> Read | Failure:
    return packed if isinstance(packed, Failure) else Read(packed[0], decode(packed[1], Reading))
