"""What one part is worth, from records alone: no folder but the learner's, and no environment."""

import pytest
from solutions import TASKS, answer, key_of, right_answers, talk

from autograder.part import in_words, mark_part
from course.dialogue import assessed
from course.document import DocumentError
from course.history import History, read, read_files

CONCEPTS, KNOWN = TASKS["angry-concepts"], TASKS["angry-known"]


def test_a_drill_is_marked_from_answers_and_keys(tmp_path):
    answer(tmp_path, CONCEPTS, right_answers("angry-concepts"))
    marked = mark_part(CONCEPTS, read(tmp_path), key_of("angry-concepts"), assessed)
    assert (marked.mark, marked.attention, marked.open) == (2, "", False)


@pytest.mark.parametrize(("task", "keys"), [(CONCEPTS, key_of("angry-concepts")), (KNOWN, {})])
def test_nothing_at_all_waits_for_a_person(task, keys):
    marked = mark_part(task, History(), keys, assessed)
    assert "No answers to this part" in marked.attention
    assert marked.mark == 0


def test_without_keys_a_part_stays_open(tmp_path):
    talk(tmp_path, KNOWN, turns=1)
    drill, conversation = (mark_part(task, read(tmp_path), None, assessed) for task in (CONCEPTS, KNOWN))
    assert (drill.open, conversation.open) == (True, True)
    assert drill.notes == ("0 of 6 answered when this page was last run.",)
    assert conversation.notes == ("Your talk is saved. It wasn't finished when this page was last run.",)


def test_bytes_are_marked_as_the_folder_is(tmp_path):
    talk(tmp_path, KNOWN)
    files = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    here, there = (mark_part(KNOWN, history, {}, assessed) for history in (read(tmp_path), read_files(files)))
    assert here == there
    assert there.mark == 2


def test_what_went_wrong_is_told_to_a_person():
    marked = in_words(DocumentError("keys.yaml", 3, "", "mend it."), 4)
    assert marked.points == 4
    assert "DocumentError: keys.yaml, line 3: mend it." in marked.attention
