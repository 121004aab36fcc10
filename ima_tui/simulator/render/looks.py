"""The colours and landscapes of pictures and films."""

import math
import random
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFilter

Colour = tuple[int, int, int]
Size = tuple[int, int]


class Look(NamedTuple):
    """A set of colours, from the sky down."""

    sky: tuple[Colour, Colour, Colour]
    orb: Colour
    far: Colour
    near: Colour
    stars: bool = False


def _colour(text: str) -> Colour:
    number = int(text, 16)
    return number >> 16, number >> 8 & 255, number & 255


def _look(colours: str, *, stars: bool = False) -> Look:
    top, middle, horizon, orb, far, near = (_colour(word) for word in colours.split())
    return Look((top, middle, horizon), orb, far, near, stars)


LOOKS = (
    _look("1b1b3a 693668 f9a26c ffe2a8 8f4f7a 1d1430", stars=True),  # dusk
    _look("2b4c7e 7fa6c9 fbd6c1 fff4e0 7b90b5 1f2f4f"),  # dawn
    _look("061826 0f4c5c 5fd3a8 e8fff4 1f6f78 04121a", stars=True),  # aurora
    _look("e09f5a f4c98b fff1d6 fffaf0 d99a5b 5a3320"),  # sand
    _look("5b3a6b c779a0 ffd1dc fff5f7 a8628f 3a1f45"),  # blossom
    _look("012a4a 2a6f97 a9d6e5 ffffff 2c7da0 01203a", stars=True),  # sea
    _look("20402f 5a8f5f e4eeb0 fffde0 3f7a56 10261c"),  # forest
    _look("12063a 5a189a ff6ad5 ffe0f7 7b2cbf 100326", stars=True),  # neon
    _look("2b0a0a a4271d ffb347 ffedc2 8c2f1d 1c0706"),  # ember
    _look("3d5a80 98c1d9 f0f7fa ffffff 7d9db5 293241"),  # frost
)


class Ridge(NamedTuple):
    """One layer of the landscape, periodic over the width so that it can scroll.

    Args:
        base: Height of its middle line, as a share of the picture from the top.
        waves: (cycles over the width, height as a share of the picture, phase) of each wave.
        peaked: Pointed tops in place of round ones.
        colour: Its colour.
    """

    base: float
    waves: tuple[tuple[int, float, float], ...]
    peaked: bool
    colour: Colour

    def height(self, at: float) -> float:
        """Height of its edge, as a share of the picture from the top, at a share of the width."""
        total = 0.0
        for cycles, size, phase in self.waves:
            turn = math.sin(math.tau * cycles * at + phase)
            total += size * (2 * abs(turn) - 1 if self.peaked else turn)
        return self.base + total


class Scene(NamedTuple):
    """A landscape: colours, sun or moon, layers."""

    look: Look
    orb: tuple[float, float, float]
    ridges: tuple[Ridge, ...]
    stars: tuple[tuple[float, float, float], ...]


def scene_of(prompt_number: int, variant: int) -> Scene:
    """Invent a landscape.

    Args:
        prompt_number: From the prompt: chooses the colours, so that one prompt keeps its mood.
        variant: From the single media: chooses the shapes.
    """
    look = LOOKS[prompt_number % len(LOOKS)]
    dice = random.Random(variant)  # noqa: S311 - shapes, not secrets
    count = dice.randint(3, 5)
    peaked = dice.random() < 0.4
    ridges = tuple(
        _ridge(dice, place / (count - 1), look, peaked=peaked and place < count - 1)
        for place in range(count)
    )
    orb = (dice.uniform(0.18, 0.82), dice.uniform(0.22, 0.5), dice.uniform(0.07, 0.15))
    stars = tuple(
        (dice.random(), dice.random() * 0.5, dice.uniform(0.3, 1.0))
        for _ in range(90 if look.stars else 0)
    )
    return Scene(look, orb, ridges, stars)


def _ridge(dice: random.Random, depth: float, look: Look, *, peaked: bool) -> Ridge:
    waves = tuple(
        (cycles, size * dice.uniform(0.5, 1.2) * (1.15 - 0.5 * depth), dice.uniform(0, math.tau))
        for cycles, size in ((1, 0.045), (dice.randint(2, 3), 0.035), (dice.randint(4, 7), 0.014))
    )
    return Ridge(0.52 + 0.32 * depth, waves, peaked, mix(look.far, look.near, depth))


def mix(first: Colour, second: Colour, share: float) -> Colour:
    """A colour between two; share 0 is the first."""
    red, green, blue = (
        round(one + (two - one) * share) for one, two in zip(first, second, strict=True)
    )
    return red, green, blue


def draw_sky(scene: Scene, size: Size) -> Image.Image:
    """The sky with stars and the glow of the sun or moon, without the ridges."""
    width, height = size
    ramp = Image.linear_gradient("L").resize((1, height), Image.Resampling.BILINEAR)
    top, middle, low = scene.look.sky
    stops = [mix(top, middle, level / 96) for level in range(96)]
    stops += [mix(middle, low, min(1.0, level / 70)) for level in range(160)]
    channels = [ramp.point([stop[band] for stop in stops]) for band in range(3)]
    sky = Image.merge("RGB", channels).resize(size, Image.Resampling.NEAREST)
    pen = ImageDraw.Draw(sky)
    for x, y, glow in scene.stars:
        radius = max(0.6, min(size) * 0.0012) * (0.6 + glow)
        centre = (x * width, y * height)
        colour = mix(sky_at(stops, y), (255, 255, 255), glow * 0.8)
        pen.ellipse(_box(centre, radius), fill=colour)
    _draw_orb(sky, scene)
    return sky


def sky_at(stops: list[Colour], height: float) -> Colour:
    """The sky's colour at a share of the height from the top."""
    return stops[min(len(stops) - 1, int(height * len(stops)))]


def _draw_orb(sky: Image.Image, scene: Scene) -> None:
    width, height = sky.size
    x, y, radius = scene.orb
    radius *= min(width, height)
    centre = (x * width, y * height)
    reach = round(radius * 4.5)
    # Pillow's radial gradient is at 181 in the middle of its edges: the glow has to end there.
    halo = Image.radial_gradient("L").point(
        [round(max(0.0, 1 - level / 181) ** 2.2 * 150) for level in range(256)]
    )
    halo = halo.resize((2 * reach, 2 * reach), Image.Resampling.BILINEAR)
    corner = (round(centre[0] - reach), round(centre[1] - reach))
    sky.paste(Image.new("RGB", halo.size, scene.look.orb), corner, halo)
    disc = Image.new("L", (256, 256), 0)
    ImageDraw.Draw(disc).ellipse((4, 4, 251, 251), fill=245)
    disc = disc.filter(ImageFilter.GaussianBlur(1)).resize((round(2 * radius),) * 2)
    corner = (round(centre[0] - radius), round(centre[1] - radius))
    sky.paste(Image.new("RGB", disc.size, scene.look.orb), corner, disc)


def draw_ridges(picture: Image.Image, scene: Scene, *, scroll: float = 0.0) -> None:
    """Draw the ridges over the sky.

    Args:
        picture: Drawn on.
        scene: The landscape.
        scroll: How far the nearest ridge has moved, in picture widths; far ones move less.
    """
    width, height = picture.size
    pen = ImageDraw.Draw(picture)
    steps = min(width, 220)
    last = len(scene.ridges) - 1
    for place, ridge in enumerate(scene.ridges):
        shift = scroll * (0.15 + 0.85 * place / last)
        edge = [
            (step / steps * width, ridge.height(step / steps + shift) * height)
            for step in range(steps + 1)
        ]
        pen.polygon([(0, height), *edge, (width, height)], fill=ridge.colour)


def _box(centre: tuple[float, float], radius: float) -> tuple[float, float, float, float]:
    x, y = centre
    return x - radius, y - radius, x + radius, y + radius
