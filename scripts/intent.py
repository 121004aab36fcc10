"""Prints how well example sentences are read: `make intent`."""

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent

if TYPE_CHECKING:
    from tests.intent.examples import Example

TITLES = {
    "sentences": "tuned with",
    "traps": "traps, searched for",
    "afterwards": "written afterwards, mended since",
    "held_out": "written last, never tuned with",
}


def main() -> int:
    """Print a table for each file of sentences, and each sentence that is read wrongly."""
    sys.path.insert(0, str(ROOT))
    from tests.intent.examples import FILES, examples, shelves, suggested

    lists = shelves()
    print(f"{'':34}{'read':>10}{'wishes':>8}{'found':>7}{'wrong':>7}{'precision':>11}{'recall':>8}")
    wrong: list[str] = []
    for name in FILES:
        found = [(one, suggested(one, lists)) for one in examples(name)]
        print(TITLES[name])
        for title, of in _PARTS.items():
            _row(title, [pair for pair in found if of(pair[0])])
        wrong += [_said(one, what) for one, what in found if what != one.expected]
    print("\nread: sentences for which all is suggested that should be, and nothing else")
    print("\n".join(["", *wrong]))
    return 0


def _is(language: str) -> "Callable[[Example], bool]":
    return lambda example: example.language == language


_PARTS: "dict[str, Callable[[Example], bool]]" = {
    "all": lambda _: True,
    "English": _is("en"),
    "Chinese": _is("zh"),
    "with nothing to suggest": lambda example: not example.expected,
}


def _row(title: str, pairs: "list[tuple[Example, frozenset[str]]]") -> None:
    right = sum(what == one.expected for one, what in pairs)
    hits = sum(len(what & one.expected) for one, what in pairs)
    told = sum(len(what) for _, what in pairs)
    wished = sum(len(one.expected) for one, _ in pairs)
    precision = f"{hits / told:.1%}" if told else "-"
    recall = f"{hits / wished:.1%}" if wished else "-"
    sentences = f"{right}/{len(pairs)}"
    print(
        f"  {title:32}{sentences:>10}{wished:>8}{hits:>7}{told - hits:>7}{precision:>11}{recall:>8}"
    )


def _said(example: "Example", what: frozenset[str]) -> str:
    more = " ".join(sorted(what - example.expected))
    less = " ".join(sorted(example.expected - what))
    text = example.text.replace("\n", " ")
    return (
        f"  {text}"
        + (f"\n      too much: {more}" if more else "")
        + (f"\n      missing:  {less}" if less else "")
    )


if __name__ == "__main__":
    sys.exit(main())
