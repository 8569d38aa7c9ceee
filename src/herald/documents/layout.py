"""A canonical text in the making, for formats whose original is no text: each piece a block with its origin."""

from __future__ import annotations

from herald.core.documents import Block, BlockRole


class Layout:
    """Pieces of text joined by line ends, and the blocks that they make."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._blocks: list[Block] = []
        self._length = 0

    def add(
        self,
        words: str,
        role: BlockRole,
        origin: str | None = None,
        *,
        why: str | None = None,
        is_next_line: bool = False,
    ) -> None:
        """Appends a block behind an empty line, or on the next line of the same group; blank words add nothing."""
        words = words.strip()
        if not words:
            return
        if self._pieces:
            self._append("\n" if is_next_line else "\n\n")
        start = self._length
        self._append(words)
        self._blocks.append(Block(start, self._length, role, origin, why))

    @property
    def text(self) -> str:
        return "".join(self._pieces)

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(self._blocks)

    def _append(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)
