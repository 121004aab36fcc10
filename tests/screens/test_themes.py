"""Our own themes do what they are named for."""

import pytest
from textual.color import Color

from ima_tui.widgets.themes import COLOUR_BLIND, HIGH_CONTRAST


@pytest.mark.parametrize(
    "name", ["foreground", "primary", "secondary", "accent", "warning", "error", "success"]
)
def test_every_colour_of_high_contrast_is_at_seven_to_one(name: str) -> None:
    colour = Color.parse(str(getattr(HIGH_CONTRAST, name)))
    assert HIGH_CONTRAST.background is not None
    ground = Color.parse(HIGH_CONTRAST.background)
    assert ratio(colour, ground) >= 7


def ratio(one: Color, other: Color) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Color) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in colour.normalized
    ]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_good_and_bad_differ_in_blue_not_in_red_against_green() -> None:
    good, bad = Color.parse(str(COLOUR_BLIND.success)), Color.parse(str(COLOUR_BLIND.error))
    assert good.b - bad.b > 128
