"""What inputs are there for, and which model costs less."""

import pytest

from ima_tui.catalog.cheaper import cheaper
from ima_tui.catalog.forms import form_of
from ima_tui.catalog.inputs import MediaKind
from ima_tui.catalog.orders import Draft
from ima_tui.catalog.parse import parse_listing
from ima_tui.catalog.prices import quote
from ima_tui.catalog.roles import roles_of

from .leaves import leaf, rule, tags

IMAGE, VIDEO = MediaKind.IMAGE, MediaKind.VIDEO


@pytest.mark.parametrize(
    ("kind", "given", "roles"),
    [
        ("image_to_video", [IMAGE], ["first_frame"]),
        ("image_to_image", [IMAGE], ["picture"]),
        ("first_last_frame_to_video", [IMAGE, IMAGE], ["first_frame", "last_frame"]),
        ("reference_image_to_video", [IMAGE, VIDEO, IMAGE], ["reference1", "video1", "reference2"]),
    ],
)
def test_each_input_says_what_it_is_there_for(
    kind: str, given: list[MediaKind], roles: list[str]
) -> None:
    (found,) = parse_listing([leaf("a")], kind).leaves
    named = [f"{role.id}{role.number or ''}" for role in roles_of(found, given)]
    assert named == roles


def draft_on(*models: object) -> tuple[object, Draft]:
    listing = parse_listing(list(models), "text_to_video")
    form = form_of(listing.leaves[0])
    state = form.choose(form.start(), "size", "4K")
    return listing, Draft(form, state, quote(form, state), "a fox", chosen=frozenset({"size"}))


def sized(name: str, small: int, large: int) -> object:
    rules = [rule(small, 1, size="1K"), rule(large, 2, size="4K")]
    return leaf(
        name, model_id=name, form_config=[tags("size", ["1K", "4K"], "1K")], credit_rules=rules
    )


def test_what_costs_less_with_the_same_values_is_offered() -> None:
    listing, draft = draft_on(sized("dear", 10, 90), sized("dearer", 5, 95), sized("cheap", 20, 40))
    offer = cheaper(listing, draft)  # type: ignore[arg-type]
    assert offer is not None
    assert (offer.leaf.id, offer.quote.points) == ("cheap", 40), "priced at 4K, as chosen"


def test_nothing_is_offered_where_nothing_costs_less() -> None:
    listing, draft = draft_on(sized("dear", 10, 40), sized("dearer", 5, 95))
    assert cheaper(listing, draft) is None  # type: ignore[arg-type]
