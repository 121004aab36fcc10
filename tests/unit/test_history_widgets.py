"""Rows, tiles and figures of History line up, also in Chinese, and narrow windows cut no number."""

from dataclasses import replace

import pytest
from rich.cells import cell_len

from ima_tui.catalog.parse import parse_listing
from ima_tui.locale import use_language
from ima_tui.store.history import Filter
from ima_tui.store.moments import last_days
from ima_tui.store.records import State
from ima_tui.store.spend import ModelSpend
from ima_tui.widgets.history_filter import BETWEEN, KINDS, MEDIA, TIMES, Chosen
from ima_tui.widgets.spend_view import model_table
from ima_tui.widgets.task_pages import PAGE_ROWS, TaskPages
from ima_tui.wording.used import settings_words

from .leaves import field, leaf, tags
from .tasks import task

NOW = 1_790_000_000.0


def model(name: str, points: int, median: float | None = 104.0) -> ModelSpend:
    return ModelSpend(name, "image", 9, points, 0, 8, 1, (20, 60), median, median)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("width", [60, 79, 118, 200])
def test_the_models_line_up(language: str, width: int) -> None:
    use_language(language)
    models = [model("可灵 2.6", 4880), model("A name much longer than a column", 12, None)]
    lines = model_table(models, width).plain.splitlines()
    assert len(lines) == 3
    ends = [cell_len(line[: line.index("89 %") + 4]) for line in lines[1:]]
    assert len(set(ends)) == 1
    assert max(map(cell_len, lines)) <= max(width, 60)


def test_a_filter_says_what_it_leaves_out() -> None:
    assert list(Chosen().words()) == []
    whole = Chosen("fox", "video", "failed", BETWEEN, "2026-09-01", starred=True)
    whole = replace(whole, model="Wan 2.6", least=10, most=50)
    assert list(whole.words()) == [
        "“fox”",
        "videos",
        "failed",
        "2026-09-01 to …",
        "★ only",
        "Wan 2.6",
        "10 to 50 pts",
    ]
    assert Chosen(least=10).cost_words() == "10 pts or more"
    assert Chosen(most=50).cost_words() == "50 pts or less"


def test_a_filter_asks_the_store_for_what_was_chosen() -> None:
    assert Chosen().wanted(NOW) == Filter()
    wanted = Chosen("fox", "video", "failed", "today", least=10, starred=True).wanted(NOW)
    assert wanted == Filter(
        text="fox",
        medias=("video",),
        states=(State.FAILED, State.PARTIAL),
        since=wanted.since,
        starred=True,
        least=10,
    )
    assert wanted.since == last_days(1, NOW)


def test_keys_go_round_through_all_choices() -> None:
    chosen = Chosen()
    for turn, names in (
        (Chosen.with_next_media, MEDIA),
        (Chosen.with_next_kind, tuple(KINDS)),
        (Chosen.with_next_time, TIMES),
    ):
        seen = []
        for _ in names:
            chosen = turn(chosen)
            seen.append(next(iter(chosen.words()), ""))
        assert len(set(seen)) == len(names)
        assert chosen == Chosen()


def test_a_page_is_asked_for_once_and_few_are_kept() -> None:
    asked: list[int] = []
    pages = TaskPages(asked.append)
    assert pages.task_at(0) is None
    assert pages.task_at(PAGE_ROWS - 1) is None
    assert asked == [0]
    pages.give_up(0)
    pages.task_at(0)
    assert asked == [0, 0]
    pages.put(0, [task(0)])
    assert pages.task_at(0) == task(0)
    assert pages.task_at(1) is None, "a page may have become shorter"
    for page in range(1, 30):
        pages.put(page, [task(page)])
    assert pages.task_at(0) is None
    assert pages.task_at(29 * PAGE_ROWS) == task(29)


def test_the_options_of_a_task_are_told_in_words() -> None:
    listed = parse_listing(
        [leaf(form_config=[tags("duration", [5, 10], 5), field("switch", "sound", False)])],  # noqa: FBT003
        "text_to_video",
    )
    values = {"duration": 10, "sound": True, "seed": None, "gone": "x"}
    assert settings_words(values, listed.leaves[0]) == "Duration 10 · Sound on · gone x"
    assert settings_words(values, None) == "duration 10 · sound True · gone x"
    assert settings_words({}, None) == ""
