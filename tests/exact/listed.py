"""Random models, written as the service lists them."""

from collections.abc import Sequence
from typing import Any

from hypothesis import strategies as st

from ima_tui.catalog.controls import Control, Kind
from ima_tui.catalog.forms import Form, State
from ima_tui.catalog.refusals import RefusedError
from ima_tui.catalog.values import Value

from ..unit.leaves import Json, field, leaf, option, rule, tags, virtual
from . import oracle

NAMES = ("a", "b", "c", "d")
VALUES: tuple[Value, ...] = (1, 2, "3", "1080P", "720p", True, 5.5)
SENT = ("t1", "t2", "t3")
CATEGORY = "text_to_video"


def values() -> st.SearchStrategy[Value]:
    return st.sampled_from(VALUES)


@st.composite
def models(draw: st.DrawFn, *, conflicts: bool = True) -> Json:
    """A model with choices, switches, texts and numbers, a group of controls, and rules."""
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=4, unique=True))
    others = [*names, "size"] if conflicts else []
    fields = [draw(_entry(name, [one for one in others if one != name])) for name in names]
    model = "model"
    if draw(st.booleans()):
        fields.insert(draw(st.integers(0, len(fields))), draw(_group(names if conflicts else [])))
    if conflicts and draw(st.booleans()):
        # what one needs of another is known of this model only
        model = "sonic"
        fields.append(tags("vocal_gender", ["f", "m"], draw(st.sampled_from([None, "f"]))))
        fields.append(field("toggle", "custom_mode", default=draw(st.booleans())))
    return leaf(model_id=model, form_config=fields, credit_rules=draw(_rules(fields)))


@st.composite
def _entry(draw: st.DrawFn, name: str, others: list[str]) -> Json:
    kind = draw(st.sampled_from(["tags", "tags", "tags", "toggle", "number", "textarea"]))
    if kind == "toggle":
        return field("toggle", name, default=draw(st.booleans()))
    if kind == "number":
        return field("number", name, draw(st.none() | st.integers(0, 3)))
    if kind == "textarea":
        return field("textarea", name, draw(st.none() | st.sampled_from(["", "3", "words"])))
    return draw(_choice(name, others, values()))


@st.composite
def _choice(
    draw: st.DrawFn, name: str, others: Sequence[str], of: st.SearchStrategy[Value]
) -> Json:
    offered = draw(st.lists(of, min_size=1, max_size=4, unique_by=oracle.text))
    options = []
    for value in offered:
        against = {}
        if others and draw(st.integers(0, 2)) == 0:
            against = {draw(st.sampled_from(others)): draw(st.lists(of | values(), max_size=2))}
        options.append(option(value, **against))
    return tags(name, options, draw(st.sampled_from([*offered, offered[0], None])))


@st.composite
def _group(draw: st.DrawFn, others: Sequence[str]) -> Json:
    left = draw(_choice("left", others, st.sampled_from([1, 2])))
    right = draw(_choice("right", (), st.sampled_from(["x", "y"])))
    for one in (left, right):
        one["value"] = one["value"] or one["options"][0]["value"]
    pairs = [(a["value"], b["value"]) for a in left["options"] for b in right["options"]]
    rows = [({"left": a, "right": b}, draw(st.sampled_from(SENT))) for a, b in pairs]
    mapped = rows[: draw(st.integers(1, len(rows)))]
    return virtual("v", [left, right], mapped, target="size")


@st.composite
def _rules(draw: st.DrawFn, fields: Sequence[Json]) -> list[Json]:
    """Prices by what the fields can hold, so that many match, and by a little else."""
    priced: list[tuple[str, st.SearchStrategy[Value]]] = [("Extra", values())]
    for one in fields:
        listed = [entry["value"] for entry in one.get("options") or []] or [True, "words", 3]
        mapped = SENT if one.get("is_ui_virtual") else listed
        name = "size" if one.get("is_ui_virtual") else one["field"]
        priced.append((name.upper() if name == "a" else name, st.sampled_from([*mapped, "5.5"])))
    rules = []
    for place in range(draw(st.integers(1, 6))):
        names = draw(st.lists(st.sampled_from(priced), max_size=3, unique_by=lambda one: one[0]))
        held: dict[str, Any] = {name: draw(offered) for name, offered in names}
        rules.append(rule(5 + place, 100 + place, **held))
    if draw(st.booleans()):
        rules.insert(draw(st.integers(0, len(rules))), rule(3, 99, default="enabled"))
    return rules


def moves(form: Form) -> st.SearchStrategy[list[tuple[str, Value]]]:
    """Some settings of some controls, as a user would try them."""
    every = st.sampled_from(form.controls)
    return st.lists(every.flatmap(_setting), max_size=12)


def _setting(control: Control) -> st.SearchStrategy[tuple[str, Value]]:
    held: Any
    if control.values:
        held = st.sampled_from((*control.values, *((None,) if control.optional else ())))
    elif control.kind is Kind.NUMBER:
        held = st.integers(-3, 5) | st.sampled_from([2.0, 5.5, ""])
    else:
        held = st.sampled_from(["", "3", "words", "1080p"])
    return st.tuples(st.just(control.key), held)


def played(form: Form, steps: list[tuple[str, Value]], state: State | None = None) -> State:
    """The state after these settings; what is refused is passed over."""
    state = form.start() if state is None else state
    for key, value in steps:
        try:
            state = form.choose(state, key, value)
        except RefusedError:
            continue
    return state
