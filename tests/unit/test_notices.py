"""What is told outside of the app, and how."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ima_tui.notices import Ends, desktop_notice, window_title
from ima_tui.screens.announcing import notice_words, title_words
from ima_tui.store.records import State

from .leaves import STEADY
from .tasks import ready, task


def test_an_end_is_told_once() -> None:
    ends = Ends()
    ends.note(task(1, state=State.RUNNING))
    assert ends.take() == []
    done = task(1, state=State.DONE)
    ends.note(done)
    ends.note(done)
    assert ends.take() == [done]
    ends.note(done)
    assert ends.take() == []


def test_what_had_ended_before_or_was_stopped_by_the_user_is_not_told() -> None:
    ends = Ends()
    ends.note(task(1, state=State.DONE))
    ends.note(task(2, state=State.RUNNING))
    ends.note(task(2, state=State.STOPPED))
    assert ends.take() == []


def test_what_needs_the_user_is_told_and_its_end_again() -> None:
    ends = Ends()
    asks = task(1, state=State.QUEUED, problem="price_risen")
    ends.note(task(1))
    ends.note(asks)
    assert ends.take() == [asks]
    ends.note(task(1, state=State.SENDING))
    unsure = task(1, state=State.UNCONFIRMED)
    ends.note(unsure)
    assert ends.take() == [unsure]


@pytest.mark.parametrize(
    ("environment", "begins"),
    [
        ({"TERM": "xterm-kitty"}, "\x1b]9;"),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "iTerm.app"}, "\x1b]9;"),
        ({"TERM": "xterm-256color", "VTE_VERSION": "7600"}, "\x1b]777;notify;"),
        ({"TERM": "foot"}, "\x1b]777;notify;"),
    ],
)
def test_terminals_that_can_tell_it_on_the_desktop(
    environment: dict[str, str], begins: str
) -> None:
    assert desktop_notice("IMA TUI", "Suno is done", environment).startswith(begins)


@pytest.mark.parametrize(
    "environment",
    [
        {},
        {"TERM": "xterm-256color"},
        {"TERM": "linux"},
        {"TERM": "xterm-kitty", "TMUX": "socket,1,0"},
        {"TERM": "tmux-256color", "VTE_VERSION": "7600"},
    ],
)
def test_other_terminals_are_left_alone(environment: dict[str, str]) -> None:
    assert desktop_notice("IMA TUI", "Suno is done", environment) == ""


@STEADY
@given(st.text())
def test_no_text_ends_a_notice_early(text: str) -> None:
    told = desktop_notice("IMA TUI", text, {"TERM": "foot"})
    assert told.count("\x1b") == 2
    assert told.count(";") == 3
    assert "\x07" not in told
    assert window_title(text).count("\x1b") == 2


def test_a_notice_says_how_it_went_and_never_the_prompt() -> None:
    one = task(1, state=State.DONE, prompt="secret", medias=(ready(0, path="/a"),))
    bad = task(2, state=State.FAILED, problem="points", prompt="secret")
    unsure = task(3, state=State.UNCONFIRMED, prompt="secret")
    assert notice_words([one]).endswith("is done: 1 file.")
    assert "not enough points" in notice_words([bad])
    assert notice_words([unsure]).endswith("needs you.")
    assert notice_words([one, one, bad]) == "3 tasks: 2 done, 1 failed."
    dearer = task(4, state=State.QUEUED, problem="price_risen")
    assert notice_words([dearer, unsure]) == "2 tasks: 2 need you."
    assert notice_words([one, dearer]) == "2 tasks: 1 done, 1 needs you."
    assert "secret" not in "".join(map(notice_words, ([one], [bad], [unsure], [one, bad])))


def test_the_title_says_how_many_run_and_how_far_they_are() -> None:
    half = task(1, state=State.RUNNING, accepted_at=1000.0, estimate_high=100.0)
    assert title_words([half, task(2, state=State.DONE)], 1050.0) == "IMA TUI · 1 running · 50 %"
    assert title_words([task(2, state=State.DONE)], 1050.0) == "IMA TUI"
