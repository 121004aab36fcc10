"""Templates: in both languages, and those that users make of their own plans."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.workflows.faults import PlanError
from ima_tui.workflows.templating import (
    BUILT_IN,
    Templates,
    built_in,
    filled_template,
    read_template,
    template_of,
)
from tests.intent.examples import shelves
from tests.unit.leaves import BRISK

from .flows import IMAGE, VALUES, from_template, plan

LISTS = shelves()
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LATIN_WORD = re.compile(r"[A-Za-z]{4,}")


@pytest.mark.parametrize("name", BUILT_IN)
def test_prompts_are_in_the_language_of_what_is_filled_in(name: str) -> None:
    english = filled_template(built_in(name), VALUES)
    assert not any(CHINESE.search(step.prompt) for step in english.steps)
    values = {
        "subject": "黄铜台灯",
        "scenes": ["在雨中"],
        "texts": ["这是灯。"],
        "ending": "灯亮了",
    }
    chinese = filled_template(built_in(name), values)
    for step in chinese.steps:
        without_references = re.sub(r"\$\{[^}]*\}", "", step.prompt)
        assert not LATIN_WORD.search(without_references), step.prompt


def test_a_plan_becomes_a_template_with_places(tmp_path: Path) -> None:
    made = from_template("product-film", LISTS)
    templates = Templates(tmp_path)
    templates.save("lamp", made, {"subject": "a brass desk lamp"})
    kept = templates.find("lamp")
    assert kept is not None
    assert [field.name for field in kept.fields] == ["subject"]
    again = filled_template(kept, {"subject": "a teapot"})
    assert all("a teapot" in step.prompt for step in again.steps)
    assert "${film.duration}" in again.steps[-1].prompt, "what steps take of each other stays"
    assert [step.inputs for step in again.steps] == [step.inputs for step in made.steps]


def test_templates_and_their_places_have_names_in_ones_own_language(tmp_path: Path) -> None:
    made = from_template("product-film", LISTS)
    templates = Templates(tmp_path)
    templates.save("我的灯_2", made, {"主题": "a brass desk lamp"})
    assert templates.names()[-1] == "我的灯_2"
    kept = templates.find("我的灯_2")
    assert kept is not None
    again = filled_template(kept, {"主题": "茶壶"})
    assert all("茶壶" in step.prompt for step in again.steps)
    templates.remove("我的灯_2")
    assert templates.names() == BUILT_IN


@pytest.mark.parametrize(
    "name", ["", "Mine", "a b", "..", "../x", "a/b", "-a", "_a", "灯.toml", "x" * 41, *BUILT_IN]
)
def test_what_can_be_no_name_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(PlanError) as error:
        Templates(tmp_path).save(name, plan(IMAGE | {"id": "a"}))
    assert error.value.faults[0].code == "bad_template_name"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("places", "code"),
    [
        ({"Subject": "a fox"}, "bad_field_name"),
        ({"item": "a fox"}, "bad_field_name"),
        ({"two words": "a fox"}, "bad_field_name"),
        ({"subject": "a hare"}, "field_not_there"),
        ({"subject": ""}, "field_not_there"),
    ],
)
def test_what_can_be_no_place_is_refused(tmp_path: Path, places: dict[str, str], code: str) -> None:
    with pytest.raises(PlanError) as error:
        Templates(tmp_path).save("mine", plan(IMAGE | {"id": "a"}), places)
    assert error.value.faults[0].code == code
    assert list(tmp_path.iterdir()) == []


@given(
    prompt=st.text(st.sampled_from("ab {}$.subject狐"), max_size=30),
    text=st.text(st.sampled_from("ab{}狐"), min_size=1, max_size=4),
)
@BRISK
def test_filling_in_what_stood_there_gives_the_plan_back(prompt: str, text: str) -> None:
    import tomlkit

    made = plan(IMAGE | {"id": "a", "prompt": prompt + text})
    document = template_of(made, {"subject": text})
    kept = read_template(tomlkit.dumps(document).encode())
    again = filled_template(kept, {"subject": text})
    assert again.steps == made.steps
