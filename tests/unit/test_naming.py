"""Which model is meant: ids, names, aliases, versions, and what is refused."""

import tomllib
from importlib.resources import files
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.catalog.names import Reading, aliases_of, index_of, version_of
from ima_tui.catalog.naming import MOST_CHOICES, Found, default_leaf, find_model
from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.products import Leaf, Listing
from ima_tui.catalog.refusals import RefusedError
from ima_tui.catalog.task_types import task_type, task_types
from ima_tui.catalog.values import squashed

from .leaves import STEADY, every_leaf, full_list, json_values, leaf

DATA: dict[str, dict[str, Any]] = tomllib.loads(
    (files("ima_tui.catalog") / "data" / "aliases.toml").read_text("utf-8")
)
ALIASES: list[tuple[str, str]] = [
    (model, name) for model, names in DATA["models"].items() for name in names
]


def listed(*names: str, **more: Any) -> Listing:
    """A list of versions, each a model of its own."""
    leaves = [leaf(f"id {n}", model_id=f"m{n}", name=name) for n, name in enumerate(names)]
    return parse_listing([one | more for one in leaves], "text_to_image")


def refused(listing: Listing, model: str | None, version: str | None = None) -> RefusedError:
    with pytest.raises(RefusedError) as caught:
        find_model(listing, model, version)
    return caught.value


def asked(listing: Listing, model: str | None, version: str | None = None) -> Found | RefusedError:
    try:
        return find_model(listing, model, version)
    except RefusedError as problem:
        return problem


def found(task: str, model: str | None, version: str | None = None) -> str:
    return find_model(full_list(task), model, version).leaf.id


def titles(leaves: tuple[Leaf, ...]) -> list[str]:
    return [one.title for one in leaves]


@pytest.mark.parametrize("task", task_types())
@pytest.mark.parametrize("nothing", [None, "", " \t"])
def test_nothing_named_is_the_recommended_model(task: str, nothing: str | None) -> None:
    meant = find_model(full_list(task), nothing)
    assert meant.leaf.model_id == task_type(task).recommended
    assert meant == Found(meant.leaf)
    assert default_leaf(full_list(task)) is meant.leaf


def test_a_list_without_the_recommended_model_opens_with_its_first() -> None:
    assert default_leaf(listed("B", "A")) == listed("B").leaves[0]


def test_the_default_is_the_newest_of_the_recommended_family() -> None:
    family = listed("SeeDream 4.0", "SeeDream 4.10", "SeeDream 4.9", model_id="doubao-seedream-4.5")
    newest = default_leaf(family)
    assert newest is not None
    assert newest.title == "SeeDream 4.10"
    assert find_model(family, "doubao-seedream-4.5").leaf is newest


def test_an_empty_list_has_no_default() -> None:
    empty = Listing("text_to_image", ())
    assert default_leaf(empty) is None
    problem = refused(empty, None)
    assert (problem.code, problem.choices) == ("unknown_model", ())
    assert problem.about == {"model": "doubao-seedream-4.5", "task_type": "text_to_image"}


@pytest.mark.parametrize("change", [str, str.upper, str.lower, str.title, "  {}  ".format])
def test_every_model_is_found_by_its_id_its_family_and_its_name(change: Any) -> None:
    for one in every_leaf():
        listing = full_list(one.task_type)
        assert find_model(listing, change(one.id)) == Found(one), one.id
        assert find_model(listing, change(one.title)) == Found(one), one.title
        assert find_model(listing, change(one.name)) == Found(one), one.name
        family = find_model(listing, change(one.model_id))
        assert one in (family.leaf, *family.passed_over), one.model_id


@pytest.mark.parametrize("task", task_types())
def test_every_alias_finds_one_model_or_asks(task: str) -> None:
    listing = full_list(task)
    here = {one.model_id for one in listing.leaves}
    for name in {name for model, name in ALIASES if model in here}:
        models = {model for model, alias in ALIASES if squashed(alias) == squashed(name)} & here
        answer = asked(listing, name)
        if isinstance(answer, Found):
            assert answer.leaf.model_id in models, name
        else:
            assert answer.code == "ambiguous_model", name
            assert len(answer.choices) >= len(models) > 1, name


@pytest.mark.parametrize("task", task_types())
def test_no_alias_is_another_models_name(task: str) -> None:
    leaves = full_list(task).leaves
    here = {one.model_id for one in leaves}
    for model, alias in ALIASES:
        others = [one for one in leaves if model in here and one.model_id != model]
        names = {squashed(n) for one in others for n in (one.id, one.model_id, one.title)}
        assert squashed(alias) not in names, alias


def test_every_alias_is_of_a_model_that_is_sold() -> None:
    assert set(DATA["models"]) <= {one.model_id for one in every_leaf()}


@pytest.mark.parametrize("word", DATA["words"])
def test_every_word_names_models(word: str) -> None:
    meant = [one for one in every_leaf() if word.casefold() in aliases_of(one)]
    assert meant


@pytest.mark.parametrize(
    ("task", "text", "leaf_id"),
    [
        ("text_to_image", "MJ", "midjourney"),
        ("text_to_image", "ＭＪ", "midjourney"),
        ("text_to_image", "nano-banana-pro", "gemini-3-pro-image-preview"),
        ("text_to_image", "Nano Banana2", "gemini-3.1-flash-image-preview"),
        ("text_to_image", "seedream4.5", "doubao-seedream-4-5-251128"),
        ("text_to_image", "see dream", "doubao-seedream-4-5-251128"),
        ("text_to_image", "豆包", "doubao-seedream-4-5-251128"),
        ("image_to_image", "香蕉pro", "gemini-3-pro-image-preview"),
        ("text_to_video", "Kling O1", "kling-video-o1"),
        ("text_to_video", "可灵 2.6", "kling-v2-6"),
        ("text_to_video", "wan 2.6", "wan2.6-t2v"),
        ("image_to_video", "wan 2.6", "wan2.6-i2v"),
        ("image_to_video", "wan2.6-t2v", "wan2.6-i2v"),
        ("text_to_video", "wan", "wan2.6-t2v"),
        ("image_to_video", "通义万相", "wan2.6-i2v"),
        ("text_to_video", "seedance 2.0", "ima-pro"),
        ("text_to_video", "seedance 2.0-fast", "ima-pro-fast"),
        ("text_to_video", "seedance 2.0 fast", "ima-pro-fast"),
        ("text_to_video", "veo", "veo-3.1-generate-preview"),
        ("text_to_video", "veo 3.1", "veo-3.1-generate-preview"),
        ("text_to_video", "谷歌veo", "veo-3.1-generate-preview"),
        ("text_to_video", "sora 2", "sora-2-pro"),
        ("text_to_video", "海螺02", "MiniMax-Hailuo-02"),
        ("text_to_video", "pixverse 4.5", "Pixverse V4.5"),
        ("reference_image_to_video", "vidu q2", "viduq2"),
        ("image_to_video", "vidu q2", "viduq2-pro"),
        ("text_to_music", "suno", "sonic"),
        ("text_to_music", "苏诺", "sonic"),
        ("text_to_music", "DouBao BGM", "GenBGM"),
        ("text_to_music", "豆包 歌曲", "GenSong"),
        ("text_to_speech", "豆包", "seed-tts-2.0"),
    ],
)
def test_what_people_write(task: str, text: str, leaf_id: str) -> None:
    assert found(task, text) == leaf_id


@pytest.mark.parametrize(
    ("task", "text", "choices"),
    [
        ("text_to_video", "可灵", ("Kling O1", "Kling 2.6")),
        ("text_to_image", "nano banana", ("Nano Banana 2", "Nano Banana Pro")),
        ("text_to_music", "豆包", ("DouBao - BGM", "DouBao - Song")),
        ("reference_image_to_video", "vidu", ("Vidu Q2", "Vidu Q2 Pro")),
    ],
)
def test_a_name_of_several_models_is_asked_about(
    task: str, text: str, choices: tuple[str, ...]
) -> None:
    problem = refused(full_list(task), text)
    assert (problem.code, problem.about) == ("ambiguous_model", {"model": text})
    assert problem.choices == choices


def test_what_an_ambiguous_name_offers_finds_one_each() -> None:
    twins = parse_listing(
        [
            leaf("a", model_id="one", name="Twin Red"),
            leaf("b", model_id="two", name="Twin Red"),
            leaf("c", model_id="three", name="Twin Blue"),
        ],
        "text_to_image",
    )
    choices = refused(twins, "twin").choices
    assert choices == ("a", "b", "Twin Blue")
    assert [find_model(twins, str(choice)).leaf.id for choice in choices] == ["a", "b", "c"]


def test_the_newest_of_a_family_is_taken_and_says_what_it_passed_over() -> None:
    meant = find_model(full_list("text_to_video"), "pixverse")
    assert meant.leaf.title == "Pixverse V5.5"
    older = ["Pixverse V5", "Pixverse V4.5", "Pixverse V4", "Pixverse V3.5"]
    assert titles(meant.passed_over) == older
    meant = find_model(full_list("text_to_video"), "hailuo")
    assert (meant.leaf.title, titles(meant.passed_over)) == ("Hailuo 2.3", ["Hailuo 2.0"])


def test_versions_compare_as_numbers() -> None:
    meant = find_model(listed("Art V9", "Art V10", "Art 9.12", "Other"), "art")
    assert meant.leaf.title == "Art V10"
    assert titles(meant.passed_over) == ["Art V9", "Art 9.12"]
    meant = find_model(listed("Art V4", "Art 2026 V3", model_id="art"), "art")
    assert meant.leaf.title == "Art V4"


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("Pixverse V5.5", Reading.EXACT),
        ("pixverse v5.5", Reading.LEAF),
        ("pixverse", Reading.MODEL),
        ("kling 2.6", Reading.NAME),
        ("seedance 2.0-fast", Reading.ALIAS),
        ("pixverse-v-5.5", Reading.LOOSE),
        ("hailuo", Reading.STEM),
    ],
)
def test_how_sure_a_model_is(text: str, reading: Reading) -> None:
    assert find_model(full_list("text_to_video"), text).reading is reading


@pytest.mark.parametrize(
    ("name", "version"),
    [("Pixverse V5.5", (5, 5)), ("Hailuo 2.0", (2,)), ("Vidu Q2 Pro", (2,)), ("Midjourney", ())],
)
def test_the_version_in_a_name(name: str, version: tuple[int, ...]) -> None:
    assert version_of(listed(name).leaves[0]) == version


@pytest.mark.parametrize("version", ["v5", "V5", "5", "5.0", "Pixverse V5", "pixverse-v5"])
def test_a_version_pins(version: str) -> None:
    meant = find_model(full_list("text_to_video"), "pixverse", version)
    assert (meant.leaf.id, meant.passed_over) == ("Pixverse V5", ())


def test_a_version_decides_between_families() -> None:
    assert found("text_to_video", "kling", "2.6") == "kling-v2-6"
    problem = refused(full_list("text_to_video"), "豆包", "2.0")
    assert problem.choices == ("Seedance 2.0 Fast", "Seedance 2.0")


def test_a_version_alone_is_a_leaf_never_a_number() -> None:
    assert found("text_to_video", None, "IMA-PRO") == "ima-pro"
    assert found("text_to_video", " ", "pixverse v5") == "Pixverse V5"
    problem = refused(full_list("reference_image_to_video"), None, "2.6")
    assert problem.code == "unknown_model"


def test_a_version_that_is_not_sold_says_which_are() -> None:
    problem = refused(full_list("reference_image_to_video"), "pixverse", "v4")
    assert problem.code == "unknown_version"
    assert problem.about == {"model": "pixverse", "version": "v4"}
    assert problem.choices == ("Pixverse V5.5", "Pixverse V5", "Pixverse V4.5")


def test_an_unknown_model_is_told_with_its_neighbours_else_with_all() -> None:
    near = refused(full_list("text_to_image"), "sedream 4.5").choices
    models = dict.fromkeys(one.model_id for one in full_list("text_to_image").leaves)
    assert near[0] == "doubao-seedream-4.5"
    assert set(near) == set(models)
    problem = refused(full_list("text_to_speech"), "wan")
    assert problem.code == "unknown_model"
    assert problem.about == {"model": "wan", "task_type": "text_to_speech"}
    assert problem.choices == ("seed-tts-1.1", "seed-tts-2.0")
    many = listed(*(f"Name {n}" for n in range(50)))
    assert len(refused(many, "quite something else").choices) == MOST_CHOICES


def test_a_quality_is_no_name() -> None:
    assert refused(listed("Sora 2 Pro", "Veo"), "pro").code == "unknown_model"
    assert refused(listed("Wan 2.6", "Veo"), "2.6").code == "unknown_model"


@pytest.mark.parametrize(
    "text", ["x" * 100_000, "\x1b[31m\x00", "\ud800", "9" * 9000, "½²٣", "..."]
)
def test_odd_texts_are_refused_in_clean_words(text: str) -> None:
    problem = refused(full_list("text_to_video"), text)
    told = str(problem.about["model"])
    assert len(told) <= 80
    assert told.isprintable()


NAMES = st.text(max_size=30) | st.sampled_from([name for _, name in ALIASES])


@STEADY
@given(st.sampled_from(list(task_types())), st.none() | NAMES, st.none() | NAMES)
def test_any_text_finds_a_leaf_of_the_list_or_is_refused(
    task: str, model: str | None, version: str | None
) -> None:
    listing = full_list(task)
    answer = asked(listing, model, version)
    if isinstance(answer, Found):
        assert all(one in listing.leaves for one in (answer.leaf, *answer.passed_over))
        assert answer.leaf not in answer.passed_over
    else:
        assert answer.code in {"unknown_model", "unknown_version", "ambiguous_model"}
        assert all(isinstance(asked(listing, str(choice)), Found) for choice in answer.choices)


@STEADY
@given(json_values(), json_values(), json_values(), NAMES)
def test_any_list_can_be_asked(one: object, two: object, three: object, text: str) -> None:
    pairs = product([one, two, three], repeat=2)
    leaves = [leaf(a, model_id=b, name=a, group_name=b) for a, b in pairs]
    listing = parse_listing(leaves, "text_to_image")
    assert isinstance(asked(listing, text), Found | RefusedError)
    for each in listing.leaves:
        assert isinstance(asked(listing, each.name), Found | RefusedError)
        answer = asked(listing, each.id)
        assert each.id.strip() != each.id or (isinstance(answer, Found) and answer.leaf == each)


def test_the_names_of_five_thousand_models_are_worked_out_once() -> None:
    many = listed(*(f"Name {n} Edition{n}" for n in range(5000)))
    find_model(many, "name 7 edition7")
    index = index_of(many)
    for number in range(100):
        assert find_model(many, f"Name {number} Edition{number}").leaf.id == f"id {number}"
    assert index_of(many) is index
