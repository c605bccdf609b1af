import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import tiny

from course import attempts, dialogue
from course.attempts import Attempts, has_changed, read_attempts
from course.journal import Journal

INES = tiny()
REPLIES = st.lists(st.sampled_from(["pause", "A", "B", "C"]), max_size=12)


def header(customer, **changes):
    return {"scenario": customer.name, "digest": customer.digest, "seed": 5, "key": "k", **changes}


def record(journal: Journal, customer, replies, parent: str | None = None, **changes) -> dialogue.State:
    """Write a conversation as it should be; `changes` are made to its header."""
    state = dialogue.start(customer, 5)
    parent = parent or journal.append("conversation", header(customer, **changes)).digest
    for reply in replies:
        if state.ended:
            break
        after = dialogue.pause(state) if reply == "pause" else dialogue.say(state, reply)
        data = {"answered": state.line, "reply": after.turns[-1].reply.to_json()}
        state, parent = after, journal.append("reply", data, parent).digest
    return state


def rewrite(folder: Path, *edits: tuple[str, str]) -> None:
    """Change what is in a folder's one journal, and mend the digests: a forger can do that too."""
    (path,) = folder.glob("journal-*.jsonl")
    lines, parent = path.read_text("utf-8").splitlines(), None
    forged = Journal(folder)
    path.unlink()
    for line in lines:
        for old, new in edits:
            line = line.replace(old, new)  # noqa: PLW2901
        data = json.loads(line)
        kind = data.pop("kind")
        for own in ("module_nine", "parent", "at"):
            data.pop(own, None)
        parent = forged.append(kind, data, parent).digest


def test_nothing_kept_is_no_attempt_and_no_problem(tmp_path, scenario):
    assert read_attempts(scenario, tmp_path / "none", "k") == Attempts((), ())
    assert Attempts().first_finished is None
    assert Attempts().latest is None


@settings(max_examples=50, deadline=None)  # a slow disk is no mistake
@given(REPLIES)
def test_an_attempt_is_what_was_played(tmp_path_factory, replies):
    folder = tmp_path_factory.mktemp("played")
    state = record(Journal(folder), INES, replies)
    found = read_attempts(INES, folder, "k")
    assert [attempt.state for attempt in found.attempts] == [state] * bool(replies)
    assert [attempt.finished for attempt in found.attempts] == [state.ended] * bool(replies)
    assert found.problems == ()


def test_reading_writes_nothing(tmp_path, scenario):
    record(Journal(tmp_path), scenario, "AA")
    before = {path: path.read_bytes() for path in tmp_path.iterdir()}
    read_attempts(scenario, tmp_path, "k")
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == before


def test_attempts_are_in_order_and_the_first_finished_counts(tmp_path, scenario):
    journal = Journal(tmp_path)
    unfinished = record(journal, scenario, "C")
    poor = record(journal, scenario, ["B", "C"])
    best = record(journal, scenario, ["pause", "A", "A"])
    record(journal, scenario, ["pause", "A", "A"], key="another")
    found = read_attempts(scenario, tmp_path, "k")
    assert [attempt.state for attempt in found.attempts] == [unfinished, poor, best]
    assert found.first_finished is found.attempts[1]
    assert found.latest is found.attempts[2]
    assert found.attempts[0].at < found.attempts[1].at


def test_branches_are_attempts_of_their_own(tmp_path, scenario):
    journal = Journal(tmp_path)
    start = journal.append("conversation", header(scenario)).digest
    first = record(journal, scenario, ["B", "B"], start)
    second = record(journal, scenario, ["A", "A"], start)
    assert [attempt.state for attempt in read_attempts(scenario, tmp_path, "k").attempts] == [first, second]


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (('"labels":["defensive"]', '"labels":["apologize"]'), "claims to be more than it is"),
        (('"labels":["defensive"]', '"labels":[]'), "claims to be more than it is"),
        (("I only work here", "I am so sorry, here"), "claims to be more than it is"),
        (("Who does then?", "Oh, thank you!"), "claims to be more than it is"),
        (('{"choice":"A"', '{"marks":99,"choice":"A"'), "claims to be more than it is"),
        (('"kind":"reply"', '"kind":"reply","marks":99'), "claims to be more than it is"),
    ],
)
def test_a_forged_claim_is_ignored_and_the_words_count(tmp_path, scenario, edit, problem):
    state = record(Journal(tmp_path), scenario, "CAA")
    rewrite(tmp_path, edit)
    found = read_attempts(scenario, tmp_path, "k")
    assert [attempt.state for attempt in found.attempts] == [state]
    assert found.problems
    assert all(problem in told for told in found.problems)


def test_other_words_put_where_they_were_not_said_do_not_count(tmp_path, scenario):
    record(Journal(tmp_path), scenario, "CAA")
    rewrite(tmp_path, ("Who does then?", "Oh, thank you!"), ("After that drive I'd be", "I couldn't be"))
    found = read_attempts(scenario, tmp_path, "k")
    assert [len(attempt.state.turns) for attempt in found.attempts] == [1]
    assert "Reply 2 to Ines answers words that the customer didn't say." in found.problems[0]


@pytest.mark.parametrize(
    ("edit", "problem"),
    [
        (('"choice":"A"', '"choice":"Z"'), "Reply 2 to Ines isn't one that could be given there."),
        (('"choice":"A"', '"choice":7'), "Reply 2 to Ines isn't one that could be given there."),
        (
            ('"choice":"A"', '"action":"rule_the_world"'),
            "Reply 2 to Ines isn't one that could be given there.",
        ),
    ],
)
def test_what_cannot_have_been_said_ends_the_attempt(tmp_path, scenario, edit, problem):
    record(Journal(tmp_path), scenario, "CAA")
    rewrite(tmp_path, edit)
    found = read_attempts(scenario, tmp_path, "k")
    assert [len(attempt.state.turns) for attempt in found.attempts] == [1]
    assert found.problems == (f"{problem} It was left out, with all that follows it.",)
    assert found.first_finished is None


def test_a_reply_after_the_end_is_left_out(tmp_path, scenario):
    journal = Journal(tmp_path)
    state = record(journal, scenario, "AA")
    tip = read_attempts(scenario, tmp_path, "k").attempts[0].tip
    journal.append("reply", {"answered": state.line, "reply": {"choice": "A"}}, tip)
    journal.append("reply", {"answered": state.line, "reply": {"pause": True}}, tip)
    found = read_attempts(scenario, tmp_path, "k")
    assert [attempt.state for attempt in found.attempts] == [state]
    assert len(found.problems) == 1


@pytest.mark.parametrize(
    "changes",
    [
        {"scenario": None},
        {"seed": -1},
        {"seed": True},
        {"seed": 1.5},
        {"seed": 1 << 32},
    ],
)
def test_a_header_that_is_not_this_customers_is_set_aside(tmp_path, scenario, changes):
    record(Journal(tmp_path), scenario, "AA", **changes)
    found = read_attempts(scenario, tmp_path, "k")
    assert found.attempts == ()
    assert len(found.problems) == 1


def test_a_talk_with_another_customer_under_the_same_key_is_that_customers(tmp_path, scenario):
    record(Journal(tmp_path), scenario, "AA", scenario="angry/other")
    assert read_attempts(scenario, tmp_path, "k") == Attempts()


def test_another_version_counts_as_far_as_it_fits_and_is_told(tmp_path, scenario):
    record(Journal(tmp_path), scenario, "CAA")
    mended = tiny(("Who does then?", "Who does, then?"), ("labels: defensive, why", "labels: dismiss, why"))
    found = read_attempts(mended, tmp_path, "k")
    assert [(attempt.state.ended, attempt.current) for attempt in found.attempts] == [(True, False)]
    assert found.latest is None
    assert found.first_finished is found.attempts[0]
    assert found.problems == (has_changed(mended),)
    record(Journal(tmp_path), mended, "AA")
    again = read_attempts(mended, tmp_path, "k")
    assert again.first_finished is again.attempts[1]


def test_what_fits_another_version_no_more_is_no_forgery(tmp_path, scenario):
    record(Journal(tmp_path), scenario, "CAA", digest="another version's")
    rewrite(tmp_path, ('"choice":"A"', '"choice":"Z"'))
    found = read_attempts(scenario, tmp_path, "k")
    assert [len(attempt.state.turns) for attempt in found.attempts] == [1]
    assert found.problems == (has_changed(scenario),)


def test_a_torn_line_costs_one_reply(tmp_path, scenario):
    record(Journal(tmp_path), scenario, "CAA")
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes()[:-9])
    found = read_attempts(scenario, tmp_path, "k")
    assert [len(attempt.state.turns) for attempt in found.attempts] == [2]
    assert "cut off" in found.problems[0]


def test_the_same_problem_is_told_once(tmp_path, scenario):
    journal = Journal(tmp_path)
    start = journal.append("conversation", header(scenario)).digest
    state, tip = dialogue.start(scenario, 5), start
    for _ in range(3):
        for number in range(10):
            journal.append("reply", {"answered": state.line, "reply": {"choice": f"Z{number}"}}, tip)
        after = dialogue.pause(state)
        tip = journal.append("reply", {"answered": state.line, "reply": {"pause": True}}, tip).digest
        state = after
    assert len(read_attempts(scenario, tmp_path, "k").problems) == 3


def test_more_tries_than_anybody_makes_are_not_read(tmp_path, scenario, monkeypatch):
    journal = Journal(tmp_path)
    start = journal.append("conversation", header(scenario)).digest
    for _ in range(5):
        record(journal, scenario, "B", start)
    monkeypatch.setattr(attempts, "MOST", 3)
    found = read_attempts(scenario, tmp_path, "k")
    assert len(found.attempts) == 3
    assert "3 tries or more" in found.problems[0]
