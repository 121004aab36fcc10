"""Whatever a prompt says: reading it never fails, and what is offered can be applied."""

from hypothesis import given
from hypothesis import strategies as st

from ima_tui.catalog.controls import COUNT
from ima_tui.catalog.forms import form_of
from ima_tui.catalog.inputs import MediaKind
from ima_tui.catalog.task_types import task_types
from ima_tui.catalog.values import same
from ima_tui.intent import Kind, apply, read, suggest
from ima_tui.locale import LANGUAGES, use_language
from ima_tui.wording.intent import advice_words, chip_words
from tests.unit.leaves import STEADY, every_leaf, full_list

SHELVES = {kind: full_list(kind) for kind in task_types()}
PIECES = (
    "10 秒",
    "ten seconds",
    "1080p",
    "4K",
    "8k",
    "16:9",
    "7:3",
    "用可灵",
    "with kling",
    "use MJ",
    "always use veo 3.1",
    "no sound",
    "带声音",
    "女声",
    "male narrator",
    "纯音乐",
    "4 张",
    "最好的",
    "cheapest",
    "图生视频",
    "make a video of a fox",
    "画一只猫",
    "写一首歌",
    "朗读：",
    "\n",
    ", ",
    "，",
    "vertical video",
    "推荐一个",
    "same character",
    "宣传片",
    "3 variations",
    "“",
    "”",
    "首尾帧",
    "ǅ",
)
PROMPTS = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=8).map("".join)


@given(
    prompt=PROMPTS,
    leaf=st.sampled_from(every_leaf()) | st.none(),
    inputs=st.lists(st.sampled_from(MediaKind), max_size=3),
    usual=st.dictionaries(st.sampled_from(list(task_types())), st.sampled_from(["sonic", "gone"])),
)
@STEADY
def test_what_is_offered_can_be_applied_and_said(
    prompt: str, leaf: object, inputs: list[MediaKind], usual: dict[str, str]
) -> None:
    chosen = next((one for one in every_leaf() if one is leaf), None)
    form = form_of(chosen) if chosen is not None else None
    state = form.start() if form is not None else {}
    reading = read(prompt)
    for wish in reading.wishes:
        assert 0 <= wish.span[0] < wish.span[1] <= len(prompt)
    found = suggest(reading, SHELVES, form, state, inputs=inputs, usual=usual)
    for chip in found.chips:
        assert 0 <= chip.span[0] <= chip.span[1] <= len(prompt)
        if chip.kind is Kind.MODEL:
            assert SHELVES[chip.target].find(str(chip.value)) is not None
    values = [chip for chip in found.chips if chip.kind in {Kind.VALUE, Kind.COUNT}]
    if found.form is not None:
        if form is None or found.form.leaf is not form.leaf:
            state = found.form.carry(state)[0]
        after = apply(found.chips, found.form, state)
        assert all(same(after[chip.target], chip.value) for chip in values)
        assert found.form.clashing(after) <= found.form.clashing(state)
        assert all((chip.kind is Kind.COUNT) == (chip.target == COUNT) for chip in values)
    for name in LANGUAGES:
        use_language(name)
        words = [chip_words(chip) for chip in found.chips]
        target = found.form.leaf if found.form is not None else None
        words += [advice_words(advice, target) for advice in found.advice]
        assert all(words)
    use_language("en")


@given(st.text(max_size=300))
@STEADY
def test_any_text_can_be_read(text: str) -> None:
    for wish in read(text).wishes:
        assert 0 <= wish.span[0] < wish.span[1] <= len(text)
