import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import escaped
from plain_judge import done, plain_judge
from tiny import tiny

from course import attempts, dialogue, replies
from course.attempts import Attempts, has_changed, judged_otherwise, read_attempts
from course.journal import Journal
from course.labels import LABELS
from course.replies import Judgement
from course.reply import LONGEST

INES = tiny()
WORDS = st.lists(st.sampled_from([*LABELS, "snap?", "apologize?", "so"]), min_size=1, max_size=4).map(" ".join)
REPLIES = st.lists(st.sampled_from(["pause", "A", "B", "C"]) | WORDS, max_size=12)
OURS = "plain"  # the digest of the plain judge


@pytest.fixture
def plain(monkeypatch):
    """The judge of the course is the plain one."""
    monkeypatch.setattr(dialogue, "assessed", plain_judge)
    monkeypatch.setattr(replies, "digest", lambda: OURS)


def header(customer, **changes):
    return {"scenario": customer.name, "digest": customer.digest, "seed": 5, "key": "k", **changes}


def record(journal: Journal, customer, replies, parent: str | None = None, **changes) -> dialogue.State:
    """Write a conversation as it should be, longer replies typed; `changes` are made to its header."""
    state = dialogue.start(customer, 5)
    parent = parent or journal.append("conversation", header(customer, **changes)).digest
    for reply in replies:
        if state.ended:
            break
        after = done(state, reply)
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
@given(replies=REPLIES)
def test_an_attempt_is_what_was_played(tmp_path_factory, replies):
    folder = tmp_path_factory.mktemp("played")
    with pytest.MonkeyPatch.context() as patch:
        plain.__wrapped__(patch)
        state = record(Journal(folder), INES, replies, judge=OURS)
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


def reading(folder, scenario, **data):
    """What is read of a talk whose one reply is this, whatever the rest of the record says."""
    journal = Journal(folder)
    start = journal.append("conversation", header(scenario, judge=OURS)).digest
    journal.append("reply", {"answered": dialogue.start(scenario, 5).line, **data}, start)
    return read_attempts(scenario, folder, "k")


def test_typed_words_are_judged_again_and_what_they_claim_is_not_believed(tmp_path, scenario, plain):
    state = record(Journal(tmp_path), scenario, ["defensive apologize", "so sorry", "A"], judge=OURS)
    rewrite(tmp_path, ('"labels":["apologize","defensive"]', '"labels":["defensive"]'))
    found = read_attempts(scenario, tmp_path, "k")
    assert [attempt.state for attempt in found.attempts] == [state]
    assert found.problems == (
        "Reply 1 to Ines claims to be more than it is. The claim was ignored; the reply itself counts.",
    )
    assert not found.attempts[0].routed


def test_a_forged_way_to_the_best_ending_leads_nowhere(tmp_path, scenario, plain):
    record(Journal(tmp_path), scenario, ["acknowledge_feeling apologize", "offer_choices offer_solution"], judge=OURS)
    rewrite(tmp_path, ("acknowledge_feeling apologize", "well then"), ("offer_choices offer_solution", "here you are"))
    found = read_attempts(scenario, tmp_path, "k")
    (attempt,) = found.attempts
    assert (len(attempt.state.turns), attempt.state.beat.id, attempt.state.marks.earned) == (1, "sulk", 0)
    assert "Reply 1 to Ines claims to be more than it is." in found.problems[0]
    assert "Reply 2 to Ines answers words that the customer didn't say." in found.problems[1]


def test_typed_words_put_where_they_were_not_said_do_not_count(tmp_path, scenario, plain):
    record(Journal(tmp_path), scenario, ["apologize acknowledge_feeling"], judge=OURS)
    rewrite(tmp_path, ("Look at it! Look!", "Say you're sorry."))
    found = read_attempts(scenario, tmp_path, "k")
    assert found.attempts == ()
    assert "answers words that the customer didn't say" in found.problems[0]


@pytest.mark.parametrize("judge", ["another's", None, 7, ["plain"]])
def test_by_another_judge_the_route_stands_and_the_marks_come_from_the_words(tmp_path, scenario, plain, judge):
    record(Journal(tmp_path), scenario, ["acknowledge_feeling apologize", "offer_choices offer_solution"], judge=judge)
    rewrite(tmp_path, ("offer_choices offer_solution", "offer_choices: here you are offer_solution"))
    found = read_attempts(scenario, tmp_path, "k")
    (attempt,) = found.attempts
    assert (attempt.state.ending, attempt.state.marks.earned, attempt.current, attempt.routed) == (
        "swapped",
        6,
        True,
        True,
    )
    assert [sorted(turn.labels) for turn in attempt.state.turns] == [
        ["acknowledge_feeling", "apologize"],
        ["offer_solution"],
    ]
    assert all(turn.judgement for turn in attempt.state.turns)
    assert found.problems == (judged_otherwise(scenario),)
    assert found.first_finished is found.latest is attempt


def test_that_another_judge_heard_it_is_told_once(tmp_path, scenario, plain):
    for _ in range(3):
        record(Journal(tmp_path), scenario, ["defensive", "apologize"], judge="another's")
    assert read_attempts(scenario, tmp_path, "k").problems == (judged_otherwise(scenario),)


def test_where_nothing_was_typed_no_judge_is_missed(tmp_path, scenario, monkeypatch):
    monkeypatch.setattr(replies, "digest", lambda: pytest.fail("nobody asked for a judge"))
    state = record(Journal(tmp_path), scenario, ["pause", "A", "A"], judge=None)
    found = read_attempts(scenario, tmp_path, "k")
    assert [attempt.state for attempt in found.attempts] == [state]
    assert found.problems == ()


def test_overruled_words_keep_their_route_and_get_other_marks(tmp_path, scenario, plain):
    state = record(Journal(tmp_path), scenario, ["defensive", "acknowledge_feeling so", "A"], judge=OURS)

    def kinder(reply, **known):
        judged = plain_judge(reply, **known)
        return Judgement(judged.labels | {"apologize"}) if reply == "acknowledge_feeling so" else judged

    found = read_attempts(scenario, tmp_path, "k", kinder)
    (attempt,) = found.attempts
    assert (attempt.state.moment, attempt.state.ending) == (state.moment, state.ending)
    assert (state.marks.earned, attempt.state.marks.earned) == (4, 5)
    assert found.problems == ()
    assert not attempt.routed


def test_who_overrules_is_not_fooled_by_claims_either(tmp_path, scenario, plain):
    record(Journal(tmp_path), scenario, ["acknowledge_feeling apologize", "A"], judge=OURS)
    rewrite(tmp_path, ("acknowledge_feeling apologize", "well then"))
    found = read_attempts(scenario, tmp_path, "k", lambda *_, **__: Judgement())
    assert found.attempts[0].state.beat.id != "fix"
    assert "claims to be more than it is" in found.problems[0]


def test_a_typed_reply_is_judged_once_however_many_branches_follow_it(tmp_path, scenario, plain, monkeypatch):
    asked = []

    def counting(reply, **known):
        asked.append(reply)
        return plain_judge(reply, **known)

    journal = Journal(tmp_path)
    start = journal.append("conversation", header(scenario, judge=OURS)).digest
    state = record(journal, scenario, ["defensive apologize"], start)
    tip = list(journal.history.records)[-1]
    for choice in "ABCABC":
        after = dialogue.say(state, choice)
        journal.append("reply", {"answered": state.line, "reply": after.turns[-1].reply.to_json()}, tip)
    monkeypatch.setattr(dialogue, "assessed", counting)
    assert len(read_attempts(scenario, tmp_path, "k").attempts) == 6
    assert asked == ["defensive apologize"]
    asked.clear()
    monkeypatch.setattr(dialogue, "assessed", plain_judge)
    read_attempts(scenario, tmp_path, "k", counting)
    assert asked == ["defensive apologize"]


def test_the_turns_where_marks_hang_on_what_is_unsure_are_told(tmp_path, scenario, plain):
    said = ["defensive greet?", "acknowledge_feeling apologize?", "offer_choices offer_solution snap?"]
    record(Journal(tmp_path), scenario, said, judge=OURS)
    assert read_attempts(scenario, tmp_path, "k").attempts[0].unsure == (1, 2)
    assert read_attempts(scenario, tmp_path, "k", lambda *_, **__: Judgement()).attempts[0].unsure == ()


def test_typed_words_are_put_to_another_version_of_the_customer_again(tmp_path, scenario, plain):
    record(Journal(tmp_path), scenario, ["defensive", "acknowledge_feeling apologize", "A"], judge="another's")
    rewrite(tmp_path, ('"labels":["defensive"]', '"labels":["acknowledge_feeling"]'))
    mended = tiny(("Who does then?", "Who does, then?"), ("This tin is", "The tin is"))
    found = read_attempts(mended, tmp_path, "k")
    assert [(one.state.ended, one.current, one.routed, one.state.marks.earned) for one in found.attempts] == [
        (True, False, False, 5)
    ]
    assert found.problems == (has_changed(mended),)


@pytest.mark.parametrize(
    "reply",
    [
        {},
        {"text": ""},
        {"text": " \n"},
        {"labels": ["apologize", "acknowledge_feeling"]},
        {"labels": ["apologize"], "text": ""},
        {"action": "end_talk"},
        {"text": "so", "labels": ["full_marks"]},
        {"text": "so", "labels": "apologize"},
        {"text": "so", "labels": {"apologize": 1}},
        {"text": "so", "labels": [None]},
        {"text": ["so"]},
        {"text": None},
        {"text": 7},
        {"text": "so", "action": "win"},
    ],
)
def test_what_nobody_can_have_typed_is_left_out(tmp_path, scenario, plain, reply):
    found = reading(tmp_path, scenario, reply=reply)
    assert found.attempts == ()
    assert found.problems == (
        "Reply 1 to Ines isn't one that could be given there. It was left out, with all that follows it.",
    )


@pytest.mark.parametrize(
    "more",
    [
        {"labels": ["acknowledge_feeling", "apologize"]},
        {"labels": sorted(LABELS)},
        {"action": "end_talk"},
        {"judgement": {"labels": ["apologize"]}},
        {"confidence": 1.0, "evidence": {"apologize": ["so"]}},
        {"text": "so " * 300_000},
        {"text": "so" * LONGEST, "labels": ["apologize"]},
    ],
)
def test_typed_words_that_claim_more_than_they_are_count_as_what_they_are(tmp_path, scenario, plain, more):
    found = reading(tmp_path, scenario, reply={"text": "so", **more})
    (attempt,) = found.attempts
    assert (attempt.state.turns[0].labels, attempt.state.marks.earned) == (frozenset(), 0)
    assert len(attempt.state.turns[0].reply.text) <= LONGEST
    assert found.problems == (
        "Reply 1 to Ines claims to be more than it is. The claim was ignored; the reply itself counts.",
    )


@pytest.mark.parametrize(
    "text",
    ["مع الأسف", "对不起，让您跑了三趟", "Мне очень жаль", "🙂", "\u0000", "a\u202eb", "<script>alert(1)</script>"],
)
def test_words_in_any_script_are_a_reply(tmp_path, scenario, text):
    opening = dialogue.start(scenario, 5)
    journal = Journal(tmp_path)
    start = journal.append("conversation", header(scenario, judge=replies.digest())).digest
    after = dialogue.say(opening, text=text)
    journal.append("reply", {"answered": opening.line, "reply": after.turns[-1].reply.to_json()}, start)
    found = read_attempts(scenario, tmp_path, "k")
    assert [attempt.state for attempt in found.attempts] == [after]
    assert found.problems == ()


def test_half_a_character_in_a_file_costs_that_line_alone(tmp_path, scenario, plain):
    record(Journal(tmp_path), scenario, ["defensive", "so HERE"], judge=OURS)
    (path,) = tmp_path.iterdir()
    path.write_bytes(path.read_bytes().replace(b"HERE", b"\\ud83d"))
    found = read_attempts(scenario, tmp_path, "k")
    assert [len(attempt.state.turns) for attempt in found.attempts] == [1]
    assert "can't be read" in found.problems[0]


def test_more_words_than_anybody_types_are_not_judged(tmp_path, scenario, plain, monkeypatch):
    monkeypatch.setattr(attempts, "MOST_LINES", 25)
    journal = Journal(tmp_path)
    start = journal.append("conversation", header(scenario, judge=OURS)).digest
    record(journal, scenario, ["so " * 600], start)
    for number in range(10):
        record(journal, scenario, [f"so {number}"], start)
    found = read_attempts(scenario, tmp_path, "k")
    assert len(found.attempts) == 7
    assert "comes after 25 lines of typed words" in found.problems[0]
    record(journal, scenario, "AA", start)
    assert read_attempts(scenario, tmp_path, "k").first_finished, "what isn't typed is read all the same"


@pytest.mark.usefixtures("bracketed")
def test_problems_are_told_in_the_language_that_is_spoken(tmp_path, scenario):
    record(Journal(tmp_path), scenario, "CAA")
    rewrite(tmp_path, ('"choice":"A"', '"choice":"Z"'))
    record(Journal(tmp_path), scenario, "A", digest="another version's")
    record(Journal(tmp_path), scenario, "A", seed=-1)
    problems = read_attempts(scenario, tmp_path, "k").problems
    assert len(problems) == 3
    assert has_changed(scenario) in problems
    assert escaped(problems) == set()
