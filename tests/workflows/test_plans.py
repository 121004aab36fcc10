"""Plan files: what is read, what is refused and how that is told, prices and hashes."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ima_tui.catalog.naming import default_leaf
from ima_tui.catalog.products import Leaf, Listing
from ima_tui.locale import LANGUAGES, use_language
from ima_tui.wording.workflows import fault_words, note_words, question_words
from ima_tui.workflows.checks import faults_of
from ima_tui.workflows.choosing import with_models
from ima_tui.workflows.confirming import confirm
from ima_tui.workflows.faults import PlanError
from ima_tui.workflows.hashing import step_hashes
from ima_tui.workflows.plan import Plan, load_plan, plan_of, read_plan, write_plan
from ima_tui.workflows.planner import propose
from ima_tui.workflows.pricing import priced
from ima_tui.workflows.proposals import Wanted
from ima_tui.workflows.templating import BUILT_IN, Templates, built_in, filled_template
from tests.intent.examples import shelves

from .flows import EDIT, FIRST, IMAGE, MUSIC, VIDEO, chain, from_template, plan

LISTS = shelves()
A = IMAGE | {"id": "a"}
FILM = VIDEO | {"id": "film", "inputs": [{"step": "a"}]}
TWO = {"task_type": "first_last_frame_to_video", "model": "wan", "prompt": "x", "id": "two"}


def default(kind: str) -> Leaf | None:
    return default_leaf(LISTS[kind])


def codes(of: Plan) -> set[tuple[str, str]]:
    return {(fault.code, fault.step) for fault in faults_of(of)}


@pytest.mark.parametrize(
    ("code", "step", "steps"),
    [
        ("no_steps", "", []),
        ("too_many_steps", "", [A | {"id": f"s{i}"} for i in range(201)]),
        ("bad_id", "../a", [A | {"id": "../a"}]),
        ("bad_id", "Ü b", [A | {"id": "Ü b"}]),
        ("bad_id", "", [A | {"id": ""}]),
        ("twice", "a", [A, A]),
        ("unknown_task_type", "a", [A | {"task_type": "text_to_smell"}]),
        ("missing_model", "a", [A | {"model": " "}]),
        ("no_prompt", "a", [A | {"prompt": ""}]),
        ("bad_reference", "a", [A | {"prompt": "${b"}]),
        ("bad_take", "film", [A, FILM | {"prompt": "${a.size}"}]),
        ("itself", "a", [A | {"needs": ["a"]}]),
        ("itself", "a", [A | {"prompt": "${a.prompt}"}]),
        ("unknown_step", "film", [FILM]),
        ("unknown_step", "a", [A | {"needs": ["b"]}]),
        ("unknown_step", "a", [A | {"params": {"x": ["${b.url}"]}}]),
        ("no_cover", "film", [A, FILM | {"inputs": [{"step": "a", "take": "cover"}]}]),
        ("no_duration", "film", [A, FILM | {"prompt": "${a.duration}"}]),
        ("no_inputs", "a", [A | {"inputs": ["https://x.example/p.png"]}]),
        ("bad_input", "film", [A, FILM | {"inputs": [{}]}]),
        ("bad_result", "film", [A, FILM | {"inputs": [{"step": "a", "result": 0}]}]),
        ("bad_role", "film", [A, FILM | {"inputs": [{"step": "a", "role": "last_frame"}]}]),
        (
            "wrong_media",
            "film",
            [MUSIC | {"id": "song"}, FILM | {"inputs": [{"step": "song"}]}],
        ),
        ("no_roles", "two", [A, TWO | {"inputs": [{"step": "a"}, {"step": "a", "result": 2}]}]),
        (
            "same_role",
            "two",
            [A, TWO | {"inputs": [{"step": "a", **FIRST}, {"step": "a", "result": 2, **FIRST}]}],
        ),
    ],
)
def test_a_bad_plan_is_refused_with_the_step_that_is_wrong(
    code: str, step: str, steps: list[Mapping[str, Any]]
) -> None:
    bad = plan(*steps)
    assert (code, step) in codes(bad)
    for name in LANGUAGES:
        use_language(name)
        told = [fault_words(fault) for fault in faults_of(bad)]
        assert all(told)
        assert step in " ".join(told)
    assert priced(bad, LISTS).faults, "it can't be confirmed"
    with pytest.raises(PlanError):
        confirm(priced(bad, LISTS), "0" * 16 + "-" + "0" * 16)


def test_a_circle_is_told_with_its_steps() -> None:
    first = EDIT | {"id": "a", "inputs": [{"step": "c"}]}
    second = EDIT | {"id": "b", "inputs": [{"step": "a"}]}
    third = EDIT | {"id": "c", "prompt": "${b.prompt}", "inputs": ["https://x.example/p.png"]}
    (fault,) = faults_of(plan(first, second, third))
    assert fault.code == "cycle"
    assert set(str(fault.about["steps"]).split(" → ")) == {"a", "b", "c"}


DEEP = b"[[steps]]\nid = 'a'\ntask_type = 'x'\nparams = {a = %b1%b}"


@pytest.mark.parametrize(
    ("code", "content"),
    [
        ("not_text", b"\xff\xfe"),
        ("not_toml", b"[[steps"),
        ("newer_schema", b"schema = 2\nwonders = 1"),
        ("unknown_key", b"stepz = 1"),
        ("no_steps", b"name = 'x'"),
        ("wrong_type", b"name = 1\nsteps = []"),
        ("missing_key", b"[[steps]]\nid = 'a'"),
        ("unknown_key", b"[[steps]]\nid = 'a'\ntask_type = 'x'\nmodle = 'y'"),
        ("wrong_type", b"[[steps]]\nid = 'a'\ntask_type = 'x'\nn = 'two'"),
        ("wrong_type", b"[[steps]]\nid = 7\ntask_type = 'x'"),
        ("wrong_type", b"[[steps]]\nid = 'a'\ntask_type = 'x'\nparams = {seed = nan}"),
        ("wrong_type", b"[[steps]]\nid = 'a'\ntask_type = 'x'\nparams = {a = [2026-01-01]}"),
        pytest.param("wrong_type", DEEP % (50 * b"[", 50 * b"]"), id="deep"),
        pytest.param("too_large", b"#" * 4_000_001, id="too_large"),
    ],
)
def test_a_file_that_holds_no_plan_is_refused(code: str, content: bytes) -> None:
    with pytest.raises(PlanError, match=code) as refused:
        read_plan(content)
    for name in LANGUAGES:
        use_language(name)
        assert all(fault_words(fault) for fault in refused.value.faults)


@pytest.mark.parametrize(
    "content", [b"{", b"[" * 100_000, b"[]", b"null"], ids=["cut", "deep", "list", "null"]
)
def test_json_that_holds_no_plan_is_refused(content: bytes) -> None:
    with pytest.raises(PlanError):
        read_plan(content, as_json=True)


@pytest.mark.parametrize("name", ["plan.toml", "plan.json"])
def test_a_plan_is_read_as_it_was_written(name: str, tmp_path: Path) -> None:
    made = plan(
        A | {"prompt": 'Two\nlines, "quotes" \\ and 狐狸', "n": 2, "params": {"a.b": [1, "x"]}},
        FILM | {"needs": ["a"], "output": ["https://x.example/f.mp4"]},
        name="Füchse",
        request="狐狸",
    )
    write_plan(made, tmp_path / name)
    assert load_plan(tmp_path / name) == made
    assert (tmp_path / name).stat().st_mode & 0o777 == 0o600


def test_the_price_of_a_plan_is_that_of_its_steps() -> None:
    costs = priced(chain(), LISTS)
    assert costs.faults == ()
    assert [cost.points for cost in costs.costs.values()] == [5, 40, 25]
    assert (costs.points, costs.exact) == (70, True)
    hero, film, music = costs.costs.values()
    assert costs.expected.high == hero.expected.high + film.expected.high + music.expected.high
    beside = priced(plan(A, MUSIC | {"id": "m"}), LISTS)
    assert beside.expected.high == max(c.expected.high for c in beside.costs.values())


def test_what_is_reused_takes_no_time() -> None:
    costs = priced(chain(), LISTS)
    hero, _, music = costs.costs.values()
    assert costs.expected_reusing({"hero", "film"}) == music.expected
    assert costs.expected_reusing({"film"}).low == hero.expected.low + music.expected.low
    assert costs.expected_reusing(costs.costs.keys()).high == 0


def test_a_length_that_is_not_known_yet_makes_the_price_an_estimate() -> None:
    film = VIDEO | {"id": "film", "inputs": ["https://x.example/p.png"], "params": {"duration": 10}}
    longer = VIDEO | {"id": "b", "inputs": [{"step": "film", "take": "cover"}]}
    costs = priced(plan(film, longer | {"params": {"duration": "${film.duration}"}}), LISTS)
    assert costs.faults == ()
    draft = costs.costs["b"].draft
    assert draft is not None
    assert draft.state["duration"] == 10
    assert not costs.exact


def test_what_is_wrong_with_a_step_is_told_as_create_tells_it() -> None:
    (fault,) = priced(plan(A | {"model": "no such model"}), LISTS).faults
    assert (fault.step, fault.code) == ("a", "refused")
    assert "no such model" in fault_words(fault)
    (missing,) = priced(plan(A), {}).faults
    assert missing.code == "no_list"


def test_every_change_changes_the_hash_and_is_told_apart() -> None:
    made = plan(A, request="x")
    costs = priced(made, LISTS)
    confirm(costs, costs.hash)
    confirm(priced(plan(A, request="x", name="other"), LISTS), costs.hash)
    for other in (
        plan(A, request="y"),
        plan(A | {"prompt": "a dog"}, request="x"),
        plan(A | {"n": 2}, request="x"),
        plan(A | {"output": ["https://x.example/a.png"]}, request="x"),
    ):
        with pytest.raises(PlanError, match="other_hash"):
            confirm(priced(other, LISTS), costs.hash)
    dearer = _with_prices("text_to_image", 3)
    with pytest.raises(PlanError, match="prices_changed"):
        confirm(priced(made, dearer), costs.hash)
    for nonsense in ("", "abc", costs.hash[:-1], costs.hash + "0"):
        with pytest.raises(PlanError, match="no_hash"):
            confirm(costs, nonsense)


def _with_prices(kind: str, times: int) -> dict[str, Listing]:
    """The lists with one in which everything is dearer."""

    def dearer(leaf: Leaf) -> Leaf:
        rules = tuple(replace(rule, points=rule.points * times) for rule in leaf.rules)
        return replace(leaf, rules=rules)

    listing = LISTS[kind]
    groups = replace(listing, leaves=tuple(map(dearer, listing.leaves)))
    return {**LISTS, kind: groups}


def test_only_what_a_change_touches_has_another_content() -> None:
    models = {"a": "m", "film": "m", "music": "m"}
    steps = (A, FILM, MUSIC | {"id": "music"})
    before = step_hashes(plan(*steps), models, {})
    changed = step_hashes(plan(A | {"prompt": "a dog"}, *steps[1:]), models, {})
    assert {id_ for id_ in before if before[id_] != changed[id_]} == {"a", "film"}
    given = step_hashes(plan(A | {"output": ["own.png"]}, *steps[1:]), models, {"own.png": "1"})
    other = step_hashes(plan(A | {"output": ["own.png"]}, *steps[1:]), models, {"own.png": "2"})
    assert {id_ for id_ in given if given[id_] != other[id_]} == {"a", "film"}


@pytest.mark.parametrize("name", BUILT_IN)
def test_every_template_makes_a_plan_without_faults(name: str, tmp_path: Path) -> None:
    made = from_template(name, LISTS)
    costs = priced(made, LISTS)
    assert costs.faults == ()
    assert costs.points > 0
    assert all(step.model and step.version for step in made.steps)
    kept = Templates(tmp_path).save("mine", made)
    again = Templates(tmp_path).find("mine")
    assert again is not None
    assert len(again.steps) == len(made.steps)
    assert kept.parent == tmp_path


def test_what_is_filled_in_takes_nothing_of_other_steps() -> None:
    odd = "costs ${hero.url} {{subject}} {{item}}"
    made = filled_template(built_in("product-film"), {"subject": odd})
    assert "costs $${hero.url} {{subject}}" in made.steps[0].prompt
    assert faults_of(with_models(made, default)) == ()


def test_an_image_before_a_video_is_its_first_frame() -> None:
    made = propose(Wanted("a red fox, 10 seconds, vertical", ("video", "image")), LISTS, default)
    assert made.plan is not None
    image, video = made.plan.steps
    assert (image.task_type, video.task_type) == ("text_to_image", "image_to_video")
    assert [(one.step, one.role) for one in video.inputs] == [("image", "first_frame")]
    assert video.params["duration"] == 10
    assert priced(made.plan, LISTS).faults == ()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("sentence", "media", "inputs", "asked"),
    [
        ("something nice", (), 0, {"media"}),
        ("a fox", ("video",), 2, {"roles.video"}),
        ("a fox", ("speech",), 0, {"text.speech"}),
        ('"One." and "Two."', ("speech",), 0, {"text.speech"}),
        ("make 3 versions of a fox", ("image", "video"), 0, {"count"}),
    ],
)
def test_ambiguity_is_asked_about(
    language: str, sentence: str, media: tuple[str, ...], inputs: int, asked: set[str]
) -> None:
    use_language(language)
    given = tuple(f"https://x.example/{place}.png" for place in range(inputs))
    found = propose(Wanted(sentence, media, given), LISTS, default)
    assert {question.key for question in found.questions} == asked
    assert found.plan is None
    assert all(question_words(question) for question in found.questions)
    answers = {
        question.key: question.choices[0] if question.choices else "Hello"
        for question in found.questions
    }
    answered = propose(Wanted(sentence, media, given, answers), LISTS, default)
    assert answered.plan is not None
    assert priced(answered.plan, LISTS).faults == ()


def test_what_can_only_be_had_approximately_is_said() -> None:
    found = propose(Wanted("a fox", ("video", "music")), LISTS, default)
    assert "approximate_length" in {note.code for note in found.notes}
    assert all(note_words(note) for note in found.notes)
    assert found.plan is not None
    assert "${video.duration}" in found.plan.steps[1].prompt


def test_a_plan_may_be_json_by_anybody() -> None:
    written = json.dumps({"steps": [A, FILM | {"inputs": [{"step": "a"}]}]})
    assert faults_of(read_plan(written.encode(), as_json=True)) == ()
    assert plan_of(json.loads(written)).steps[1].inputs[0].step == "a"


@pytest.mark.parametrize(
    ("steps", "most"),
    [
        ([A, EDIT | {"id": "b", "inputs": [{"step": "a", "result": 2}]}], 1),
        ([A | {"n": 2}, EDIT | {"id": "b", "inputs": [{"step": "a", "result": 2}]}], None),
        ([MUSIC | {"id": "m"}, IMAGE | {"id": "b", "prompt": "to ${m.url.2}"}], None),
        ([MUSIC | {"id": "m"}, IMAGE | {"id": "b", "prompt": "to ${m.url.3}"}], 2),
        (
            [A | {"output": ["x.png"]}, EDIT | {"id": "b", "inputs": [{"step": "a", "result": 2}]}],
            1,
        ),
    ],
)
def test_a_result_that_will_not_come_is_told_before_anything_is_paid(
    steps: list[dict[str, Any]], most: int | None
) -> None:
    faults = [one for one in priced(plan(*steps), LISTS).faults if one.code == "no_such_result"]
    assert [(one.step, one.about["most"]) for one in faults] == ([("b", most)] if most else [])
    assert all(fault_words(one) for one in faults)
