"""A drill small enough to reason about, in practice and graded, with the keys of the graded one."""

import re
from pathlib import Path
from typing import Any

from course.marking import AnswerKey
from course.questions import Choose, Item, Order, Write

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
  - id: part
    kind: sort
    teaches: [004.angry.kernel]
    ask: Fact or accusation?
    bins: {fact: A fact, accusation: An accusation}
    lines:
      - {text: It was wet., why: Seen., bin: fact}
      - {text: You threw it., why: Guessed., bin: accusation}
      - {text: It came at five., why: Timed., bin: fact}
  - id: row
    kind: order
    teaches: [004.angry.listen]
    ask: What comes first?
    steps:
      - {text: Mend., why: Last., at: 3}
      - {text: Listen., why: Early., at: [1, 2]}
      - {text: Breathe., why: Early., at: [2, 1]}
  - id: say
    kind: write
    teaches: [004.angry.apology]
    situation: Al has waited. He says, "I've stood here for an hour!" Bev says, "Calm down, that's how it is here today."
    customer: I've stood here for an hour!
    type: angry
    ask: Say it better.
    model: I'm sorry about the wait. Where were you?
"""
GRADED = (
    re.sub(r", why: (Seen|Guessed|Timed|Last|Early)\., (bin|at): [^}]+|    model: .*\n", "", PRACTICE)
    .replace("title:", "graded: true\ntitle:")
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
  part: {right: {"1": [fact], "2": [accusation], "3": [fact]}, why: {"1": Seen., "2": Guessed., "3": Timed.}}
  row: {right: {a: ["3"], b: ["1", "2"], c: ["2", "1"]}, why: {a: Last., b: Early., c: Early.}}
  say: {right: {}, needs: [apologize acknowledge_feeling, ask_question], model: "I'm sorry about the wait. Where were you?"}
"""


def write(folder: Path, text: str) -> Path:
    """The drill `angry/mine` of a folder."""
    path = folder / "angry" / "mine.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def right_answer(item: Item, key: AnswerKey) -> Any:
    """An answer that earns everything there is to earn."""
    match item:
        case Choose():
            return next(iter(key.right))
        case Order():
            return sorted(key.right, key=lambda letter: int(key.right[letter][0]))
        case Write():
            return key.model
        case _:
            return {place: labels[0] for place, labels in key.right.items()}
