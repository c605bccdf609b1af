"""A scenario's map in SVG: beats as boxes down the page, detours and endings beside them, ways as arrows."""

import textwrap
from collections.abc import Iterator, Mapping
from html import escape

from course.beat import STAY, Beat, Rule
from course.scenario import Scenario

WIDTH, HEIGHT, _ACROSS, _DOWN, EDGE = 200, 74, 70, 40, 34  # pixels
_OUT, _IN = 48, 26  # how far down its side an arrow leaves a box, and reaches one
Place = tuple[int, int]  # a box's corner, from the left and from the top
_FILL = {"beat": "#eaf1fb", "detour": "#f4f1e6", "best": "#e2f3e4", "fair": "#f7f3da", "poor": "#fbe6e3"}
_STROKE = {"beat": "#2d5a9e", "detour": "#7a6a32", "best": "#2c6e36", "fair": "#7d6a12", "poor": "#9b3226"}


def file_name(scenario: Scenario) -> str:
    """What the file of a scenario's map is called."""
    return f"{scenario.name.replace('/', '-')}.svg"


def draw(scenario: Scenario) -> str:
    """The map as one SVG document; every word in it is escaped."""
    places = places_of(scenario)
    width, height = size_of(places)
    title = escape(f"{scenario.name}: {scenario.title}")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="Map of {title}" font-family="sans-serif" font-size="12">',
        f"<title>{title}</title>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#555"/></marker></defs>',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        *_arrows(scenario, places),
        *(box_of(scenario, name, place) for name, place in places.items()),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def size_of(places: Mapping[str, Place]) -> tuple[int, int]:
    """How wide and how high a map is in which boxes stand at these places, in pixels."""
    return max(x for x, _ in places.values()) + WIDTH + EDGE, max(y for _, y in places.values()) + HEIGHT + EDGE


def places_of(scenario: Scenario) -> dict[str, Place]:
    """Each box's corner: beats go down the left, detours beside them, endings down the right.

    How far down a box stands is the longest way to it, on which a detour is half a step.
    """
    depth = dict.fromkeys(scenario.beats, 0.0)
    for beat in _in_order(scenario):
        for rule in beat.rules:
            if rule.go in depth and rule.go != beat.id:
                step = 0.5 if beat.detour or scenario.beats[rule.go].detour else 1.0
                depth[rule.go] = max(depth[rule.go], depth[beat.id] + step)
    lanes = [
        {name: at for name, at in depth.items() if not scenario.beats[name].detour},
        {name: at for name, at in depth.items() if scenario.beats[name].detour},
        {name: _led_from(scenario, name, depth) for name in scenario.endings},
    ]
    places = {}
    for lane, boxes in enumerate(lanes):
        lowest = 0.0
        for name in sorted(boxes, key=lambda name: boxes[name]):
            lowest = max(lowest, boxes[name])
            places[name] = (EDGE + lane * (WIDTH + _ACROSS), EDGE + round(lowest * (HEIGHT + _DOWN)))
            lowest += 1
    return places


def _led_from(scenario: Scenario, ending: str, depth: dict[str, float]) -> float:
    """How far down the beats stand, on average, that lead to an ending."""
    sources = [depth[beat.id] for beat in scenario.beats.values() if any(rule.go == ending for rule in beat.rules)]
    return sum(sources) / len(sources) if sources else 0.0


def _in_order(scenario: Scenario) -> Iterator[Beat]:
    """The beats, each after all that lead to it."""
    waiting = dict(scenario.beats)
    while waiting:
        led_to = {rule.go for beat in waiting.values() for rule in beat.rules}
        ready = [name for name in waiting if name not in led_to]
        for name in ready:
            yield waiting.pop(name)


def _arrows(scenario: Scenario, places: dict[str, Place]) -> Iterator[str]:
    for beat in scenario.beats.values():
        ways: dict[str, list[Rule]] = {}
        for rule in beat.rules:
            if rule.go != STAY:
                ways.setdefault(rule.go, []).append(rule)
        for target, rules in ways.items():
            line = curve(places[beat.id], places[target])
            why = escape(f"{beat.id} → {target}: " + "; ".join(map(_condition, rules)))
            yield (
                f'<path d="{line}" fill="none" stroke="#555" stroke-width="1.4" marker-end="url(#tip)">'
                f"<title>{why}</title></path>"
            )


def curve(start: Place, end: Place) -> str:
    """The way from one box to another: straight down within a lane, else from side to side."""
    (x, y), (to_x, to_y) = start, end
    if x == to_x:
        middle, far = x + WIDTH // 2, abs(to_y - y) > HEIGHT + 2 * _DOWN
        if not far:
            return f"M{middle} {y + HEIGHT}L{middle} {to_y}"
        return f"M{x} {y + _OUT}C{x - EDGE} {y + HEIGHT} {x - EDGE} {to_y} {x} {to_y + _IN}"
    begin, finish, bend = (x + WIDTH, to_x, _ACROSS) if to_x > x else (x, to_x + WIDTH, -_ACROSS)
    return f"M{begin} {y + _OUT}C{begin + bend} {y + _OUT} {finish - bend} {to_y + _IN} {finish} {to_y + _IN}"


def halfway(start: Place, end: Place) -> Place:
    """Where half of the way from one box to another lies."""
    (x, y), (to_x, to_y) = start, end
    if x != to_x:
        begin, finish = (x + WIDTH, to_x) if to_x > x else (x, to_x + WIDTH)
        return (begin + finish) // 2, (y + _OUT + to_y + _IN) // 2
    if abs(to_y - y) > HEIGHT + 2 * _DOWN:
        return x - EDGE * 3 // 4, (4 * y + _OUT + 3 * HEIGHT + 4 * to_y + _IN) // 8
    return x + WIDTH // 2, (y + HEIGHT + to_y) // 2


def _condition(rule: Rule) -> str:
    """A rule's conditions in words."""
    said = [
        ("with all of " + ", ".join(sorted(rule.all))) if rule.all else "",
        ("with " + " or ".join(sorted(rule.any))) if rule.any else "",
        ("without " + ", ".join(sorted(rule.none))) if rule.none else "",
        {True: "needs met", False: "needs not met", None: ""}[rule.met],
        ("when " + " or ".join(sorted(rule.heat))) if rule.heat else "",
        f"trust {rule.trust} or more" if rule.trust is not None else "",
        f"{rule.slips} slips or fewer" if rule.slips is not None else "",
        rule.action.replace("_", " ") if rule.action else "",
    ]
    return ", ".join(filter(None, said)) or "otherwise"


def box_of(scenario: Scenario, name: str, place: Place) -> str:
    """A beat or an ending, with what it is about and what it needs."""
    if name in scenario.beats:
        beat = scenario.beats[name]
        kind, words = ("detour" if beat.detour else "beat"), beat.about
        small = "needs " + ", ".join(beat.needs).replace("_", " ") if beat.needs else "needs nothing"
    else:
        ending = scenario.endings[name]
        kind, words, small = ending.quality, ending.title, f"{ending.quality} ending"
    x, y = place
    lines = textwrap.wrap(words, 31, max_lines=2, placeholder="…")
    rows = [f'<text x="{x + 10}" y="{y + 19}" font-weight="bold">{escape(name)}</text>']
    rows += [f'<text x="{x + 10}" y="{y + 36 + 14 * at}">{escape(line)}</text>' for at, line in enumerate(lines)]
    rows.append(
        f'<text x="{x + 10}" y="{y + HEIGHT - 7}" font-size="10" fill="#444">'
        f"{escape(textwrap.shorten(small, 36, placeholder='…'))}</text>"
    )
    dash = ' stroke-dasharray="5 3"' if kind == "detour" else ""
    box = (
        f'<rect x="{x}" y="{y}" width="{WIDTH}" height="{HEIGHT}" rx="8" '
        f'fill="{_FILL[kind]}" stroke="{_STROKE[kind]}" stroke-width="1.5"{dash}/>'
    )
    return f"<g><title>{escape(f'{name}: {words} ({small})')}</title>{box}{''.join(rows)}</g>"
