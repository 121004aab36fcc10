"""Every combination of what a model's controls can hold, and what becomes of it."""

import itertools
import math
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from ima_tui.catalog.bodies import Order, create_body
from ima_tui.catalog.controls import Control
from ima_tui.catalog.forms import Form, State, form_of
from ima_tui.catalog.inputs import InputMedia, input_bounds
from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.prices import Quote, choice_of, quote
from ima_tui.catalog.products import Leaf
from ima_tui.catalog.refusals import RefusedError
from ima_tui.catalog.values import Value
from ima_tui.simulator.answers import Refusal
from ima_tui.simulator.catalog import load, tree
from ima_tui.simulator.service import START_POINTS, Simulator

from . import oracle
from .oracle import Json

PROMPT = "a red fox trots through fresh snow"
PICTURE = "https://example.com/{}.png"
VALUE_INVALID = 400017
Chosen = dict[str, Value]


@dataclass(frozen=True)
class Offer:
    """A model under one task type: as listed, and as the catalogue reads it."""

    listed: Json
    leaf: Leaf
    form: Form

    @property
    def name(self) -> str:
        return f"{self.leaf.task_type}/{self.leaf.id}"

    @property
    def axes(self) -> list[Control]:
        """The controls with something to choose from."""
        return [control for control in self.form.controls if control.values]


@dataclass
class Outcome:
    """What came of the combinations of one offer.

    Attributes:
        combinations: how many there are, those that a conflict forbids too.
        tried: how many were bought, or would have been.
        rules: how often each credit rule was charged, by its attribute_id.
        accepted: bodies that the service took, charged as quoted.
        forbidden: combinations that a conflict forbids, and the form refused.
        refused: bodies of forbidden combinations that the service refused.
        mistakes: what went wrong, in words.
    """

    offer: Offer
    combinations: int
    tried: int = 0
    rules: Counter[Any] = field(default_factory=Counter)
    accepted: int = 0
    forbidden: int = 0
    refused: int = 0
    mistakes: list[str] = field(default_factory=list)


@cache
def offers(task_type: str | None = None) -> tuple[Offer, ...]:
    """All models of the simulator's catalogue."""
    found: list[Offer] = []
    for name, products in load().products.items():
        if task_type in {None, name}:
            listed = {product.version: product.leaf for product in products}
            leaves = parse_listing(tree(products), name).leaves
            found += (Offer(listed[leaf.id], leaf, form_of(leaf)) for leaf in leaves)
    return tuple(found)


def count(offer: Offer) -> int:
    return math.prod(len(_values(axis)) for axis in offer.axes)


def combinations(offer: Offer) -> Iterator[Chosen]:
    """Every combination of all choices and switches, an open choice included."""
    keys = [axis.key for axis in offer.axes]
    for values in itertools.product(*map(_values, offer.axes)):
        yield dict(zip(keys, values, strict=True))


def _values(axis: Control) -> tuple[Value, ...]:
    return (None, *axis.values) if axis.optional else axis.values


def reached(form: Form, chosen: Chosen) -> State | None:
    """The state after choosing one value after the other, as a user would; None if it can't be.

    What is refused at first is tried again after the others; what gave way is set again.
    """
    state = form.start()
    for _ in chosen:
        for key, value in chosen.items():
            if not _is(state[key], value):
                try:
                    state = form.choose(state, key, value)
                except RefusedError:
                    continue
        if all(_is(state[key], value) for key, value in chosen.items()):
            return state
    return None


def _is(one: Value, other: Value) -> bool:
    return one == other and type(one) is type(other)


def body_of(offer: Offer, state: State, price: Quote) -> Json:
    pictures = range(input_bounds(offer.leaf)[0])
    inputs = tuple(InputMedia(PICTURE.format(n), width=1280, height=720) for n in pictures)
    return create_body(Order(offer.form, state, price, PROMPT, inputs))


def to_verify(body: Json) -> list[str]:
    """The pictures that have to pass before the create: those that the body describes."""
    return [entry["url"] for entry in body.get("src_image", [])]


def try_all(offer: Offer, service: Simulator) -> Outcome:
    """Choose, price and buy the combinations of an offer; forbidden ones must be refused."""
    outcome = Outcome(offer, count(offer))
    category = offer.leaf.task_type
    for number, chosen in enumerate(combinations(offer)):
        account = f"{offer.name}/{number}"
        if oracle.forbidden(offer.listed, category, chosen) or oracle.lost(offer.listed, chosen):
            wrong = _try_forbidden(outcome, chosen, service, account)
        else:
            wrong = _try_possible(outcome, chosen, service, account)
        if wrong:
            outcome.mistakes.append(f"{offer.name} {chosen}: {wrong}")
    return outcome


def _try_possible(outcome: Outcome, chosen: Chosen, service: Simulator, account: str) -> str | None:
    offer = outcome.offer
    outcome.tried += 1
    state = reached(offer.form, chosen)
    if state is None:
        return "can't be chosen"
    price = quote(offer.form, state)
    if price is None or not price.exact:
        return "no certain price"
    outcome.rules[price.rule.attribute_id] += 1
    body = body_of(offer, state, price)
    wrong = _price_mistake(offer, chosen, state, price) or _body_mistake(offer, chosen, body)
    if wrong:
        return wrong
    try:
        for url in to_verify(body):
            service.verify(account, {"url": url})
        service.create(account, body)
    except Refusal as refusal:
        return f"refused: {refusal}"
    if START_POINTS - service.balance(account) != price.points:
        return f"quoted {price.points}, charged {START_POINTS - service.balance(account)}"
    outcome.accepted += 1
    return None


def _price_mistake(offer: Offer, chosen: Chosen, state: State, price: Quote) -> str | None:
    rules = offer.listed["credit_rules"]
    parameters = oracle.sent(offer.listed, offer.leaf.task_type, chosen)
    found = oracle.charged(rules, parameters)
    if found is None or len(oracle.applying(rules, parameters)) != 1:
        return "not exactly one rule applies"
    rule, step = found
    if step != oracle.ALL and len(rules) > 1:
        return f"decided by step {step}"
    told = (price.rule.attribute_id, price.credit, _step(offer, state), price.count)
    real = (rule["attribute_id"], rule["points"], step, int(str(chosen["n"])))
    return None if told == real else f"priced {told} instead of {real}"


def _step(offer: Offer, state: State) -> int:
    choice = choice_of(offer.form, state)
    return choice.step if choice is not None else 0


def _body_mistake(offer: Offer, chosen: Chosen, body: Json) -> str | None:
    made = body["parameters"][0]["parameters"]
    own = {name: value for name, value in made.items() if name not in oracle.OWN}
    wanted = oracle.inner(offer.listed, offer.leaf.task_type, chosen)
    typed = {name: (value, type(value)) for name, value in own.items()}
    return None if typed == {k: (v, type(v)) for k, v in wanted.items()} else f"{own} is sent"


def _try_forbidden(
    outcome: Outcome, chosen: Chosen, service: Simulator, account: str
) -> str | None:
    offer = outcome.offer
    outcome.forbidden += 1
    state = reached(offer.form, chosen)
    if state is not None and offer.form.unmapped(state) is None:
        return "can be chosen though a conflict forbids it"
    if not _told_by_options(offer, chosen):
        return None
    state = {**offer.form.start(), **chosen}
    price = quote(offer.form, state)
    if price is None:
        return "no price"
    try:
        service.create(account, body_of(offer, state, price))
    except Refusal as refusal:
        outcome.refused += refusal.code == VALUE_INVALID
        return None if refusal.code == VALUE_INVALID else f"refused with {refusal.code}"
    return "the service took what it forbids"


def _told_by_options(offer: Offer, chosen: Chosen) -> bool:
    """Whether an option excludes it: what a model needs beside is not known to the service."""
    listed = {**offer.listed, "model_id": ""}
    return bool(oracle.forbidden(listed, offer.leaf.task_type, chosen))
