"""A hand-in as the report on a class reads it: the same marks as when it is graded, item by item."""

import json

import pytest
from solutions import EXERCISES, NAMES, TASKS, answer, right_answers, solve, talk

from autograder.class_work import items_of, read_by_all, titles_of, work_of
from autograder.graded import Submission, grade
from autograder.likeness import LONGEST
from autograder.paper import load_paper

REFLECTION = "I kept quiet when he laid his notebook down, and he began to talk to me."


@pytest.fixture(scope="module")
def paper():
    return load_paper(EXERCISES, "angry")


def submission(folder, paper, words=None):
    page = json.loads((EXERCISES / "release" / paper.name / f"{paper.name}.ipynb").read_bytes())
    for cell in page["cells"]:
        if words is not None and cell["id"] == f"{paper.name}-reflection":
            cell["source"] = words
    files = {path.name: path.read_bytes() for path in folder.iterdir()}
    return Submission("ada", {f"{paper.name}.ipynb": json.dumps(page).encode(), **files})


@pytest.mark.parametrize("name", NAMES)
def test_points_are_those_that_are_graded(tmp_path, name):
    paper = load_paper(EXERCISES, name)
    solve(tmp_path, name)
    handed_in = submission(tmp_path, paper, REFLECTION)
    work, graded = work_of(paper, handed_in), grade(paper, handed_in)
    assert {part: (pytest.approx(done.points), done.waits) for part, done in work.parts.items()} == {
        score.grade_id: (score.points or 0, score.waits) for score in graded.scores
    }
    assert set(work.parts[f"{name}-concepts"].shares.values()) == {1}
    assert work.problems == work.gaps == ()


def test_some_right_and_some_wrong(tmp_path, paper):
    answer(tmp_path, TASKS["angry-concepts"], dict(list(right_answers("angry-concepts").items())[:4]))
    part = work_of(paper, submission(tmp_path, paper)).parts["angry-concepts"]
    assert (part.points, part.waits) == (pytest.approx(4 / 3), False)
    assert sorted(part.shares.values()) == [0, 0, 1, 1, 1, 1]


def test_items_are_worth_what_the_notebook_says(paper):
    items = items_of(paper)
    assert sum(item.points for item in items.values()) == pytest.approx(20)
    assert next(iter(items)).startswith("angry-concepts/")
    assert list(items)[-1] == "angry-reflection"
    assert items["angry-new"].ask == "A talk with Walt: A hundred and twenty chairs"
    assert items["angry-reflection"].ask == titles_of(paper)["angry-reflection"] == "7. Looking back"


def test_what_is_in_doubt_has_no_share(tmp_path, paper):
    first, second = right_answers("angry-rewrite").items()
    answers = {
        first[0]: "I'm so sorry, I'll see to it today.",
        second[0]: second[1],
    }  # said to anyone: a person decides
    answer(tmp_path, TASKS["angry-rewrite"], answers)
    part = work_of(paper, submission(tmp_path, paper)).parts["angry-rewrite"]
    assert (part.waits, part.points) == (True, 1)
    assert part.shares == {f"angry-rewrite/{second[0]}": 1}
    assert [typed.waits for typed in part.typed] == [True, False]


def test_own_words_are_gathered_from_cells_drills_and_talks(tmp_path):
    capstone = load_paper(EXERCISES, "capstone")
    answer(tmp_path, TASKS["capstone-rewrite"], right_answers("capstone-rewrite"))
    state = talk(tmp_path, TASKS["capstone-new"]).state
    texts = work_of(capstone, submission(tmp_path, capstone, REFLECTION)).texts
    typed = [turn.reply.text for turn in state.turns if turn.reply.typed]
    assert [text.words for text in texts if text.place == "capstone-new"] == typed
    assert [text.words for text in texts if text.place == "capstone-reflection"] == [REFLECTION]
    assert len(texts) == len(typed) + 3


def test_of_an_endless_text_no_more_is_kept_than_is_compared(tmp_path, paper):
    (text,) = work_of(paper, submission(tmp_path, paper, "word " * 100_000)).texts
    assert len(text.words) == LONGEST


def test_a_text_left_blank_earns_nothing_and_waits_for_nobody(tmp_path, paper):
    part = work_of(paper, submission(tmp_path, paper)).parts["angry-reflection"]
    assert (part.waits, part.shares) == (False, {"angry-reflection": 0})


@pytest.mark.parametrize(
    "files", [{}, {"angry.ipynb": b"{"}, {"angry.ipynb": b"[" * 10_000, "journal-a.jsonl": b"{\n"}]
)
def test_whatever_is_handed_in_nothing_is_raised(paper, files):
    work = work_of(paper, Submission("eve", files, ("x was set aside.",)))
    assert {name for name, part in work.parts.items() if part.waits} == set(paper.tasks)
    assert work.texts == ()
    assert "x was set aside." in work.problems


def test_what_everybody_has_read_holds_questions_choices_and_models(paper):
    read = "\n".join(read_by_all(paper))
    for words in (
        "Write five to ten sentences",
        "So families walk in at three",
        "Tick. Tock.",
        "You took a whole day off",
    ):
        assert words in read
