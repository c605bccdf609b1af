"""Charts as inline SVG, each beside the same in words: bars in the cells of a table, and items on two scales. Pure."""

from collections.abc import Iterable, Mapping
from html import escape

from autograder.item_analysis import Finding

_WIDE, _HIGH, _LEFT, _LOW = 900, 352, 56, 40  # pixels of the items' chart, and its room for numbers
_CELL = (90, 24)  # pixels across and down: items that lie in one such field share a label


def bar(share: float, told: str, doubtful: float = 0.0) -> str:
    """A bar for a share from 0 to 1, and a dashed one behind it for what isn't certain; below it the same in words."""
    sure, open_ = round(100 * share, 1), round(100 * doubtful, 1)
    return (
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="all" width="100" height="10"/><rect class="sure" width="{sure:g}" height="10"/>'
        f'<rect class="open" x="{sure:g}" width="{open_:g}" height="10"/></svg> {escape(told)}'
    )


def both_ways(value: float) -> str:
    """A bar for a number from -1 to 1, from the middle to the left or to the right, and below it the number."""
    start, wide = round(min(50, 50 + 50 * value), 1), round(abs(50 * value), 1)
    return (
        '<svg class="bar" viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">'
        f'<rect class="all" width="100" height="10"/><rect class="sure" x="{start:g}" width="{wide:g}" height="10"/>'
        f'<rect class="line" x="49.5" width="1" height="10"/></svg> {value:+.2f}'
    )


def item_chart(findings: Mapping[int, Finding], title: str) -> str:
    """Items by their numbers: from hard to easy across, and up by how well each tells learners apart."""
    spots: dict[tuple[int, int], list[int]] = {}
    for number, one in findings.items():
        if one.ease is not None and one.tells is not None:
            x = _LEFT + 16 + one.ease * (_WIDE - _LEFT - 32)
            y = (_HIGH - _LOW) * (1 - one.tells) / 2
            spots.setdefault((round(x / _CELL[0]), round(y / _CELL[1])), []).append(number)
    dots = "".join(_dot(column * _CELL[0], row * _CELL[1], numbers) for (column, row), numbers in spots.items())
    return (
        f'<svg class="chart" viewBox="0 0 {_WIDE} {_HIGH}" width="{_WIDE}" height="{_HIGH}" role="img" '
        f'aria-label="{escape(title)}">{_axes()}{dots}</svg>'
    )


def _axes() -> str:
    bottom, middle = _HIGH - _LOW, (_HIGH - _LOW) / 2
    inner = _WIDE - _LEFT
    down = "".join(
        _text(_LEFT - 8, 11 + (bottom - 12) * (1 - value) / 2, f"{value:g}", "end") for value in (1, 0.5, 0, -0.5, -1)
    )
    across = "".join(
        _text(_LEFT + 16 + share * (inner - 32), bottom + 18, f"{share:.0%}", "middle")
        for share in (0, 0.25, 0.5, 0.75, 1)
    )
    return (
        f'<rect class="doubted" x="{_LEFT}" y="{middle:g}" width="{inner}" height="{middle:g}"/>'
        f'<path class="axis" d="M{_LEFT} 0V{bottom}H{_WIDE}M{_LEFT} {middle:g}H{_WIDE}"/>{down}{across}'
        + _text(_LEFT + 8, 16, "↑ tells learners apart", "start")
        + _text(_LEFT + 8, bottom - 8, "↓ goes against the rest: look at the key", "start")
        + _text(_LEFT, _HIGH - 6, "← hard", "start")
        + _text(_WIDE, _HIGH - 6, "easy →", "end")
    )


def _dot(x: float, y: float, numbers: Iterable[int]) -> str:
    words = ", ".join(map(str, numbers))
    half = 9 + 3.5 * (len(words) - 1)
    left, top = min(max(x, _LEFT + half), _WIDE - half), min(max(y, 11), _HIGH - _LOW - 11)
    return (
        f'<rect class="dot" x="{left - half:g}" y="{top - 10:g}" width="{2 * half:g}" height="20" rx="10"/>'
        f'<text class="on-dot" x="{left:g}" y="{top + 5:g}" text-anchor="middle">{words}</text>'
    )


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return f'<text x="{x:g}" y="{y:g}" text-anchor="{anchor}">{words}</text>'
