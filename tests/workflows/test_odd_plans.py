"""Plans that ask for too much, or name what is not there or what no file holds."""

import shlex
from pathlib import Path
from typing import Any

import msgspec
import pytest
from PIL import Image

from ima_tui.workflows.exporting import Made, export
from ima_tui.workflows.faults import PlanError
from ima_tui.workflows.plan import plan_of, read_plan
from ima_tui.workflows.pricing import Priced, priced
from ima_tui.workflows.reusing import file_hashes
from ima_tui.workflows.templating import filled_template, read_template
from tests.cli.kit import run
from tests.intent.examples import shelves

from .flows import EDIT, IMAGE, VIDEO, plan

LISTS = shelves()


def costs_of(*steps: dict[str, Any]) -> Priced:
    return priced(plan(*steps), LISTS)


def refusals(costs: Priced) -> list[tuple[str, str]]:
    return [(one.step, one.refusal.code if one.refusal else one.code) for one in costs.faults]


@pytest.mark.parametrize("backwards", [False, True])
def test_200_steps_that_take_up_each_other_s_prompts_are_priced(backwards: bool) -> None:
    first = IMAGE | {"id": "s0", "prompt": "a"}
    others = [IMAGE | {"id": f"s{n}", "prompt": f"${{s{n - 1}.prompt}}b"} for n in range(1, 200)]
    steps = [first, *others]
    costs = costs_of(*(steps[::-1] if backwards else steps))
    assert costs.faults == ()
    last = costs.costs["s199"].draft
    assert last is not None
    assert last.prompt == "a" + 199 * "b"


def test_prompts_that_double_200_times_are_refused_and_do_not_fill_the_memory() -> None:
    first = IMAGE | {"id": "s0", "prompt": "a"}
    twice = [
        IMAGE | {"id": f"s{n}", "prompt": f"${{s{n - 1}.prompt}}${{s{n - 1}.prompt}}"}
        for n in range(1, 200)
    ]
    found = refusals(costs_of(first, *twice))
    assert found[0] == ("s15", "long_prompt")
    assert {code for _, code in found} == {"long_prompt"}


@pytest.mark.parametrize(
    ("output", "code"),
    [
        ("/nowhere/a.png", "no_file"),
        ("~nobody-of-that-name/a.png", "no_file"),
        ("a\0b.png", "no_file"),
        ("", "input_folder"),
        ("ftp://x.example/a.png", "bad_address"),
        ("/etc/passwd", "not_image"),
    ],
)
def test_what_stands_for_a_result_is_looked_at_before_anything_is_paid_for(
    output: str, code: str
) -> None:
    own = IMAGE | {"id": "a", "output": [output]}
    costs = costs_of(own, VIDEO | {"id": "film", "inputs": [{"step": "a"}]})
    assert refusals(costs) == [("a", code)]
    assert costs.points == 40, "that of the film alone"


def test_a_home_of_nobody_is_no_reason_to_break_down(tmp_path: Path) -> None:
    costs = costs_of(EDIT | {"id": "a", "inputs": ["~nobody-of-that-name/a.png"]})
    assert refusals(costs) == [("a", "no_file")]
    made = [Made("a", given=("~nobody-of-that-name/a.png",))]
    assert export("x", made, tmp_path / "out").missing == 1


def test_a_file_counts_by_its_content_however_it_is_named(tmp_path: Path) -> None:
    picture = tmp_path / "own.png"
    Image.new("RGB", (640, 640)).save(picture)
    steps = [
        EDIT | {"id": f"s{n}", "inputs": [named]}
        for n, named in enumerate((str(picture), picture.as_uri(), f"'{picture}'"))
    ]
    hashes = file_hashes(plan(*steps))
    assert len(hashes) == 3
    assert len(set(hashes.values())) == 1


def test_halves_of_characters_are_refused() -> None:
    given = b'{"steps": [{"id": "a", "task_type": "text_to_image", "prompt": "\\ud800"}]}'
    with pytest.raises(PlanError, match="not_text"):
        read_plan(given, as_json=True)
    with pytest.raises(PlanError, match="not_text"):
        plan_of({"steps": [IMAGE | {"id": "a"}], "request": "\udfff"})
    named = msgspec.structs.replace(plan(IMAGE | {"id": "a"}), request="\udfff")
    assert refusals(priced(named, LISTS)) == [("", "not_text")]


@pytest.mark.parametrize("as_json", [False, True])
def test_a_file_of_a_windows_editor_is_read(as_json: bool) -> None:
    content = b'{"name": "x", "steps": []}' if as_json else b'name = "x"\nsteps = []\n'
    assert read_plan(b"\xef\xbb\xbf" + content, as_json=as_json).name == "x"


def test_200_results_stand_in_their_order(tmp_path: Path) -> None:
    picture = tmp_path / "own.png"
    Image.new("RGB", (8, 8)).save(picture)
    made = [Made(f"s{number}", given=(str(picture),)) for number in range(1, 201)]
    names = [path.name for path in export("x", made, tmp_path / "out").files]
    assert names == sorted(names)
    assert names[10] == "011-s11-1.png"


def test_the_command_to_run_can_be_copied_whatever_the_file_is_called(tmp_path: Path) -> None:
    path = tmp_path / "狐狸's film; $HOME.toml"
    demo = ("--profile", "demo", "workflow")
    made = run(*demo, "plan", "a fox", "--media", "image", "--file", str(path))
    for result in (made, run(*demo, "show", str(path))):
        last = result.stdout.splitlines()[-1]
        words = shlex.split(last[last.index("ima-tui") :])
        assert words[:4] == ["ima-tui", "workflow", "run", str(path)]
        assert words[4] == "--confirm"


def test_steps_for_each_of_what_is_no_name_are_refused() -> None:
    step = b"[[steps]]\nid = 'a'\ntask_type = 'text_to_image'\nprompt = 'x'\neach = ['a']\n"
    with pytest.raises(PlanError, match="unknown_field"):
        filled_template(read_template(step), {})
