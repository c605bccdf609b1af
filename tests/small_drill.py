"""A drill small enough to reason about, in practice and graded, with the keys of the graded one."""

from pathlib import Path

PRACTICE = """
title: Thoughts
items:
  - id: pick
    kind: choose
    teaches: [004.angry.kernel]
    ask: Which one?
    options:
      - {text: This., why: No.}
      - {text: That., why: Yes., right: true}
  - id: read
    kind: mark
    teaches: [004.angry.agree]
    ask: Mark them.
    speaker: Bev
    labels: [snap, dismiss]
    lines:
      - {who: Al, text: Hey!}
      - {who: Bev, text: Hello., why: Fine.}
      - {who: Bev, text: Calm down., why: No., labels: [dismiss]}
      - {who: Bev, text: "Are you done?", why: No., labels: [snap, dismiss]}
"""
GRADED = (
    PRACTICE.replace("title:", "graded: true\ntitle:")
    .replace(", why: No.", "")
    .replace(", why: Yes., right: true", "")
    .replace(", why: Fine.", "")
    .replace(", labels: [dismiss]}", "}")
    .replace(", labels: [snap, dismiss]}", "}")
)
KEYS = """
items:
  pick: {right: {b: []}, why: {a: No., b: Yes.}}
  read: {right: {"3": [dismiss], "4": [snap, dismiss]}, why: {"2": Fine., "3": No., "4": No.}}
"""


def write(folder: Path, text: str) -> Path:
    """The drill `angry/mine` of a folder."""
    path = folder / "angry" / "mine.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path
