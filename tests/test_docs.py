"""The author's guide says what the engine does: its example is read, and no key or label is left out."""

import re
from pathlib import Path

import pytest

from course import beat, invariants, scenario
from course.dialogue import Marks
from course.document import parse_document
from course.labels import LABELS, PAUSE

GUIDE = (Path(__file__).parents[1] / "docs" / "authors.md").read_text(encoding="utf-8")
EXAMPLE = re.search(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)[1]
PARTS = [scenario.Scenario, scenario.Clerk, scenario.Customer, beat.Beat, beat.Choice, beat.Rule]
PARTS += [scenario.Ending, scenario.Models]
GIVEN = {"name", "id"}  # the file's name, and the key that a part stands under


def test_the_example_is_a_customer():
    ruth = scenario.parse_scenario(parse_document(EXAMPLE, "authors.md"), "angry/example")
    assert ruth.customer.name == "Ruth"
    assert ruth.possible == 4


@pytest.mark.parametrize("part", PARTS, ids=lambda part: part.__name__)
def test_every_key_of_the_format_is_explained(part):
    keys = {field.alias or name for name, field in part.model_fields.items()} - GIVEN
    assert {key for key in keys if not re.search(rf"`{key}[`:]|^ *{key}:", GUIDE, re.MULTILINE)} == set()


def test_every_label_is_explained():
    assert set(re.findall(r"^\| `(\w+)`", GUIDE, re.MULTILINE)) == set(LABELS)
    assert f"`{PAUSE}`" in GUIDE


def test_the_numbers_are_the_engine_s():
    effects = scenario.load_scenario("angry/wrong-part").effects
    assert (effects.long_words, effects.counted) == (45, 3)
    assert (effects.marks.first, effects.marks.later, effects.marks.pitfall) == (2, 1, 1)
    assert (invariants.TRICK, invariants.CLEAN) == (0.10, 0.25)
    assert (Marks(69, 100).passed, Marks(70, 100).passed) == (False, True)
    guide = re.sub(r"\s+", " ", GUIDE)
    for said in ("More than 45 words", "at most three count", "earns 2 marks, by a later one 1", "loses 1", "70 %"):
        assert said in guide
    assert "one of ten" in guide
    assert "one in four" in guide
