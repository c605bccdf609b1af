"""The customer's heat turn by turn, drawn: an SVG made of whole numbers and words of ours only."""

from collections.abc import Sequence
from html import escape

from course.language import N_, _

TOP = 10
# To translate: how heated a customer is. Beside the drawing there is room for about six letters.
BANDS = {"hot": N_("hot"), "warm": N_("warm"), "cool": N_("cool")}
WIDTH, HEIGHT = 640, 232
LEFT, RIGHT, UPPER, LOWER = 84, 618, 16, 188  # "warm" fits on the left in a small page's bigger letters, too
# No style sheet: in a page, that of one drawing would reach every other.
_INK = "var(--m9-link, #14599e)"
_TEXT = 'fill="currentColor" font-size="16"'
_AXIS = 'stroke="currentColor" stroke-opacity="0.25"'
_NOW = f'fill="none" stroke-width="3" stroke-linejoin="round" style="stroke:{_INK}"'
_BEFORE = 'fill="none" stroke="currentColor" stroke-opacity="0.65" stroke-width="2" stroke-dasharray="3 5"'


def heat_svg(heats: Sequence[int], before: Sequence[int] = ()) -> str:
    """A line chart of heats 0..10, the opening first; `before`, an earlier try, is dashed."""
    turns = max(len(heats), len(before), 2) - 1
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'aria-label="{escape(_spoken(heats))}" style="width:100%;max-width:{WIDTH}px;height:auto">'
    )
    dashed = [f'<polyline {_BEFORE} points="{_points(before, turns)}"/>'] if before else []
    line = f'<polyline {_NOW} points="{_points(heats, turns)}"/>'
    dots = [_dot(_x(turn, turns), int(heat)) for turn, heat in enumerate(heats)]
    return "".join([head, *_axes(turns), *dashed, line, *dots, "</svg>"])


def _axes(turns: int) -> list[str]:
    words = [_("start"), *map(str, range(1, turns + 1))]
    return [
        f'<line {_AXIS} x1="{LEFT}" y1="{_y(heat)}" x2="{RIGHT}" y2="{_y(heat)}"/>'
        f'<text {_TEXT} x="{LEFT - 12}" y="{_y(heat) + 5}" text-anchor="end">{escape(_(word))}</text>'
        for heat, word in zip((TOP, TOP // 2, 0), BANDS.values(), strict=True)
    ] + [_label(_x(turn, turns), LOWER + 32, word) for turn, word in enumerate(words)]


def _dot(x: int, heat: int) -> str:
    y = _y(heat)
    return f'<circle cx="{x}" cy="{y}" r="5" style="fill:{_INK}"/>' + _label(x, y + (26 if heat == TOP else -10), heat)


def _label(x: int, y: int, words: object) -> str:
    return f'<text {_TEXT} x="{x}" y="{y}" text-anchor="middle">{escape(str(words))}</text>'


def _spoken(heats: Sequence[int]) -> str:
    told = _("Heat at the start and after each turn: {heats}")
    return told.format(heats=", ".join(str(int(heat)) for heat in heats))


def _x(turn: int, turns: int) -> int:
    return LEFT + 16 + (RIGHT - LEFT - 32) * turn // turns


def _y(heat: int) -> int:
    return LOWER - (LOWER - UPPER) * int(heat) // TOP


def _points(heats: Sequence[int], turns: int) -> str:
    return " ".join(f"{_x(turn, turns)},{_y(heat)}" for turn, heat in enumerate(heats))
