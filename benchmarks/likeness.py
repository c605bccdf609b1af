"""How often people who never read each other are said to be alike: `autograder.likeness` put to the corpus.

    python benchmarks/likeness.py

Every reply of the corpus that is long enough to be compared is taken for a learner's answer to one and the same
question, which is harder than an exercise: parts of the corpus are by different hands, so whatever is found across
parts is a false alarm. What is found within one part was mostly written in pairs that differ in a few words.
"""

import json
from pathlib import Path

from autograder.likeness import LEAST, Text, alike

CORPUS = Path(__file__).parent / "replies" / "corpus"


def main() -> None:
    """Compare all, and print what was found across parts and within them."""
    part: dict[str, str] = {}
    texts: list[Text] = []
    for file in sorted(CORPUS.glob("*.jsonl")):
        for line in file.read_text(encoding="utf-8").splitlines():
            row = json.loads(line)
            if len(row["reply"].split()) >= LEAST:
                texts.append(Text(row["id"], "all", row["reply"]))
                part[row["id"]] = row["id"].rstrip("0123456789").rstrip("-") or file.stem
    found = alike(texts, [])
    across = sum(len({part[student] for student in one.students}) > 1 for one in found)
    parts = len(set(part.values()))
    print(f"{len(texts):,} replies of {LEAST} words or more, by {parts} parts: {across} groups across parts, ", end="")
    print(f"{len(found) - across} within one; {len(texts) * (len(texts) - 1) // 2:,} pairs.")


if __name__ == "__main__":
    main()
