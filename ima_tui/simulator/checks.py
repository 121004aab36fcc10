"""The checks on a create request, in the order they are made, and those on its frame and price.

Each takes the draft, which earlier checks have filled so far, and raises a Refusal. To add a check
add a function to `CHECKS`. Checks of values are in ``checks_values``, with input
files in ``checks_inputs``.
"""

from collections.abc import Callable
from typing import Any

from .answers import Code, Refusal
from .behaviour import moderation_words
from .catalog import Catalog
from .checks_inputs import check_assets, check_inputs
from .checks_values import (
    check_beyond_form,
    check_makeable,
    check_n,
    check_pixels,
    check_values,
)
from .draft import Asker, Draft, bad, bad_value

_NEEDED = (
    "model_id",
    "model_name",
    "model_version",
    "app",
    "platform",
    "category",
    "parameters",
)
_APPS = ("ima", "webAgent")
_PLATFORMS = ("web",)
_DEFAULT_MARK = "default"
# The listed limit of the speech text bounds the prompt, which is what is spoken.
_SPEECH_LIMIT = 10_000


def checked(body: Any, catalog: Catalog, asker: Asker) -> Draft:
    """Check a create request.

    Args:
        body: The decoded JSON body.
        catalog: What is on offer.
        asker: Who asks.

    Returns:
        The draft with all its parts filled.

    Raises:
        Refusal: With the code of the first mistake found.
    """
    draft = Draft(body, catalog, asker)
    for check in CHECKS:
        check(draft)
    return draft


def check_shape(draft: Draft) -> None:
    """The body is an object with a known task type and one entry of parameters."""
    if not isinstance(draft.body, dict):
        raise bad("the body must be a JSON object")
    task_type = draft.body.get("task_type")
    if not isinstance(task_type, str) or task_type not in draft.catalog.task_types:
        raise bad(f"unknown task_type {task_type!r}")
    entries = draft.body.get("parameters")
    if not isinstance(entries, list) or len(entries) != 1 or not isinstance(entries[0], dict):
        raise bad("parameters must be a list with one object")
    draft.task_type = task_type
    draft.item = entries[0]


def check_needed(draft: Draft) -> None:
    """All required parameters are present; app, platform and category are correct."""
    missing = [name for name in _NEEDED if draft.item.get(name) in (None, "")]
    if missing:
        raise bad(f"missing in parameters[0]: {', '.join(missing)}")
    if draft.item["app"] not in _APPS:
        raise bad(f"unknown app {draft.item['app']!r}")
    if draft.item["platform"] not in _PLATFORMS:
        raise bad(f"unknown platform {draft.item['platform']!r}")
    if draft.item["category"] != draft.task_type:
        raise bad(f"category {draft.item['category']!r} is not task_type {draft.task_type!r}")
    if not isinstance(draft.item["parameters"], dict):
        raise bad("parameters[0].parameters must be an object")
    draft.inner = draft.item["parameters"]


def check_product(draft: Draft) -> None:
    """The version is offered under the task type, with this model_id and name."""
    version = draft.item["model_version"]
    if not isinstance(version, str):
        raise bad(f"unknown model_version {version!r} for {draft.task_type}")
    product = draft.catalog.product(draft.task_type, version)
    if product is None:
        odd = draft.catalog.odd.get((draft.task_type, version))
        why = f"its listing is odd: {odd}" if odd else "unknown model_version"
        raise bad(f"{why} {version!r} for {draft.task_type}")
    for name, key in (("model_id", "model_id"), ("model_name", "name")):
        if draft.item[name] != product.leaf[key]:
            raise bad(f"{name} {draft.item[name]!r} is not that of {version!r}")
    draft.product = product


def check_tier(draft: Draft) -> None:
    """The model can be used without a subscription, or there is one."""
    if draft.product.behaviour.subscription and not draft.asker.subscribed:
        raise Refusal(
            Code.TIER_NEEDED, f"{draft.product.leaf['name']} needs a higher subscription tier"
        )


def check_prompt(draft: Draft) -> None:
    """The prompt is a text among the inner parameters, and fit to be used."""
    prompt = draft.inner.get("prompt")
    if prompt is None and ("prompt" in draft.item or "prompt" in draft.body):
        raise bad("prompt must be inside parameters[0].parameters")
    if not isinstance(prompt, str) or not prompt.strip():
        raise bad("prompt is missing or empty")
    if draft.product.task_type.media == "speech" and len(prompt) > _SPEECH_LIMIT:
        raise bad_value(f"prompt is longer than {_SPEECH_LIMIT} characters")
    if draft.product.behaviour.moderated:
        said = prompt.casefold()
        if any(word in said for word in moderation_words()):
            raise bad("Content policy violation")
    draft.prompt = prompt


def check_attribute(draft: Draft) -> None:
    """The attribute_id is one of the product's rules.

    Source: IMA Open API, error codes: both texts occur, and neither is a matter of points.
    """
    wanted = draft.item.get("attribute_id")
    if wanted in (None, 0, ""):
        raise bad("Invalid product attribute: Insufficient points")
    rules = [rule for rule in draft.product.rules if _same_number(wanted, rule["attribute_id"])]
    if not rules:
        raise bad("Invalid product attribute")
    draft.rule = rules[0]


def check_credit(draft: Draft) -> None:
    """The credit is the rule's points."""
    if not _same_number(draft.item.get("credit"), draft.rule["points"]):
        raise Refusal(Code.CREDIT_MISMATCH, "credit does not match the points of the rule")


def check_cast(draft: Draft) -> None:
    """The inner cast mirrors credit and attribute_id."""
    cast = draft.inner.get("cast")
    if not isinstance(cast, dict):
        raise bad("cast is missing from parameters[0].parameters")
    if not (
        _same_number(cast.get("points"), draft.rule["points"])
        and _same_number(cast.get("attribute_id"), draft.rule["attribute_id"])
    ):
        raise bad("cast does not mirror credit and attribute_id")


def check_rule(draft: Draft) -> None:
    """The parameters select the rule that was named.

    Source: IMA Open API, error codes: 6009 no rule matches, 6010 another one does.
    """
    names = {name for rule in draft.product.rules for name in rule["attributes"]}
    missing = sorted(name for name in names - {_DEFAULT_MARK} if draft.inner.get(name) is None)
    if missing:
        raise Refusal(Code.NO_RULE, f"no rule matches: missing {', '.join(missing)}")
    matching = [rule for rule in draft.product.rules if _matches(rule, draft.inner)]
    if not matching:
        raise Refusal(Code.NO_RULE, "no rule matches the parameters")
    if draft.rule not in matching:
        raise Refusal(Code.RULE_MISMATCH, "Attribute ID does not match the calculated rule")


CHECKS: tuple[Callable[[Draft], None], ...] = (
    check_shape,
    check_needed,
    check_product,
    check_tier,
    check_prompt,
    check_attribute,
    check_credit,
    check_cast,
    check_pixels,
    check_values,
    check_beyond_form,
    check_makeable,
    check_rule,
    check_n,
    check_inputs,
    check_assets,
)


def _same_number(value: Any, wanted: int) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value == wanted


def _matches(rule: dict[str, Any], inner: dict[str, Any]) -> bool:
    return all(
        name == _DEFAULT_MARK or _as_text(inner.get(name)) == _as_text(value)
        for name, value in rule["attributes"].items()
    )


def _as_text(value: Any) -> str:
    # Rules compare keys and values case-insensitively as text (source: choosing the credit rule).
    return str(value).casefold()
