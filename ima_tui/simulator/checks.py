"""The checks on a create request, one function each, in the order they are made.

Each takes the draft, which earlier checks have filled so far, and raises a Refusal. A further check
is a further function in `CHECKS`.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from .answers import Code, Refusal
from .catalog import Catalog, Product

_NEEDED = (
    "attribute_id",
    "model_id",
    "model_name",
    "model_version",
    "app",
    "platform",
    "category",
    "credit",
    "parameters",
)
_APPS = ("ima", "webAgent")
_PLATFORMS = ("web",)
_LOOPBACK = ("127.0.0.1", "localhost", "::1")
_DEFAULT_MARK = "default"
# The listed limit of the speech text bounds the prompt, which is what is spoken.
_SPEECH_LIMIT = 10_000


@dataclass
class Draft:
    """A create request on its way through the checks.

    Args:
        body: The request's body.
        catalog: What is on offer.
    """

    body: Any
    catalog: Catalog
    task_type: str = ""
    item: dict[str, Any] = field(default_factory=dict)
    inner: dict[str, Any] = field(default_factory=dict)
    rule: dict[str, Any] = field(default_factory=dict)
    prompt: str = ""
    n: int = 1
    _product: Product | None = None

    @property
    def product(self) -> Product:
        """The product asked for; only after `check_product`."""
        if self._product is None:
            raise RuntimeError("the product is looked up before it is used")
        return self._product

    @product.setter
    def product(self, product: Product) -> None:
        self._product = product


def checked(body: Any, catalog: Catalog) -> Draft:
    """Check a create request.

    Args:
        body: The decoded JSON body.
        catalog: What is on offer.

    Returns:
        The draft with all its parts filled.

    Raises:
        Refusal: With the code of the first mistake found.
    """
    draft = Draft(body, catalog)
    for check in CHECKS:
        check(draft)
    return draft


def _refuse(message: str, code: Code = Code.BAD_REQUEST) -> Refusal:
    return Refusal(code, message)


def check_shape(draft: Draft) -> None:
    """The body is an object with a known task type and one entry of parameters."""
    if not isinstance(draft.body, dict):
        raise _refuse("the body must be a JSON object")
    task_type = draft.body.get("task_type")
    if not isinstance(task_type, str) or task_type not in draft.catalog.task_types:
        raise _refuse(f"unknown task_type {task_type!r}")
    entries = draft.body.get("parameters")
    if not isinstance(entries, list) or len(entries) != 1 or not isinstance(entries[0], dict):
        raise _refuse("parameters must be a list with one object")
    draft.task_type = task_type
    draft.item = entries[0]


def check_needed(draft: Draft) -> None:
    """Every needed parameter is there; app, platform and category are right."""
    missing = [name for name in _NEEDED if draft.item.get(name) in (None, "")]
    if missing:
        raise _refuse(f"missing in parameters[0]: {', '.join(missing)}")
    if draft.item["app"] not in _APPS:
        raise _refuse(f"unknown app {draft.item['app']!r}")
    if draft.item["platform"] not in _PLATFORMS:
        raise _refuse(f"unknown platform {draft.item['platform']!r}")
    if draft.item["category"] != draft.task_type:
        raise _refuse(f"category {draft.item['category']!r} is not task_type {draft.task_type!r}")
    if not isinstance(draft.item["parameters"], dict):
        raise _refuse("parameters[0].parameters must be an object")
    draft.inner = draft.item["parameters"]


def check_product(draft: Draft) -> None:
    """The version is offered under the task type, with this model_id and name."""
    version = draft.item["model_version"]
    product = draft.catalog.product(draft.task_type, version) if isinstance(version, str) else None
    if product is None:
        raise _refuse(f"unknown model_version {version!r} for {draft.task_type}")
    for name, key in (("model_id", "model_id"), ("model_name", "name")):
        if draft.item[name] != product.leaf[key]:
            raise _refuse(f"{name} {draft.item[name]!r} is not that of {version!r}")
    draft.product = product


def check_prompt(draft: Draft) -> None:
    """The prompt is a text among the inner parameters."""
    prompt = draft.inner.get("prompt")
    if prompt is None and ("prompt" in draft.item or "prompt" in draft.body):
        raise _refuse("prompt must be inside parameters[0].parameters")
    if not isinstance(prompt, str) or not prompt.strip():
        raise _refuse("prompt is missing or empty")
    if draft.product.task_type.media == "speech" and len(prompt) > _SPEECH_LIMIT:
        raise _refuse(f"prompt is longer than {_SPEECH_LIMIT} characters", Code.VALUE_INVALID)
    draft.prompt = prompt


def check_attribute(draft: Draft) -> None:
    """The attribute_id is one of the product's rules."""
    wanted = draft.item["attribute_id"]
    rules = [rule for rule in draft.product.rules if _same_number(wanted, rule["attribute_id"])]
    if not rules:
        raise _refuse("Invalid product attribute")
    draft.rule = rules[0]


def check_credit(draft: Draft) -> None:
    """The credit is the rule's points."""
    if not _same_number(draft.item["credit"], draft.rule["points"]):
        raise _refuse("credit does not match the points of the rule", Code.CREDIT_MISMATCH)


def check_cast(draft: Draft) -> None:
    """The inner cast mirrors credit and attribute_id."""
    cast = draft.inner.get("cast")
    if not isinstance(cast, dict):
        raise _refuse("cast is missing from parameters[0].parameters")
    if not (
        _same_number(cast.get("points"), draft.rule["points"])
        and _same_number(cast.get("attribute_id"), draft.rule["attribute_id"])
    ):
        raise _refuse("cast does not mirror credit and attribute_id")


def check_values(draft: Draft) -> None:
    """Values are of the form's kinds: one of the options, a switch, a text within its limit."""
    for name, form_field in draft.product.fields.items():
        value = draft.inner.get(name)
        check = _VALUE_CHECKS.get(form_field["type"])
        if value is not None and check is not None and name != "n":
            check(form_field, value, draft.inner)


def check_rule(draft: Draft) -> None:
    """The parameters select the rule that was named.

    Source: IMA Open API, error codes: 6009 no rule matches, 6010 another one does.
    """
    names = {name for rule in draft.product.rules for name in rule["attributes"]}
    missing = sorted(name for name in names - {_DEFAULT_MARK} if draft.inner.get(name) is None)
    if missing:
        raise _refuse(f"no rule matches: missing {', '.join(missing)}", Code.NO_RULE)
    matching = [rule for rule in draft.product.rules if _matches(rule, draft.inner)]
    if not matching:
        raise _refuse("no rule matches the parameters", Code.NO_RULE)
    if draft.rule not in matching:
        raise _refuse("Attribute ID does not match the calculated rule", Code.RULE_MISMATCH)


def check_n(draft: Draft) -> None:
    """How many are asked for is a whole number within the product's range."""
    n = draft.inner.get("n", 1)
    form_field = draft.product.fields.get("n")
    low, high = draft.product.task_type.n
    allowed = (
        {int(option["value"]) for option in form_field["options"]}
        if form_field
        else set(range(low, high + 1))
    )
    if not isinstance(n, int) or isinstance(n, bool) or n not in allowed:
        raise _refuse(f"n must be one of {sorted(allowed)}", Code.VALUE_INVALID)
    draft.n = n


def check_inputs(draft: Draft) -> None:
    """Input files: as many as the task type takes, the same in both places, at usable addresses.

    Source: IMA Open API, inputs per task type and the create body.
    """
    given = _addresses(draft.inner.get("input_images", []), "input_images")
    images = _addresses(draft.body.get("src_img_url", []), "src_img_url")
    by_kind = {"image": images} | {
        kind: _addresses(_urls_in(draft.body.get(f"src_{kind}")), f"src_{kind}")
        for kind in draft.product.takes
        if kind != "image"
    }
    if sorted(given) != sorted(url for urls in by_kind.values() for url in urls):
        raise _refuse("input_images and src_img_url must hold the same addresses")
    low, high = draft.product.inputs
    if not low <= len(given) <= high:
        wanted = str(low) if low == high else f"{low} to {high}"
        raise _refuse(f"{draft.task_type} takes {wanted} inputs, not {len(given)}")
    for kind, most in draft.product.takes.items():
        if len(by_kind[kind]) > most:
            raise _refuse(f"at most {most} inputs of kind {kind}")


CHECKS: tuple[Callable[[Draft], None], ...] = (
    check_shape,
    check_needed,
    check_product,
    check_prompt,
    check_attribute,
    check_credit,
    check_cast,
    check_values,
    check_rule,
    check_n,
    check_inputs,
)


def _check_option(form_field: dict[str, Any], value: Any, inner: dict[str, Any]) -> None:
    # A virtual field's value is what its map leads to: "auto", never the "adaptive" a user sees.
    mapping = form_field.get("value_mapping")
    if mapping:
        known = [row["target_value"] for row in mapping["mapping_rules"]]
    else:
        known = [option["value"] for option in form_field["options"]]
    if not any(type(value) is type(one) and value == one for one in known):
        raise _refuse(
            f"invalid value {value!r} for {form_field['field']}: one of {known}",
            Code.VALUE_INVALID,
        )
    for option in form_field["options"]:
        if option["value"] == value:
            _check_conflict(form_field["field"], option, inner)


def _check_conflict(name: str, option: dict[str, Any], inner: dict[str, Any]) -> None:
    for other, values in option.get("disabled", {}).items():
        if inner.get(other) in values:
            raise _refuse(
                f"{name} {option['value']!r} is not offered with {other} {inner[other]!r}",
                Code.VALUE_INVALID,
            )


def _check_switch(form_field: dict[str, Any], value: Any, _inner: dict[str, Any]) -> None:
    if not isinstance(value, bool):
        raise _refuse(f"{form_field['field']} must be true or false", Code.VALUE_INVALID)


def _check_text(form_field: dict[str, Any], value: Any, _inner: dict[str, Any]) -> None:
    most = (form_field.get("config") or {}).get("maximum")
    if not isinstance(value, str) or (most is not None and len(value) > most):
        limit = "" if most is None else f" of at most {most} characters"
        raise _refuse(f"{form_field['field']} must be a text{limit}", Code.VALUE_INVALID)


_VALUE_CHECKS = {"tags": _check_option, "toggle": _check_switch, "textarea": _check_text}


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


def _urls_in(entries: Any) -> Any:
    if entries is None:
        return []
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        return None
    return [entry.get("url") for entry in entries]


def _addresses(urls: Any, name: str) -> list[str]:
    if not isinstance(urls, list) or not all(isinstance(url, str) for url in urls):
        raise _refuse(f"{name} must be a list of addresses")
    for url in urls:
        if not usable_address(url):
            raise _refuse(f"{name}: not an https address: {url!r}")
    return urls


def usable_address(url: str) -> bool:
    """Whether the service can fetch an input: https, or http on loopback."""
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return False
    return bool(host) and (
        parts.scheme == "https" or (parts.scheme == "http" and host in _LOOPBACK)
    )
