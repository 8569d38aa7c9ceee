from __future__ import annotations

import pytest

from herald.guideline import GuidelineProblem
from herald.guideline.yaml_nodes import MAX_BYTES, Mapping, Scalar, read_yaml


def test_scalars_stay_the_text_that_they_are() -> None:
    node = read_yaml(b"a: 0\nb: 1+\nc: yes\nd: 2024-01-01\ne: 1_0\n", "x.yaml")
    assert isinstance(node, Mapping)
    texts = {key: value.text for key, value in node.entries.items() if isinstance(value, Scalar)}
    assert texts == {"a": "0", "b": "1+", "c": "yes", "d": "2024-01-01", "e": "1_0"}


def test_only_a_plain_null_is_null() -> None:
    node = read_yaml(b"a: null\nb: ~\nc:\nd: 'null'\ne: ''\n", "x.yaml")
    assert isinstance(node, Mapping)
    nulls = {key: value.is_null for key, value in node.entries.items() if isinstance(value, Scalar)}
    assert nulls == {"a": True, "b": True, "c": True, "d": False, "e": False}


@pytest.mark.parametrize(
    ("data", "line", "message"),
    [
        (b"a: 1\na: 2\n", 2, "the key 'a' is there already"),
        (b"a: &x 1\nb: *x\n", 1, "anchors and aliases are not allowed"),
        (b"a: !!python/object/apply:os.system [x]\n", 1, "tags are not allowed"),
        (b"a: 1\n---\nb: 2\n", 2, "one YAML document"),
        (b"", 1, "the file is empty"),
        (b"a: 1\nb: [1, 2\n", 3, "not YAML"),
        (b"a: 1\n\tb: 2\n", 2, "not YAML"),
        (b"ok: 1\nbad: \xff\n", 2, "not UTF-8"),
        (b"? [a]\n: 1\n", 1, "a key is a plain text"),
        (b"[" * 100 + b"]" * 100, 1, "levels of nesting"),
        (b"\x00", 1, "not YAML"),
    ],
)
def test_more_than_plain_yaml_is_refused_at_its_line(data: bytes, line: int, message: str) -> None:
    with pytest.raises(GuidelineProblem, match=message) as error:
        read_yaml(data, "x.yaml")
    assert (error.value.place.file, error.value.place.line) == ("x.yaml", line)


def test_a_bomb_of_aliases_is_refused_at_its_first_anchor() -> None:
    bomb = b"a: &a [x, x]\n" + b"".join(b"%c: &%c [*%c, *%c]\n" % (c + 1, c + 1, c, c) for c in range(97, 120))
    with pytest.raises(GuidelineProblem, match=r"x\.yaml:1: anchors"):
        read_yaml(bomb, "x.yaml")


def test_a_huge_file_is_refused() -> None:
    with pytest.raises(GuidelineProblem, match="bytes"):
        read_yaml(b"#" * (MAX_BYTES + 1), "x.yaml")
