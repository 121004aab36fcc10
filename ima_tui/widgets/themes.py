"""Our own themes: high contrast, and colours for colour-blind users."""

from textual.theme import Theme

FEW_COLOURS = "-few-colours"
"""The app's class on terminals with 16 colours, where shades of a theme look the same."""

HIGH_CONTRAST = Theme(
    name="ima-high-contrast",
    primary="#ffff00",
    secondary="#00ffff",
    accent="#ffff00",
    warning="#ffc800",
    error="#ff8080",
    success="#60ff60",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#1a1a1a",
    dark=True,
    text_alpha=1.0,
    variables={
        "text-muted": "#f5f5f5",
        "text-disabled": "#e0e0e0",
        "input-selection-background": "#404040",
    },
)
"""White on black: every text colour has ``MOST_CONTRAST`` or more."""

MOST_CONTRAST = 7.0
"""WCAG 2.2, contrast enhanced."""

COLOUR_BLIND = Theme(
    name="ima-colour-blind",
    primary="#56b4e9",
    secondary="#0072b2",
    accent="#56b4e9",
    warning="#f0e442",
    error="#e69f00",
    success="#56b4e9",
    foreground="#e8e8e8",
    background="#121212",
    surface="#1e1e1e",
    panel="#262626",
    dark=True,
)
"""Blue for good and orange for bad, from the Okabe-Ito palette; never red against green."""

OWN_THEMES = (HIGH_CONTRAST, COLOUR_BLIND)
