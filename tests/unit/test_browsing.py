"""What of the lists is looked at; what is found and why; what costs less and what is better."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.catalog.browsing import Facts, Sort, View, browse, key_of
from ima_tui.catalog.forms import form_of
from ima_tui.catalog.prices import price_range
from ima_tui.catalog.products import Listing
from ima_tui.catalog.search import (
    Source,
    found_by,
    haystack,
    hits,
    matches,
    names_of,
    texts_of,
    words_of,
)
from ima_tui.catalog.task_types import task_types
from ima_tui.catalog.tiers import better, cheaper
from ima_tui.widgets.compare_table import compare_table, wrapped
from ima_tui.wording.comparing import MOST_VALUES, compared, settings_words

from .leaves import STEADY, every_leaf, form, full_list, leaf, option, read, rule, tags

LISTS = {kind: full_list(kind) for kind in task_types()}


def shown(**view: object) -> dict[str, list[str]]:
    found = browse(LISTS, View(**view), Facts())  # type: ignore[arg-type]
    return {kind: [leaf.title for leaf in leaves] for kind, leaves in found.items()}


def test_filters_keep_what_they_name() -> None:
    assert set(shown(media="music")) == {"text_to_music"}
    assert len(shown(media="video")) == 4
    suno = LISTS["text_to_music"].leaves[0]
    assert shown(favourites=frozenset({key_of(suno)})) == {"text_to_music": [suno.title]}
    assert shown(favourites=frozenset()) == {}
    assert shown(words=words_of("MJ"), media="video") == {}


@pytest.mark.parametrize("sort", list(Sort))
def test_an_order_loses_nothing(sort: Sort) -> None:
    for kind, titles in shown(sort=sort).items():
        assert sorted(titles) == sorted(leaf.title for leaf in LISTS[kind].leaves)


def test_what_has_no_price_comes_last_by_price() -> None:
    listing = Listing("text_to_image", (read(leaf("a", credit_rules=[])), read(leaf("b"))))
    found = browse({"text_to_image": listing}, View(sort=Sort.PRICE), Facts())
    assert [one.id for one in found["text_to_image"]] == ["b", "a"]


def test_many_models_are_searched_by_name_until_more_is_known() -> None:
    able = [tags("resolution", ["1080p"], "1080p")]
    leaves = tuple(read(leaf(f"v{n}", form_config=able), "text_to_video") for n in range(200))
    lists = {"text_to_video": Listing("text_to_video", leaves)}
    facts, view = Facts(), View(words=words_of("1080p"))
    facts.keep(lists.values())
    assert browse(lists, view, facts) == {}
    assert facts.guessed
    for fact in facts.unknown():
        fact.know()
    assert len(browse(lists, view, facts)["text_to_video"]) == 200


@pytest.mark.parametrize(
    ("text", "search", "marked"),
    [
        ("Nano Banana Pro", "nanobanana", ["Nano Banana"]),
        ("Wan 2.6", "wan26", ["Wan 2.6"]),
        ("Wan 2.6", "2.6", ["2.6"]),
        ("SeeDance 2.0 Fast", "fast 2.0", ["2.0", "Fast"]),
        ("Kling O1", "ling", ["ling"]),
        ("豆包 狐狸", "狐狸", ["狐狸"]),
        ("Midjourney", "MJ", []),
        ("aaa", "aa", ["aaa"]),
    ],
)
def test_hits_are_where_the_words_stand(text: str, search: str, marked: list[str]) -> None:
    assert [text[start:stop] for start, stop in hits(text, words_of(search))] == marked


@STEADY
@given(text=st.text(max_size=30), search=st.text(max_size=12))
def test_hits_never_leave_the_text(text: str, search: str) -> None:
    end = 0
    for start, stop in hits(text, words_of(search)):
        assert end <= start < stop <= len(text)
        end = stop


@STEADY
@given(search=st.text(alphabet="abkling2.6 豆包声1080p", max_size=12))
def test_who_is_found_by_name_is_found_by_all(search: str) -> None:
    words = words_of(search)
    for one in every_leaf()[:20]:
        if matches(names_of(one), words):
            assert matches(haystack(one), words)


def test_why_a_model_was_found_is_told_once() -> None:
    wan = next(one for one in LISTS["text_to_video"].leaves if one.title == "Wan 2.6")
    found = found_by(texts_of(wan), words_of("wan 1080p 1080 t2v"))
    assert found == [(Source.CAPABILITY, "1080p"), (Source.NAME, "wan2.6-t2v")]


def test_alternatives_are_what_they_are_called() -> None:
    for listing in LISTS.values():
        for one in listing.leaves:
            low, _ = price_range(form_of(one)) or (0, 0)
            for other in cheaper(listing, one):
                assert (price_range(form_of(other)) or (low, 0))[0] < low
            assert one not in better(listing, one)
            assert len(better(listing, one)) <= 2
    videos = LISTS["text_to_video"]
    old = next(one for one in videos.leaves if one.title == "Pixverse V5")
    assert better(videos, old)[0].title == "Pixverse V5.5"
    assert cheaper(videos, read(leaf("free", credit_rules=[]), "text_to_video")) == ()


def test_two_hundred_options_are_counted_not_listed() -> None:
    many = form(tags("size", list(range(200)), 0))
    row = next(row for row in compared([many, many], [(), ()]) if row.label == "Size")
    assert row.cells[0].count(",") == MOST_VALUES
    assert "188 more" in row.cells[0]
    assert not row.differs


def test_what_one_model_alone_has_is_a_row_for_all() -> None:
    plain = form(tags("length", [5], 5))
    able = form(tags("length", [5], 5), tags("sound", [option("on"), option("off")], "off"))
    rows = {row.label: row.cells for row in compared([plain, able], [(4.0, 6.0), ()])}
    assert rows["Sound"] == ("–", "on, off")
    assert rows["Yours"] == ("5 s", "–")
    assert settings_words(able, able.start()) == "Length 5 · Sound off"


def test_columns_line_up_with_wide_characters() -> None:
    from rich.cells import cell_len

    named = form(tags("x", ["竖屏 短视频 很长很长很长很长很长很长", "b"], "b"), rules=[rule(5)])
    for width in (58, 78, 118):
        head, body = compare_table(["甲模型", "B"], compared([named, named], [(), ()]), 1, width)
        lines = [*head.plain.splitlines(), *body.plain.splitlines()]
        assert max(map(cell_len, lines)) <= width
        assert len({cell_len(line) for line in body.plain.splitlines()}) == 1


@STEADY
@given(text=st.text(max_size=60), width=st.integers(2, 20))
def test_wrapping_keeps_every_letter(text: str, width: int) -> None:
    from rich.cells import cell_len

    lines = wrapped(text, width)
    printable = "".join(char for char in text if char.isprintable() and not char.isspace())
    assert "".join("".join(lines).split()) == "".join(printable.split())
    assert all(cell_len(line) <= width for line in lines)
