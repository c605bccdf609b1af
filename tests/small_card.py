"""Cards small enough to reason about."""

from pathlib import Path

CARD = """\
title: Eyes up
teaches: [003.eye_contact]
minutes: 5
situation: A counter, a line.
customer:
  who: Somebody in a hurry.
  opening: "Is anyone here?"
  moods: [If the clerk looks up you slow down., If not you drum your fingers.]
clerk:
  who: You are counting change.
  task: Let them see that you have seen them.
  try: [Look up., Nod.]
observer:
  watch: [The clerk looked up., The clerk nodded., The customer slowed down.]
  ask: ["When did it turn?"]
alone: Try it in front of a mirror.
"""


def write(folder: Path, text: str = CARD) -> None:
    """The cards `calm/eyes` of a folder."""
    path = folder / "calm" / "eyes.yaml"
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
