"""A scenario's map: beats and endings as boxes from left to right, the ways between them as arrows, in SVG."""

import textwrap
from collections.abc import Iterator
from html import escape

from course.scenario import STAY, Beat, Rule, Scenario

_WIDTH, _HEIGHT, _ACROSS, _DOWN, _EDGE = 190, 74, 90, 34, 30  # pixels
_FILL = {"beat": "#eaf1fb", "detour": "#f4f1e6", "best": "#e2f3e4", "fair": "#f7f3da", "poor": "#fbe6e3"}
_STROKE = {"beat": "#2d5a9e", "detour": "#7a6a32", "best": "#2c6e36", "fair": "#7d6a12", "poor": "#9b3226"}


def draw(scenario: Scenario) -> str:
    """The map as one SVG document; every word in it is escaped."""
    places = _places(scenario)
    width = max(x for x, _ in places.values()) + _WIDTH + _EDGE
    height = max(y for _, y in places.values()) + _HEIGHT + _EDGE
    title = escape(f"{scenario.name}: {scenario.title}")
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        f'role="img" aria-label="Map of {title}" font-family="sans-serif" font-size="12">',
        f"<title>{title}</title>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="8" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8z" fill="#555"/></marker></defs>',
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        *_arrows(scenario, places),
        *(_box(scenario, name, place) for name, place in places.items()),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _places(scenario: Scenario) -> dict[str, tuple[int, int]]:
    """Each box's corner: a column for each step that the longest way takes, endings in the last."""
    column = dict.fromkeys(scenario.beats, 0)
    for beat in _in_order(scenario):
        for rule in beat.rules:
            if rule.go in column and rule.go != beat.id:
                column[rule.go] = max(column[rule.go], column[beat.id] + 1)
    column |= dict.fromkeys(scenario.endings, max(column.values()) + 1)
    rows = [0] * (max(column.values()) + 1)
    places = {}
    for name, at in column.items():
        places[name] = (_EDGE + at * (_WIDTH + _ACROSS), _EDGE + rows[at] * (_HEIGHT + _DOWN))
        rows[at] += 1
    return places


def _in_order(scenario: Scenario) -> Iterator[Beat]:
    """The beats, each after all that lead to it."""
    waiting = dict(scenario.beats)
    while waiting:
        led_to = {rule.go for beat in waiting.values() for rule in beat.rules}
        ready = [name for name in waiting if name not in led_to]
        for name in ready:
            yield waiting.pop(name)


def _arrows(scenario: Scenario, places: dict[str, tuple[int, int]]) -> Iterator[str]:
    for beat in scenario.beats.values():
        ways: dict[str, list[Rule]] = {}
        for rule in beat.rules:
            if rule.go != STAY:
                ways.setdefault(rule.go, []).append(rule)
        for target, rules in ways.items():
            (x, y), (to_x, to_y) = places[beat.id], places[target]
            start, end = (x + _WIDTH, y + _HEIGHT // 2), (to_x, to_y + _HEIGHT // 2)
            bend = (end[0] - start[0]) // 2
            curve = f"M{start[0]} {start[1]}C{start[0] + bend} {start[1]} {end[0] - bend} {end[1]} {end[0]} {end[1]}"
            why = escape(f"{beat.id} → {target}: " + "; ".join(map(_condition, rules)))
            yield (
                f'<path d="{curve}" fill="none" stroke="#555" stroke-width="1.4" marker-end="url(#tip)">'
                f"<title>{why}</title></path>"
            )


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


def _box(scenario: Scenario, name: str, place: tuple[int, int]) -> str:
    if name in scenario.beats:
        beat = scenario.beats[name]
        kind, words = ("detour" if beat.detour else "beat"), beat.about
        small = "needs " + ", ".join(beat.needs).replace("_", " ") if beat.needs else "needs nothing"
    else:
        ending = scenario.endings[name]
        kind, words, small = ending.quality, ending.title, f"{ending.quality} ending"
    x, y = place
    lines = textwrap.wrap(words, 28)[:2]
    rows = [f'<text x="{x + 10}" y="{y + 19}" font-weight="bold">{escape(name)}</text>']
    rows += [f'<text x="{x + 10}" y="{y + 36 + 14 * at}">{escape(line)}</text>' for at, line in enumerate(lines)]
    rows.append(
        f'<text x="{x + 10}" y="{y + _HEIGHT - 7}" font-size="10" fill="#444">'
        f"{escape(textwrap.shorten(small, 36, placeholder='…'))}</text>"
    )
    dash = ' stroke-dasharray="5 3"' if kind == "detour" else ""
    box = (
        f'<rect x="{x}" y="{y}" width="{_WIDTH}" height="{_HEIGHT}" rx="8" '
        f'fill="{_FILL[kind]}" stroke="{_STROKE[kind]}" stroke-width="1.5"{dash}/>'
    )
    return f"<g><title>{escape(f'{name}: {words} ({small})')}</title>{box}{''.join(rows)}</g>"
