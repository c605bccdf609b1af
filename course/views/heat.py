"""The customer's heat turn by turn, drawn: an SVG made of whole numbers and fixed words only."""

from collections.abc import Sequence

TOP = 10
WIDTH, HEIGHT = 640, 232
LEFT, RIGHT, UPPER, LOWER = 62, 618, 16, 188
STYLE = (
    ".axis{stroke:currentColor;stroke-opacity:.25}"
    ".now{fill:none;stroke:var(--m9-link,#14599e);stroke-width:3;stroke-linejoin:round}"
    ".dot{fill:var(--m9-link,#14599e)}"
    ".before{fill:none;stroke:currentColor;stroke-opacity:.65;stroke-width:2;stroke-dasharray:3 5}"
    "text{fill:currentColor;font-size:14px;font-family:inherit}"
)


def heat_svg(heats: Sequence[int], before: Sequence[int] = ()) -> str:
    """A line chart of heats 0..10, the opening first; `before`, an earlier try, is drawn dashed beneath."""
    turns = max(len(heats), len(before), 2) - 1
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img" '
        f'class="m9-chart" aria-label="{_spoken(heats)}" style="width:100%;max-width:{WIDTH}px;height:auto">',
        f"<style>{STYLE}</style>",
    ]
    for heat, word in ((TOP, "hot"), (TOP // 2, "warm"), (0, "cool")):
        y = _y(heat)
        parts.append(f'<line class="axis" x1="{LEFT}" y1="{y}" x2="{RIGHT}" y2="{y}"/>')
        parts.append(f'<text x="{LEFT - 12}" y="{y + 5}" text-anchor="end">{word}</text>')
    for turn in range(turns + 1):
        word = "start" if turn == 0 else str(turn)
        parts.append(f'<text x="{_x(turn, turns)}" y="{LOWER + 30}" text-anchor="middle">{word}</text>')
    if before:
        parts.append(f'<polyline class="before" points="{_points(before, turns)}"/>')
    parts.append(f'<polyline class="now" points="{_points(heats, turns)}"/>')
    for turn, heat in enumerate(heats):
        x, y = _x(turn, turns), _y(heat)
        parts.append(f'<circle class="dot" cx="{x}" cy="{y}" r="5"/>')
        parts.append(f'<text x="{x}" y="{y - 10 if heat < TOP else y + 20}" text-anchor="middle">{int(heat)}</text>')
    return "".join([*parts, "</svg>"])


def _spoken(heats: Sequence[int]) -> str:
    return f"Heat at the start and after each turn: {', '.join(str(int(heat)) for heat in heats)}"


def _x(turn: int, turns: int) -> int:
    return LEFT + 16 + (RIGHT - LEFT - 32) * turn // turns


def _y(heat: int) -> int:
    return LOWER - (LOWER - UPPER) * int(heat) // TOP


def _points(heats: Sequence[int], turns: int) -> str:
    return " ".join(f"{_x(turn, turns)},{_y(heat)}" for turn, heat in enumerate(heats))
