"""The ways of a class through a talk, on the customer's map: a wide arrow is a way that many took. Pure."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from html import escape

from autograder.class_talks import LEFT_OFF, Step
from course.map import WIDTH, Place, box_of, curve, file_name, halfway, places_of, size_of
from course.scenario import Scenario

_THIN, _WIDE = 1.0, 9.0  # pixels: an arrow that nobody took, and one that everybody took
_MARGIN = 34  # room at the left for numbers on arrows that go round a box


def draw_paths(scenario: Scenario, steps: Sequence[Step], talks: int) -> str:
    """The map as inline SVG, with a number on each way taken; `talks` is how many there were. Words are escaped."""
    places = places_of(scenario)
    width, height = size_of(places)
    width += _MARGIN
    name, tip = (
        escape(f"{scenario.title}: the ways of {talks} talks"),
        f"tip-{file_name(scenario).removesuffix('.svg')}",
    )
    taken = [step for step in steps if step.start in places and step.end in places]
    parts = [
        f'<svg viewBox="{-_MARGIN} 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-label="{name}" font-family="sans-serif" font-size="12">',
        f'<defs><marker id="{tip}" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="12" markerHeight="12" '
        'markerUnits="userSpaceOnUse" orient="auto"><path d="M0 0L8 4L0 8z" fill="#333"/></marker></defs>',
        f'<rect x="{-_MARGIN}" width="{width}" height="{height}" fill="#fff"/>',
        *_untaken(scenario, places, {(step.start, step.end) for step in taken}),
        *(_way(step, places, talks, tip) for step in taken),
        *(box_of(scenario, name, place) for name, place in places.items()),
        *_came(scenario, steps, places, talks),
        *(_number(step, places) for step in taken),
        "</svg>",
    ]
    return "".join(parts)


def _untaken(scenario: Scenario, places: Mapping[str, Place], taken: set[tuple[str, str]]) -> Iterator[str]:
    """The ways that there are and that nobody took, dotted."""
    ways = dict.fromkeys((beat.id, rule.go) for beat in scenario.beats.values() for rule in beat.rules)
    for start, end in ways:
        if end in places and (start, end) not in taken:
            line = curve(places[start], places[end])
            yield f'<path d="{line}" fill="none" stroke="#999" stroke-width="{_THIN}" stroke-dasharray="2 4"/>'


def _way(step: Step, places: Mapping[str, Place], talks: int, tip: str) -> str:
    line, wide = curve(places[step.start], places[step.end]), _THIN + (_WIDE - _THIN) * step.took / max(talks, 1)
    words = escape(f"{step.start} → {step.end}: {step.took} of {talks}")
    style = f'fill="none" stroke="#5b6b85" stroke-width="{wide:.1f}" stroke-opacity="0.75"'
    return f'<path d="{line}" {style} marker-end="url(#{tip})"><title>{words}</title></path>'


def _number(step: Step, places: Mapping[str, Place]) -> str:
    x, y = halfway(places[step.start], places[step.end])
    half = 5 + 4 * len(str(step.took))
    return (
        f'<rect x="{x - half}" y="{y - 9}" width="{2 * half}" height="18" rx="9" fill="#fff" stroke="#5b6b85"/>'
        f'<text x="{x}" y="{y + 4}" text-anchor="middle" font-weight="bold">{step.took}</text>'
    )


def _came(scenario: Scenario, steps: Sequence[Step], places: Mapping[str, Place], talks: int) -> Iterator[str]:
    """How many came to each box, and how many went no further."""
    came, left = Counter({scenario.start: talks}), Counter[str]()
    for step in steps:
        came[step.end] += step.took
        left[step.start] += step.took if step.end == LEFT_OFF else 0
    for name, (x, y) in places.items():
        words = f"{came[name]} came" + (f", {left[name]} left off" if left[name] else "")
        yield f'<text x="{x + WIDTH - 10}" y="{y + 19}" text-anchor="end" font-weight="bold">{words}</text>'
