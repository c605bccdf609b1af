"""How much of something is there, drawn in small signs. What they show stands beside them in words."""

from collections.abc import Iterable

_STEP, _SIDE = 18, 16  # pixels from one sign to the next, and how many of them it takes
# The page around a drawing says what its links look like. The signs differ in form too, for whom colors say nothing.
_INK = 'style="fill:var(--m9-link, #14599e)"'
_HOLLOW = 'fill="none" stroke="currentColor" stroke-opacity="0.65" stroke-width="1.5"'
_TICK = 'fill="none" stroke-width="2" stroke-linecap="round" style="stroke:var(--m9-paper, #fff)"'


def gauge(level: int, full: int) -> str:
    """A bar of `full` boxes, the first `level` of them filled."""
    return _row(_box(at, filled=at < level) for at in range(full))


def tally(passed: int, met: int, there: int) -> str:
    """A row of rings, one for each that is there: ticked if passed, else with a dot inside if met, else empty."""
    return _row([*map(_ticked, range(passed)), *map(_dotted, range(passed, met)), *map(_empty, range(met, there))])


def _row(signs: Iterable[str]) -> str:
    drawn = [*signs]
    width = _STEP * len(drawn)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {_STEP}" aria-hidden="true" '
        f'style="width:{width}px;max-width:100%;height:auto">{"".join(drawn)}</svg>'
    )


def _box(at: int, *, filled: bool) -> str:
    look = _INK if filled else _HOLLOW
    return f'<rect x="{_STEP * at + 2}" y="2" width="{_SIDE - 2}" height="{_SIDE - 2}" rx="3" {look}/>'


def _empty(at: int) -> str:
    return f'<circle cx="{_middle(at)}" cy="{_middle()}" r="7" {_HOLLOW}/>'


def _dotted(at: int) -> str:
    return _empty(at) + f'<circle cx="{_middle(at)}" cy="{_middle()}" r="3" {_INK}/>'


def _ticked(at: int) -> str:
    tick = f'<path d="M{_middle(at) - 3} {_middle()}l2 3l4 -6" {_TICK}/>'
    return f'<circle cx="{_middle(at)}" cy="{_middle()}" r="8" {_INK}/>{tick}'


def _middle(at: int = 0) -> int:
    return _STEP * at + _STEP // 2
