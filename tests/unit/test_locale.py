"""Every word is there in both languages, is used, and is given what it needs."""

import re
from collections.abc import Iterable
from importlib.resources import files

import pytest

from ima_tui.actions import (
    ACTIONS,
    APP,
    COMPARE,
    FLOW_RUN,
    PAGES,
    PLAN,
    SETTINGS,
    SHEET,
    STEP,
    TASK,
)
from ima_tui.api.errors import BadAddressError
from ima_tui.api.wire import MediaState
from ima_tui.catalog.facts import Suggestion, facts_of
from ima_tui.catalog.products import Field
from ima_tui.catalog.task_types import load_data, task_types
from ima_tui.keymap import use_keys
from ima_tui.locale import LANGUAGES, formats, language, language_of, messages, t, use_language
from ima_tui.store.credentials import PROBLEMS
from ima_tui.store.records import State
from ima_tui.tasks.problems import CODES, LINKS, PAUSING

from .sentences import errors_with, literal_calls, literals, patterns

EN = messages("en")
OTHERS = {name: messages(name) for name in LANGUAGES if name != "en"}
PLACEHOLDER = re.compile(r"\$([A-Za-z_]+)")
PLURALS = sorted(
    key for key in EN if any("->" in words.get(key, "") for words in (EN, *OTHERS.values()))
)


NAMED_KEY = re.compile(r"""\{ KEY\("([a-z-]+)"\) \}""")
A_KEY = re.compile(
    r"(?:ctrl|alt)\+\w|\bf\d\b|\besc\b|↵|(?:[Pp]ress|按) ?[A-Za-z0-9,/?]\b"
    r"|[(（][a-zA-Z0-9,?/][)）]|\b[a-z] (?:takes|puts|opens|shows|makes|settles|looks|plans)\b"
)
"""What looks like the name of a key in a sentence."""

FIXED = frozenset(
    """
    picker-note pick-note pick-model-note pick-free preset-note preset-removed search-tasks-hint
    save-as-hint search-history-hint history-filter-leave leave-hint leave-yes leave-yes-to leave-no
    help-on-field help-guides-some help-close privacy-files-is ask-leave key-keep-anyway
    keys-note keys-press welcome-about welcome-start forget-type flow-plan flow-dialog-keys
    inputs-hint leaving-why set-profile-note keys-problem-typing flow-sounds-like flow-save-keep
    """.split()  # noqa: SIM905 - a list of names
)
"""Keys of dialogs and of fields, which nobody can change, and Textual's own."""


def needed(text: str) -> frozenset[str]:
    return frozenset(PLACEHOLDER.findall(text))


@pytest.mark.parametrize("name", OTHERS)
def test_every_language_has_the_same_messages(name: str) -> None:
    assert set(EN) - set(OTHERS[name]) == set()
    assert set(OTHERS[name]) - set(EN) == set()
    assert len(EN) > 100


@pytest.mark.parametrize("name", LANGUAGES)
def test_no_message_stands_twice_or_outside_the_files_grammar(name: str) -> None:
    source = (files("ima_tui.locale") / f"{name}.ftl").read_text("utf-8")
    keys = re.findall(r"^([A-Za-z][\w-]*) *=", source, re.MULTILINE)
    assert sorted(keys) == sorted(messages(name)), "each key once, each understood"
    for number, line in enumerate(source.splitlines(), 1):
        shape = line.startswith(("#", " ")) or not line or re.match(r"[a-z][a-z0-9_-]* =", line)
        assert shape, (number, line)
        assert "\t" not in line


@pytest.mark.parametrize("name", OTHERS)
def test_every_language_takes_the_same_values(name: str) -> None:
    for key, text in EN.items():
        assert needed(OTHERS[name][key]) == needed(text), key


@pytest.mark.parametrize("name", LANGUAGES)
def test_no_sentence_names_a_key_that_the_user_may_have_changed(name: str) -> None:
    ids = {action.id for action in ACTIONS}
    for key, text in messages(name).items():
        assert set(NAMED_KEY.findall(text)) <= ids, key
        if key not in FIXED:
            assert A_KEY.findall(NAMED_KEY.sub("", text)) == [], key


def test_sentences_name_the_keys_that_are_set() -> None:
    assert t("undo-hint").startswith("z ")
    use_keys({"undo": ("ctrl+u", "z"), "go-tasks": ("f3",)})
    try:
        assert t("undo-hint").startswith("ctrl+u ")
        # one with plural forms, which goes through Fluent
        assert "press f3 " in t("run-all-done", count=2)
    finally:
        use_keys({})


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_language_names_the_same_keys(name: str) -> None:
    for key, text in EN.items():
        assert set(NAMED_KEY.findall(messages(name)[key])) == set(NAMED_KEY.findall(text)), key


@pytest.mark.parametrize("name", LANGUAGES)
def test_no_message_is_empty_or_half_written(name: str) -> None:
    for key, text in messages(name).items():
        assert text.strip(), key
        assert text.count("{") == text.count("}"), key
        assert "TODO" not in text, key


def test_every_message_that_code_names_exists() -> None:
    missing = [(where, key) for where, key, _ in literal_calls() if key not in EN]
    assert missing == []


def test_every_message_is_given_what_it_needs() -> None:
    wrong = [
        (where, key, needed(EN[key]) ^ given)
        for where, key, given in literal_calls()
        if key in EN and not needed(EN[key]) <= given
    ]
    assert wrong == []


def family(prefix: str, members: Iterable[object]) -> set[str]:
    return {f"{prefix}-{member}" for member in members}


def extras() -> list[Field]:
    models = load_data("models.toml")["model"]
    return [extra for entry in models for name in entry["ids"] for extra in facts_of(name).extras]


def voices() -> list[Suggestion]:
    suggestions = facts_of("seed-tts-2.0").suggestions.values()
    return [one for offered in suggestions for one in offered.values if one.name]


FAMILIES = {
    "state": family("state", State),
    "task-type": family("task-type", task_types()),
    "problem": family("problem", CODES),
    "brief": family("brief", CODES),
    "page": family("page", (*PAGES, COMPARE, SETTINGS, PLAN, STEP, FLOW_RUN)),
    "extra": family("extra", (extra.name.replace(".", "-") for extra in extras())),
    "voice": family("voice", (word for voice in voices() for word in (voice.gender, voice.use))),
    "action": {action.words for action in ACTIONS}
    | {
        f"{action.words}-help"
        for action in ACTIONS
        if action.scope in {APP, TASK, *PAGES, COMPARE, SETTINGS, PLAN, STEP, SHEET, FLOW_RUN}
        and action.id != "palette"
    },
}


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_a_family_has_a_message_for_every_member_and_no_other(name: str) -> None:
    known = {key for key in EN if key.startswith(f"{name}-")}
    assert known == FAMILIES[name]


def test_every_language_has_its_name() -> None:
    assert family("set-choice", LANGUAGES) <= set(EN)


def test_every_address_that_can_be_refused_has_a_sentence() -> None:
    assert BadAddressError("x", "malformed").reason == "malformed"
    reasons = {key.removeprefix("start-address_") for key in EN if "start-address_" in key}
    assert reasons == errors_with("BadAddressError", place=1) == {"malformed", "insecure"}


def test_every_reason_of_the_store_has_a_sentence() -> None:
    reasons = {key.removeprefix("start-store_") for key in EN if "start-store_" in key}
    assert reasons == {"newer", "damaged", "locked", "full", "unusable", "conflict", "text"}
    assert errors_with("StoreError", place=0) <= reasons


def test_every_start_that_fails_has_a_sentence() -> None:
    problems = errors_with("StartError", place=0)
    assert "simulator" in problems
    assert family("start", problems | set(PROBLEMS)) <= set(EN)


def test_every_refusal_has_a_sentence() -> None:
    codes = {key.removeprefix("refused-") for key in EN if key.startswith("refused-")}
    raised = errors_with("RefusedError", place=0)
    assert len(raised) > 10
    assert raised <= codes


def test_every_media_that_is_not_a_file_has_a_word() -> None:
    assert family("media", set(MediaState) - {MediaState.READY}) <= set(EN)


def test_every_event_is_told_somewhere() -> None:
    kinds = {key.removeprefix("event-") for key in EN if key.startswith("event-")}
    assert kinds <= literals()


def test_what_pauses_the_queue_says_where_to_mend_it() -> None:
    assert set(LINKS) == PAUSING
    for code in PAUSING:
        for name in LANGUAGES:
            assert messages(name)[f"problem-{code}"].rstrip().endswith((":", "："))


def test_no_message_is_unused() -> None:
    texts, shapes = literals(), patterns()
    known = set().union(*FAMILIES.values())
    unused = [
        key
        for key in EN
        if key not in texts and key not in known and not any(p.fullmatch(key) for p in shapes)
    ]
    assert unused == []


@pytest.mark.parametrize("key", PLURALS)
@pytest.mark.parametrize("name", LANGUAGES)
def test_plurals_work_for_every_number(name: str, key: str) -> None:
    use_language(name)
    number = "least" if "$least ->" in EN[key] else "count"
    for count in (0, 1, 2, 5, 11, 21, 101, 1000):
        values: dict[str, object] = dict.fromkeys(needed(EN[key]), "§")
        text = t(key, **{**values, number: count})
        assert text.strip()
        assert not re.search(r"[{}$]|->|\[|\*", text), text


@pytest.mark.parametrize("key", PLURALS)
def test_plurals_say_their_number_in_english(key: str) -> None:
    number = "least" if "$least ->" in EN[key] else "count"
    values: dict[str, object] = dict.fromkeys(needed(EN[key]), "§")
    one, two = (t(key, **{**values, number: count}) for count in (1, 2))
    assert re.search(r"\b1\b", one)
    assert re.search(r"\b2\b", two)


@pytest.mark.parametrize("key", PLURALS)
def test_a_form_for_one_is_used_in_chinese_too(key: str) -> None:
    use_language("zh")
    # Fluent knows one category of numbers in Chinese: only the number itself tells one
    assert "[one]" not in OTHERS["zh"].get(key, "")


@pytest.mark.parametrize("name", LANGUAGES)
def test_a_message_shows_its_values_as_they_are(name: str) -> None:
    use_language(name)
    odd = "[b]{ $path } \\1 \x24"
    for key in ("crashed-report", "open-failed"):
        assert odd in t(key, path=odd)
    assert "7" in t("summary-queued", count=7)


@pytest.mark.parametrize("name", LANGUAGES)
def test_every_message_can_be_shown(name: str) -> None:
    use_language(name)
    for key, text in messages(name).items():
        values: dict[str, object] = dict.fromkeys(needed(text), 3)
        shown = t(key, **values)
        assert shown.strip(), key
        assert not re.search(r"\{ *\$", shown), key


def test_what_is_missing_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        t("no-such-message")
    with pytest.raises(KeyError):
        t("points")


def test_the_language_can_be_changed() -> None:
    use_language("zh")
    assert (language(), t("page-tasks")) == ("zh", "任务")
    use_language("en")
    assert (language(), t("page-tasks")) == ("en", "Tasks")
    with pytest.raises(ValueError, match="fr"):
        use_language("fr")
    assert language() == "en"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("zh_CN.UTF-8", "zh"),
        ("ZH", "zh"),
        ("zh-TW", "zh"),
        ("en_US", "en"),
        ("C", "en"),
        ("", "en"),
        ("xx_XX", "en"),
    ],
)
def test_the_language_of_a_locale(name: str, found: str) -> None:
    assert language_of(name) == found


@pytest.mark.parametrize(
    ("seconds", "en", "zh"),
    [
        (0, "0 s", "0 秒"),
        (-3, "0 s", "0 秒"),
        (59.9, "59 s", "59 秒"),
        (60, "1 min 00 s", "1 分 00 秒"),
        (125, "2 min 05 s", "2 分 05 秒"),
        (3600, "1 h 00 min", "1 小时 00 分"),
        (3840, "1 h 04 min", "1 小时 04 分"),
    ],
)
def test_durations(seconds: float, en: str, zh: str) -> None:
    assert formats.duration(seconds) == en
    use_language("zh")
    assert formats.duration(seconds) == zh


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (0, "0 B"),
        (999, "999 B"),
        (1000, "1 KB"),
        (813400, "813 KB"),
        (999499, "999 KB"),
        (999500, "1.0 MB"),
        (1500000, "1.5 MB"),
        (999990000, "1.0 GB"),
        (2 * 10**9, "2.0 GB"),
    ],
)
def test_sizes(number: int, shown: str) -> None:
    assert formats.size(number) == shown


@pytest.mark.parametrize(
    ("bounds", "shown"), [(None, "—"), ((5, 5), "5"), ((4, 13), "4–13"), ((5, 1932), "5–1,932")]
)
def test_price_ranges(bounds: tuple[int, int] | None, shown: str) -> None:
    assert formats.price_range(bounds) == shown


def test_points_and_times() -> None:
    assert formats.points(1932) == "1,932 pts"
    assert formats.expected(20, 35.4) == "20–35 s"
    assert formats.expected(20, 20.4) == "about 20 s"
    assert t("detail-time", time=formats.span(20, 20.4)) == "takes about 20 s"
    assert formats.expected(0.2, 0.35) == "0.2–0.3 s"
