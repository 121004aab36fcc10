"""Templates: plans with fields to fill in, built in or files of the user's."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import msgspec

from ..catalog.values import clean
from ..files import write_atomic
from ..locale import LANGUAGES
from .checks import MOST_STEPS
from .faults import Fault, PlanError
from .plan import MOST_BYTES, SCHEMA, Plan, document_of, plan_of, within_bounds

BUILT_IN: Final = (
    "product-film",
    "character-series",
    "narrated-slides",
    "music-video",
    "first-to-last",
)
"""Each has the messages ``template-<name>`` and ``template-<name>-about``."""

_LETTERS: Final = r"[^\W\d_A-Z]"
"""Letters of any script; no capitals, which some file systems do not tell apart."""
_NAME: Final = re.compile(r"[^\W_A-Z](?:[^\WA-Z]|-){0,39}")
_PLACE: Final = re.compile(rf"\{{\{{({_LETTERS}+)\}}\}}")
_EACH: Final = "each"
_ITEM, _NUMBER = "item", "number"
_OPEN: Final = "open"
"""``{{open}}`` means two literal braces."""
_ENDING: Final = ".toml"
_CHINESE: Final = re.compile(r"[\u4e00-\u9fff]")
_PLACE_NAME: Final = re.compile(rf"{_LETTERS}{{1,30}}")
_TAKEN_NAMES: Final = frozenset({_ITEM, _NUMBER, _OPEN})


class Place(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A field; built-in ones have the message ``template-field-<name>``.

    Attributes:
        list: whether it holds several texts: a step with ``each`` is repeated for every one of
            them.
    """

    name: str
    list: bool = False


class Template(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A plan with fields to fill in: ``{{subject}}``.

    Attributes:
        name: its name; empty if only its file has a name.
        steps: as in a plan; with ``each`` a step is repeated for every text of that field, with
            ``{{item}}`` for the text and ``{{number}}`` for its position. A text may be given in
            several languages, ``{ en = "…", zh = "…" }``: the one of the filled-in values is used.
    """

    schema: int = SCHEMA
    name: str = ""
    fields: tuple[Place, ...] = ()
    steps: tuple[dict[str, Any], ...] = ()


Values = Mapping[str, str | Sequence[str]]


def read_template(content: bytes, name: str = "") -> Template:
    """Parse a template file; a plan is a template without fields.

    Raises:
        PlanError: it is none.
    """
    try:
        document = tomllib.loads(within_bounds(content).decode("utf-8-sig"))
    except UnicodeDecodeError:
        raise PlanError(Fault("not_text")) from None
    except (ValueError, RecursionError) as error:
        raise PlanError(Fault("not_toml", about={"why": clean(str(error), 120)})) from None
    schema = document.get("schema", SCHEMA)
    if isinstance(schema, int) and schema > SCHEMA:
        raise PlanError(Fault("newer_schema", about={"schema": schema, "known": SCHEMA}))
    try:
        template = msgspec.convert(document, Template)
    except msgspec.ValidationError:
        raise PlanError(Fault("not_a_plan")) from None
    return msgspec.structs.replace(template, name=name or template.name)


def filled_template(template: Template, values: Values) -> Plan:
    """Fill in a template; models of the plan may still be open.

    Args:
        template: the template.
        values: the values by field; a list, or lines, for a field of several texts.

    Raises:
        PlanError: a value is missing, or the result is not a valid plan.
    """
    given = {field.name: _given(field, values.get(field.name)) for field in template.fields}
    missing = [
        Fault("missing_field", about={"field": name}) for name, one in given.items() if not one
    ]
    if missing:
        raise PlanError(*missing)
    texts = {name: one for name, one in given.items() if isinstance(one, str)}
    lists = {name: one for name, one in given.items() if not isinstance(one, str)}
    steps = list(_steps(template, texts, lists, _language_of(given.values())))
    if len(steps) > MOST_STEPS:
        raise PlanError(Fault("too_many_steps", about={"count": len(steps), "most": MOST_STEPS}))
    request = next(iter(texts.values()), "")
    return plan_of({"name": template.name, "request": request, "steps": steps})


@cache
def built_in(name: str) -> Template:
    """Return a built-in template.

    Args:
        name: one of ``BUILT_IN``.
    """
    content = (files(__package__) / "templates" / f"{name}{_ENDING}").read_bytes()
    return read_template(content, name)


def is_name(text: str) -> bool:
    """Return whether this can be the name of a template of the user's."""
    return _NAME.fullmatch(text) is not None and text not in BUILT_IN


def template_of(plan: Plan, places: Mapping[str, str | Sequence[str]]) -> dict[str, Any]:
    """Return a plan as a template document.

    Args:
        plan: the plan.
        places: texts of the plan that become fields, by field name.

    Raises:
        PlanError: a field name is invalid, or its text does not occur in the plan.
    """
    document = document_of(plan)
    for own in ("request", "planned"):
        document.pop(own, None)
    # longest first: one text may be a part of another
    texts = sorted(((str(text), name) for name, text in places.items()), key=_longest)
    faults = [*_bad_names(places), *_not_there(document.get("steps", []), texts)] if places else []
    if faults:
        raise PlanError(*faults)
    document["fields"] = [{"name": name} for name in places]
    document["steps"] = [_opened(step, texts) for step in document.get("steps", [])]
    return document


def _longest(place: tuple[str, str]) -> int:
    return -len(place[0])


def _bad_names(places: Iterable[str]) -> Iterator[Fault]:
    for name in places:
        if not _PLACE_NAME.fullmatch(name) or name in _TAKEN_NAMES:
            yield Fault("bad_field_name", about={"name": clean(name, 60)})


def _not_there(steps: Sequence[Any], texts: Sequence[tuple[str, str]]) -> Iterator[Fault]:
    prompts = "\n".join(str(step.get("prompt", "")) for step in steps)
    for text, name in texts:
        if not text or text not in prompts:
            yield Fault("field_not_there", about={"name": clean(name, 60)})


def _opened(value: Any, texts: Sequence[tuple[str, str]]) -> Any:
    """Return data with these texts in prompts and values replaced by fields."""
    if isinstance(value, dict):
        kept = {"id", "task_type", "model", "version", "inputs", "needs", "output"}
        return {key: one if key in kept else _opened(one, texts) for key, one in value.items()}
    if not isinstance(value, str):
        return value
    names = dict(texts)
    pattern = "|".join(re.escape(text) for text, _ in texts)
    found = re.compile(rf"\{{\{{|{pattern}" if pattern else r"\{\{")
    return found.sub(lambda m: f"{{{{{names.get(m[0], _OPEN)}}}}}", value)


class Templates:
    """All templates: built-in ones, and the user's in a folder, which contain prompts.

    Blocks: call it in a thread.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def names(self) -> tuple[str, ...]:
        """Return their names, built-in ones first."""
        try:
            own = sorted(path.stem for path in self.folder.glob(f"*{_ENDING}"))
        except OSError:
            own = []
        return (*BUILT_IN, *filter(is_name, own))

    def find(self, name: str) -> Template | None:
        """Return the template of a name, or of the file at a path; None if there is none.

        Raises:
            PlanError: its file is not a template.
        """
        if name in BUILT_IN:
            return built_in(name)
        path = self.folder / f"{name}{_ENDING}" if is_name(name) else Path(name)
        with suppress(OSError, ValueError), path.open("rb") as file:
            return read_template(file.read(MOST_BYTES + 1), path.stem)
        return None

    def save(self, name: str, plan: Plan, places: Values | None = None) -> Path:
        """Save a plan as a template, replacing one of that name, and return its file.

        Args:
            name: the name.
            plan: the plan.
            places: texts of the plan that become fields, by field name.

        Raises:
            PlanError: the name is invalid, a text to fill in stands nowhere in the plan, or
                it is too large to be read again.
            OSError: it could not be written; an older version is unchanged.
        """
        if not is_name(name):
            raise PlanError(Fault("bad_template_name", about={"name": clean(name, 60)}))
        import tomlkit

        document = template_of(plan, places or {}) | {"name": name}
        path = self.folder / f"{name}{_ENDING}"
        write_atomic(path, within_bounds(tomlkit.dumps(document).encode()))
        return path

    def remove(self, name: str) -> None:
        """Remove one of the user's templates, if it exists.

        Raises:
            OSError: it could not be removed.
        """
        if is_name(name):
            (self.folder / f"{name}{_ENDING}").unlink(missing_ok=True)


def _given(field: Place, value: str | Sequence[str] | None) -> str | list[str]:
    if not field.list:
        return value.strip() if isinstance(value, str) else ""
    lines = value.splitlines() if isinstance(value, str) else list(value or ())
    return [line.strip() for line in lines if line.strip()]


def _steps(
    template: Template,
    texts: Mapping[str, str],
    lists: Mapping[str, list[str]],
    language: str,
) -> Iterator[dict[str, Any]]:
    for entry in template.steps:
        step = {key: _said_in(language, value) for key, value in entry.items()}
        each = step.pop(_EACH, None)
        if each is None:
            yield _with(step, texts)
            continue
        if not isinstance(each, str) or each not in lists:
            raise PlanError(Fault("unknown_field", about={"field": clean(str(each), 60)}))
        for number, item in enumerate(lists[each], 1):
            yield _with(step, {**texts, _ITEM: item, _NUMBER: str(number)})


def _language_of(given: Iterable[str | list[str]]) -> str:
    """Return the language of the filled-in values."""
    text = "".join(one if isinstance(one, str) else "".join(one) for one in given)
    return "zh" if _CHINESE.search(text) else "en"


def _said_in(language: str, value: Any) -> Any:
    """Return a text in a language, if it is given in several."""
    if isinstance(value, dict) and value and set(value) <= set(LANGUAGES):
        return value.get(language) or next(iter(value.values()))
    return value


def _with(value: Any, texts: Mapping[str, str]) -> Any:
    """Return data with its fields filled in, in one pass, so that values are not expanded again."""
    if isinstance(value, str):
        return _PLACE.sub(lambda m: _plain(texts, m), value)
    if isinstance(value, dict):
        return {key: _with(one, texts) for key, one in value.items()}
    if isinstance(value, list):
        return [_with(one, texts) for one in value]
    return value


def _plain(texts: Mapping[str, str], match: re.Match[str]) -> str:
    """Escape references in a user's text: it never refers to other steps."""
    if match[1] == _OPEN:
        return "{{"
    if match[1] not in texts:
        raise PlanError(Fault("unknown_field", about={"field": match[1]}))
    return texts[match[1]].replace("${", "$${")
