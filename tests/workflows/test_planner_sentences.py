"""What sentences in both languages mean to the planner: the good ones, and those asked about."""

import pytest

from ima_tui.catalog.forms import form_of
from ima_tui.catalog.naming import default_leaf
from ima_tui.catalog.products import Leaf
from ima_tui.intent import read, suggest
from ima_tui.locale import LANGUAGES, use_language
from ima_tui.wording.workflows import question_words, template_title
from ima_tui.workflows.media_words import counts_named, media_meant, says_what, template_named
from ima_tui.workflows.planner import propose
from ima_tui.workflows.pricing import priced
from ima_tui.workflows.proposals import Wanted
from ima_tui.workflows.seen_words import seen
from ima_tui.workflows.templating import BUILT_IN
from tests.intent.examples import shelves

LISTS = shelves()


def default(kind: str) -> Leaf | None:
    return default_leaf(LISTS[kind])


@pytest.mark.parametrize(
    ("sentence", "media"),
    [
        ("MV", "video music"),
        ("宣传片", "video"),
        ("配乐", "music"),
        ("a video with background music", "video music"),
        ("A film of a red fox in the snow with calm music", "video music"),
        ("Make a poster and a 10 second video of a lighthouse", "image video"),
        ("一只猫在雪地里奔跑的短片，配上轻快的音乐", "video music"),
        ("产品宣传片：黄铜台灯，5 秒，1080p，配乐", "video music"),
        ("a product video of a brass lamp with music and voiceover", "video music speech"),
        ("a short film of the sea without music", "video"),
        ("a film, no music, with narration", "video speech"),
        ("不要配乐，只要短片：海边日出", "video"),
        ("a podcast cover and an intro jingle", "image music"),
        ("animate my photo and add music", "video music"),
        ("把我的照片做成视频", "video"),
        ("图生视频，再配音：“你好，世界”", "video speech"),
        ("有声绘本：小红帽", "image speech"),
        ("cinematic trailer with a dramatic score", "video music"),
        ("an essay about filmmaking", ""),
        ("a man reads a book by the window", ""),
        ('a film that says "music, song and pictures"', "video"),
        ("a musical box on a table", ""),
    ],
)
def test_the_media_that_a_sentence_means(sentence: str, media: str) -> None:
    assert " ".join(media_meant(sentence, read(sentence))) == media


@pytest.mark.parametrize(
    ("sentence", "template"),
    [
        ("MV", "music-video"),
        ("a music video of a fox", "music-video"),
        ("宣传片", "product-film"),
        ("a product film for my lamp", "product-film"),
        ("narrated story", "narrated-slides"),
        ("带旁白的故事：一只刺猬", "narrated-slides"),
        ("同一个角色的一系列插画", "character-series"),
        ("the same character in four scenes", "character-series"),
        ("首尾帧视频：花开", "first-to-last"),
        ("a red fox", ""),
    ],
)
def test_the_template_that_a_sentence_sounds_like(sentence: str, template: str) -> None:
    assert template_named(sentence) == template
    assert not template or (template in BUILT_IN and template_title(template))


@pytest.mark.parametrize(
    "sentence", ["MV", "宣传片", "配乐", "a video with background music", "图片加音乐", "做一个MV"]
)
def test_words_for_a_kind_of_thing_say_nothing_of_what_it_is_about(sentence: str) -> None:
    assert not says_what(sentence)
    found = propose(Wanted(sentence, ("video",)), LISTS, default)
    assert [question.code for question in found.questions] == ["about"]
    answered = Wanted(sentence, ("video",), answers={"about": "a brass lamp"})
    plan = propose(answered, LISTS, default).plan
    assert plan is not None
    assert "a brass lamp" in plan.steps[0].prompt


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("sentence", "media", "asked"),
    [
        ("animate my photo of a fox", ("video",), "pictures.video"),
        ("首尾帧视频：花开", ("video",), "pictures.video"),
        ("A film of a fox, and compose calm music", (), "media"),
        ("一只狐狸的短片，配乐", (), "media"),
        (
            "turn this photo of a fox into an oil painting, image to image",
            ("image",),
            "pictures.image",
        ),
    ],
)
def test_what_only_the_user_knows_is_asked(
    sentence: str, media: tuple[str, ...], asked: str, language: str
) -> None:
    use_language(language)
    found = propose(Wanted(sentence, media), LISTS, default)
    assert asked in [question.key for question in found.questions]
    assert found.plan is None
    assert all(question_words(question) for question in found.questions)


def test_pictures_that_were_named_are_used() -> None:
    named = "https://x.example/a.png\nhttps://x.example/b.png"
    answered = Wanted("首尾帧视频：花开", ("video",), answers={"pictures.video": named})
    plan = propose(answered, LISTS, default).plan
    assert plan is not None
    assert [one.role for one in plan.steps[0].inputs] == ["first_frame", "last_frame"]
    assert priced(plan, LISTS).faults == ()


def test_one_of_each_is_no_question_of_how_many() -> None:
    found = propose(
        Wanted("一段 10 秒的狐狸视频和一首背景音乐", ("video", "music")), LISTS, default
    )
    assert found.plan is not None
    assert [step.n for step in found.plan.steps] == [None, None]
    assert found.plan.steps[0].params["duration"] == 10
    codes = [note.advice.code if note.advice else note.code for note in found.notes]
    assert codes == ["approximate_length"], "the ten seconds are the film's"


@pytest.mark.parametrize(
    ("sentence", "begins"),
    [("a lullaby about the moon", "a lullaby"), ("calm piano music for reading", "Music:")],
)
def test_a_song_is_no_background_music(sentence: str, begins: str) -> None:
    plan = propose(Wanted(sentence, ("music",)), LISTS, default).plan
    assert plan is not None
    assert plan.steps[0].prompt.startswith(begins)


@pytest.mark.parametrize(
    "sentence",
    [
        "MV",
        "an MV",
        "宣传片",
        "配乐",
        "a video with background music",
        "narrated story",
        "a narrated story of a fox",
        "带旁白的故事：一只狐狸",
        "short film with music and narration",
    ],
)
def test_create_offers_workflows_for_what_takes_several_steps(sentence: str) -> None:
    form = form_of(LISTS["text_to_image"].leaves[0])
    found = suggest(read(sentence), LISTS, form, form.start())
    assert "workflow" in [advice.code for advice in found.advice]


HEARD = {"image", "video", "music", "speech"}


@pytest.mark.parametrize(
    ("sentence", "left"),
    [
        (
            'A short film of a red fox with calm piano music and a voice saying "Winter is here"',
            "A short film of a red fox",
        ),
        ("A film of a red fox with calm music in the snow", "A film of a red fox in the snow"),
        ("a dreamy film with music of a red fox", "a dreamy film of a red fox"),
        ("Calm piano music and a film of a red fox", "a film of a red fox"),
        ("a film of the sea, calm piano music, 10 seconds", "a film of the sea, 10 seconds"),
        ("一只红狐狸的短片，配上轻快的钢琴曲，旁白说：“冬天来了”", "一只红狐狸的短片"),
        ("海边日出的短片，旁白：“早安”，配乐舒缓", "海边日出的短片"),
        ("产品宣传片：黄铜台灯，5 秒，1080p，配乐", "产品宣传片：黄铜台灯，5 秒，1080p"),
    ],
)
def test_pictures_and_films_are_not_told_of_the_music(sentence: str, left: str) -> None:
    said = {"text.speech": "Winter is here"}
    plan = propose(Wanted(sentence, tuple(HEARD), answers=said), LISTS, default).plan
    assert plan is not None
    prompts = {step.id: step.prompt for step in plan.steps}
    assert (prompts["image"], prompts["video"]) == (left, left)
    assert sentence in prompts["music"], "music is told of the whole scene"


@pytest.mark.parametrize(
    "sentence",
    [
        "a girl listening to music in the rain",
        "a film of a man with a girl listening to music",
        "a film of a fox playing the song of the forest",
        "一个女孩，听音乐，在雨中的短片",
        "做一个MV：一只狐狸",
    ],
)
def test_music_that_is_a_part_of_the_scene_stays(sentence: str) -> None:
    assert seen(sentence, {"music", "speech"}) == sentence


def test_without_steps_for_sound_the_film_is_told_of_it() -> None:
    sentence = "a film of a fox with calm music"
    plan = propose(Wanted(sentence, ("video",)), LISTS, default).plan
    assert plan is not None
    assert plan.steps[0].prompt == sentence


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("two posters of a fox and a video", {"image": 2}),
        ("Make two posters and a 10 second video of a lighthouse", {"image": 2}),
        ("两张海报和一段视频：灯塔", {"image": 2}),
        ("a 10 second video and three songs", {"music": 3}),
        ("a film of two posters on a wall", {}),
        ("a poster of two foxes", {}),
        ("一段 10 秒的狐狸视频和一首背景音乐", {}),
        ("2024 posters", {}),
    ],
)
def test_how_many_of_which_is_read_where_it_is_said(sentence: str, counts: dict[str, int]) -> None:
    assert counts_named(sentence) == counts


def test_two_posters_and_a_film_are_two_posters() -> None:
    sentence = "Make two posters and a 10 second video of a lighthouse"
    plan = propose(Wanted(sentence, ("image", "video")), LISTS, default).plan
    assert plan is not None, "it is not asked of what there shall be two"
    assert {step.id: step.n for step in plan.steps} == {"image": 2, "video": None}
