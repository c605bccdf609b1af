import os
import random
import signal
import tempfile
import time
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from made_up import escaped
from plain_judge import plain_judge
from tiny import tiny

from course import conversation as module
from course import dialogue, replies
from course.attempts import read_attempts
from course.conversation import Conversation, open_conversation
from course.history import read
from course.journal import Journal
from course.policy import house_rules


def opened(folder, scenario, key="k") -> Conversation:
    """Open a conversation as a kernel that has just started would."""
    return Conversation(scenario, Journal(folder), key)


@pytest.fixture
def plain(monkeypatch):
    """The judge of the course is the plain one."""
    monkeypatch.setattr(dialogue, "assessed", plain_judge)
    monkeypatch.setattr(replies, "digest", lambda: "plain")


def states(conversation):
    return [attempt.state for attempt in conversation.attempts().attempts]


def test_just_looking_writes_nothing(tmp_path, scenario):
    conversation = opened(tmp_path, scenario)
    conversation.again()
    conversation.back(0)
    conversation.refresh()
    assert conversation.state.turns == ()
    assert conversation.tip is None
    assert list(tmp_path.iterdir()) == []


def test_a_reply_is_in_the_journal_before_it_is_visible(tmp_path, scenario):
    conversation = opened(tmp_path, scenario)
    seen = []

    class Watched(Journal):
        def append(self, *args):
            seen.append(len(conversation.state.turns))
            return super().append(*args)

    conversation.journal = Watched(tmp_path)
    conversation.say("A")
    conversation.pause()
    assert seen == [0, 0, 1]
    kinds = [record.kind for record in read(tmp_path).records.values()]
    assert kinds == ["conversation", "reply", "reply"]
    assert conversation.state.replies[0].choice == "A"


def test_a_restarted_kernel_goes_on_where_it_was(tmp_path, scenario):
    first = opened(tmp_path, scenario)
    first.say("C")
    first.pause()
    second = opened(tmp_path, scenario)
    assert second.state == first.state
    assert second.tip == first.tip
    second.say("A")
    assert opened(tmp_path, scenario).state == second.state
    assert states(second) == [second.state]
    assert opened(tmp_path, scenario, "another key").state.turns == ()


def test_going_back_branches_and_keeps_what_was_tried(tmp_path, scenario):
    conversation = opened(tmp_path, scenario)
    for choice in "CBB":
        conversation.say(choice)
    tried = conversation.state
    conversation.back(1)
    assert conversation.state == dialogue.replay(scenario, tried.seed, tried.replies[:1])
    assert states(conversation) == [tried]
    conversation.say("A")
    conversation.say("A")
    assert states(conversation) == [tried, conversation.state]
    assert conversation.state.turns[0] == tried.turns[0]
    conversation.back(0)
    conversation.say("B")
    assert len(states(conversation)) == 3
    assert opened(tmp_path, scenario).state == conversation.state
    assert conversation.notices == ()


@pytest.mark.parametrize("turn", [-1, 2])
def test_there_is_no_going_back_to_what_was_not(tmp_path, scenario, turn):
    conversation = opened(tmp_path, scenario)
    conversation.say("A")
    with pytest.raises(ValueError, match="no turn"):
        conversation.back(turn)


def test_an_earlier_try_is_taken_up_at_any_turn(tmp_path, scenario):
    first = opened(tmp_path, scenario)
    for choice in "CAA":
        first.say(choice)
    tip, done = first.tip, first.state
    assert done.ended
    first.again()
    first.say("B")
    other = first.state
    again = opened(tmp_path, scenario)
    again.take_up(tip, 1)
    assert again.state == dialogue.before(done, 1)
    again.say("B")
    assert states(again) == [done, other, again.state]
    again.take_up(tip, 3)
    assert (again.state, again.tip) == (done, tip)
    assert opened(tmp_path, scenario).state == dialogue.say(dialogue.before(done, 1), "B")


def test_one_that_was_left_goes_on_where_it_was(tmp_path, scenario):
    first = opened(tmp_path, scenario)
    first.say("A")
    left, tip = first.state, first.tip
    first.again()
    first.say("B")
    first.take_up(tip, 1)
    first.say("A")
    assert first.state == dialogue.say(left, "A")
    assert len(states(first)) == 2


@pytest.mark.parametrize("turn", [-1, 2, 9])
def test_nobody_takes_up_what_was_not(tmp_path, scenario, turn):
    conversation = opened(tmp_path, scenario)
    conversation.say("A")
    here, tip = conversation.state, conversation.tip
    with pytest.raises(ValueError, match="can go on"):
        conversation.take_up(tip, turn)
    with pytest.raises(ValueError, match="can go on"):
        conversation.take_up("0" * 32, 0)
    assert (conversation.state, conversation.tip) == (here, tip)


def test_a_talk_with_the_customer_as_they_were_is_not_taken_up(tmp_path, scenario):
    first = opened(tmp_path, scenario)
    first.say("A")
    changed = opened(tmp_path, tiny(("title: The dented tin", "title: The bent tin")))
    with pytest.raises(ValueError, match="can go on"):
        changed.take_up(first.tip, 0)


def test_the_header_names_the_house_rules_it_was_played_by(tmp_path, scenario):
    opened(tmp_path, scenario).say("A")
    (header,) = read(tmp_path).headers()
    assert header.data["house_rules"] == house_rules().digest


def test_the_header_names_the_judge_of_whatever_will_be_typed(tmp_path, scenario):
    opened(tmp_path, scenario).say("A")
    (header,) = read(tmp_path).headers()
    assert header.data["judge"] == replies.digest()


def test_typed_words_are_judged_kept_and_heard_the_same_after_a_restart(tmp_path, scenario, plain):
    first = opened(tmp_path, scenario)
    first.say(text="well apologize")
    first.say("A")
    first.say(text="offer_choices offer_solution", turn=2)
    again = opened(tmp_path, scenario)
    assert again.state == first.state
    assert [turn.judgement for turn in again.state.turns] == [turn.judgement for turn in first.state.turns]
    assert again.state.turns[0].judgement.evidence["apologize"].spans == ("apologize",)
    assert states(again) == [first.state]
    assert again.notices == ()


def test_what_is_typed_is_in_the_journal_as_it_was_typed(tmp_path, scenario, plain):
    opened(tmp_path, scenario).say(text="  «Désolée», 对不起 🙂 apologize\n")
    record = list(read(tmp_path).records.values())[-1]
    assert record.data["reply"] == {"text": "  «Désolée», 对不起 🙂 apologize\n", "labels": ["apologize"]}


def test_half_a_character_is_kept_as_it_will_be_read(tmp_path, scenario, plain):
    conversation = opened(tmp_path, scenario)
    conversation.say(text="apologize \ud83d")
    assert states(opened(tmp_path, scenario)) == [conversation.state]


@pytest.mark.parametrize("text", ["", " ", "\n\t"])
def test_when_no_words_were_typed_nothing_happens(tmp_path, scenario, text):
    conversation = opened(tmp_path, scenario)
    conversation.say(text=text)
    assert conversation.state.turns == ()
    assert list(tmp_path.iterdir()) == []


def test_what_is_neither_a_choice_nor_a_text_is_refused(tmp_path, scenario):
    conversation = opened(tmp_path, scenario)
    with pytest.raises(ValueError, match="a choice or a text"):
        conversation.say()
    with pytest.raises(TypeError):
        conversation.say(text=7)
    assert list(tmp_path.iterdir()) == []


def test_a_reply_typed_twice_is_said_once(tmp_path, scenario, plain):
    conversation = opened(tmp_path, scenario)
    conversation.say(text="defensive", turn=0)
    conversation.say(text="defensive", turn=0)
    assert len(conversation.state.turns) == 1


def test_a_very_long_reply_is_cut_and_that_is_told_until_the_next(tmp_path, scenario, plain):
    conversation = opened(tmp_path, scenario)
    conversation.say(text="defensive " * 100_000)
    assert len(conversation.state.turns[0].reply.text) == 5000
    assert conversation.notices == (
        "That was a long reply: no more than its first 2,000 characters are judged, and no more than 5,000 are kept.",
    )
    assert states(opened(tmp_path, scenario)) == [conversation.state]
    conversation.say(text="x" * 2000)
    assert conversation.notices == ()
    conversation.say(text="x" * 2001)
    assert len(conversation.notices) == 1
    conversation.back(2)
    assert conversation.notices == ()


def test_going_back_keeps_how_the_words_before_were_heard(tmp_path, scenario, plain):
    conversation = opened(tmp_path, scenario)
    conversation.say(text="defensive")
    conversation.say(text="apologize acknowledge_feeling")
    heard = conversation.state.turns[0].judgement
    conversation.back(1)
    assert conversation.state.turns[0].judgement == heard
    conversation.say(text="dismiss")
    assert len(states(opened(tmp_path, scenario))) == 2


def test_what_was_meant_is_kept_as_a_record_of_its_own_and_changes_nothing(tmp_path, scenario, plain):
    conversation, told = opened(tmp_path, scenario), []
    conversation.say(text="apologize? greet? hm")
    before = conversation.state
    conversation.observe(lambda: told.append(conversation.meant_at(0)))
    assert conversation.meant_at(0) is None
    conversation.meant(0, "apologize")
    conversation.meant(0, "apologize")
    assert (conversation.state, conversation.state.marks.earned, told[0]) == (before, 0, "apologize")
    (record,) = read(tmp_path).headers("meant")
    assert record.data == {
        "words": "apologize? greet? hm", "customer": "Look at it! Look!", "type": "angry", "label": "apologize",
        "scenario": "angry/tiny", "beat": "storm", "reply": conversation.tip,
    }  # fmt: skip
    again = opened(tmp_path, scenario)
    assert (again.state, again.notices, again.meant_at(0)) == (before, (), "apologize")
    again.meant(0, "")
    assert again.meant_at(0) == ""
    assert states(again) == [before]
    again.back(0)
    again.say(text="apologize? greet? hm")
    assert again.meant_at(0) is None, "another reply, though in the same words"


@pytest.mark.parametrize(
    ("at", "label"), [(0, "snap"), (0, "greet"), (1, ""), (1, "apologize"), (2, ""), (-1, "greet")]
)
def test_only_what_was_left_open_can_have_been_meant(tmp_path, scenario, plain, at, label):
    conversation = opened(tmp_path, scenario)
    conversation.say(text="snap apologize?")
    conversation.say("A")
    with pytest.raises(ValueError, match="wasn't left open"):
        conversation.meant(at, label)
    assert conversation.meant_at(at) is None
    assert read(tmp_path).headers("meant") == []


@pytest.mark.parametrize("label", [None, 7, ["greet"], "no_such"])
def test_a_meaning_that_is_no_label_is_ignored(tmp_path, scenario, plain, label):
    conversation = opened(tmp_path, scenario)
    conversation.say(text="greet?")
    conversation.journal.append("meant", {"reply": conversation.tip, "label": label})
    assert conversation.meant_at(0) is None


def test_a_talk_that_another_judge_heard_goes_on_as_it_went(tmp_path, scenario, plain, monkeypatch):
    opened(tmp_path, scenario).say(text="acknowledge_feeling apologize")
    old = opened(tmp_path, scenario)
    monkeypatch.setattr(replies, "digest", lambda: "newer")
    monkeypatch.setattr(dialogue, "assessed", lambda *_, **__: plain_judge("greet", customer="", type="", setting=None))
    new = opened(tmp_path, scenario)
    assert (new.state.moment, new.state.line) == (old.state.moment, old.state.line)
    assert (old.state.marks.earned, new.state.marks.earned) == (4, 0)
    assert [turn.labels for turn in new.state.turns] == [{"greet"}]
    assert "judged by another version of the course" in new.notices[0]
    new.say("A")
    assert opened(tmp_path, scenario).state == new.state
    new.again()
    new.say("A")
    assert new.notices == (), "nobody needs to know for ever"


def test_again_has_a_header_and_a_seed_of_its_own(tmp_path, scenario):
    conversation = opened(tmp_path, scenario)
    conversation.say("A")
    first = conversation.state
    conversation.again()
    assert states(conversation) == [first]
    conversation.say("B")
    assert states(conversation) == [first, conversation.state]
    assert len({header.data["seed"] for header in read(tmp_path).headers()}) == 2
    assert opened(tmp_path, scenario).state == conversation.state


def test_a_second_click_does_nothing(tmp_path, scenario):
    conversation = opened(tmp_path, scenario)
    conversation.say("C", turn=0)
    conversation.say("C", turn=0)
    conversation.pause(turn=0)
    assert len(conversation.state.turns) == 1
    conversation.pause(turn=1)
    assert len(conversation.state.turns) == 2


def test_what_is_not_offered_leaves_everything_as_it_was(tmp_path, scenario):
    conversation = opened(tmp_path, scenario)
    with pytest.raises(ValueError, match="isn't offered"):
        conversation.say("Z")
    assert conversation.state.turns == ()
    assert list(tmp_path.iterdir()) == []
    for choice in "AA":
        conversation.say(choice)
    before = [path.read_bytes() for path in tmp_path.iterdir()]
    with pytest.raises(ValueError, match="ended"):
        conversation.pause()
    assert [path.read_bytes() for path in tmp_path.iterdir()] == before


def test_two_kernels_branch_and_never_mix(tmp_path, scenario):
    one = opened(tmp_path, scenario)
    one.say("C")
    two = opened(tmp_path, scenario)
    one.say("A")
    two.say("B")
    mine = one.state
    one.refresh()
    assert one.state == mine
    assert states(one) == [mine, two.state]
    assert opened(tmp_path, scenario).state == two.state


def test_a_conversation_not_yet_touched_follows_the_disk(tmp_path, scenario):
    here, there = opened(tmp_path, scenario), opened(tmp_path, scenario)
    there.say("A")
    here.refresh()
    assert here.state == there.state
    here.again()
    here.refresh()
    assert here.state.turns == ()


def test_the_same_place_is_the_same_conversation(tmp_path, scenario, monkeypatch):
    monkeypatch.setattr(module, "find_in", lambda _: lambda _: scenario)
    monkeypatch.setattr(module, "_conversations", {})
    monkeypatch.setenv("MODULE_NINE_DATA", str(tmp_path / "data"))
    conversation = open_conversation("angry/tiny")
    conversation.say("A")
    assert open_conversation("angry/tiny") is conversation
    assert open_conversation("angry/tiny", "angry/tiny") is conversation
    assert open_conversation("angry/tiny", "other") is not conversation
    monkeypatch.chdir(tmp_path)
    exercise = open_conversation("angry/tiny", folder=tmp_path)
    assert exercise is not conversation
    exercise.say("B")
    assert len(list(tmp_path.glob("journal-*"))) == 1
    assert len(list((tmp_path / "data" / "journals").iterdir())) == 1


def test_an_unknown_customer_is_told(tmp_path):
    with pytest.raises(LookupError):
        open_conversation("angry/nobody", folder=tmp_path)


def test_another_version_of_the_customer_starts_anew_and_says_so(tmp_path, scenario):
    old = opened(tmp_path, scenario)
    old.say("A")
    new = opened(tmp_path, tiny(("This tin is dented.", "This tin has a dent.")))
    assert new.state.turns == ()
    assert len(new.notices) == 1
    assert "“The dented tin” has changed since an earlier conversation" in new.notices[0]
    new.say("A")
    assert new.notices == ()
    assert [attempt.current for attempt in new.attempts().attempts] == [False, True]


def test_a_forged_end_is_not_gone_on_from(tmp_path, scenario):
    conversation = opened(tmp_path, scenario)
    conversation.say("C")
    Journal(tmp_path).append("reply", {"answered": "Thanks, bye!", "reply": {"choice": "A"}}, conversation.tip)
    again = opened(tmp_path, scenario)
    assert again.state == conversation.state
    assert len(again.notices) == 1
    assert "answers words that the customer didn't say" in again.notices[0]


def test_a_full_disk_is_told_and_the_talk_goes_on(tmp_path, scenario):
    (tmp_path / "folder").write_text("a file in its place")
    conversation = opened(tmp_path / "folder", scenario)
    for choice in "AA":
        conversation.say(choice)
    assert conversation.state.ended
    assert "aren't being saved" in conversation.notices[0]
    (tmp_path / "folder").unlink()
    conversation.refresh()
    conversation.again()
    conversation.say("A")
    assert conversation.notices == ()
    assert states(opened(tmp_path / "folder", scenario)) == states(conversation)
    assert len(states(conversation)) == 2


def test_all_views_are_told_until_they_leave(tmp_path, scenario, caplog):
    conversation, told = opened(tmp_path, scenario), []

    def broken():
        raise RuntimeError("a view's own mistake")

    conversation.observe(broken)
    leave = conversation.observe(lambda: told.append(len(conversation.state.turns)))
    conversation.say("A")
    conversation.back(0)
    conversation.again()
    conversation.refresh()
    assert told == [1, 0, 0, 0]
    assert "a view couldn't show what changed" in caplog.text
    leave()
    leave()
    conversation.pause()
    assert len(told) == 4


INES = tiny()


class Kernels(RuleBasedStateMachine):
    """Two kernels, restarted at will, do whatever they can; the disk knows each reply that they gave."""

    which = st.integers(0, 1)

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(dir=self.root))
        self.kernels = [opened(self.folder, INES) for _ in range(2)]
        self.given = set()

    @rule(which=which, choice=st.sampled_from(["pause", *"ABC"]))
    def answer(self, which, choice):
        conversation = self.kernels[which]
        if not conversation.state.ended:
            conversation.pause() if choice == "pause" else conversation.say(choice)
            self.given.add(conversation.state.replies)

    @rule(
        which=which, words=st.sampled_from(["I'm so sorry you had to drive.", "Calm down.", "Sorry… \ud83d", "对不起"])
    )
    def type_words(self, which, words):
        conversation = self.kernels[which]
        if not conversation.state.ended:
            conversation.say(text=words)
            self.given.add(conversation.state.replies)

    @rule(which=which, back=st.integers(0, 3))
    def go_back(self, which, back):
        conversation = self.kernels[which]
        conversation.back(max(0, len(conversation.state.turns) - back))

    @rule(which=which)
    def start_again(self, which):
        self.kernels[which].again()

    @rule(which=which)
    def run_all(self, which):
        self.kernels[which].refresh()

    @precondition(lambda self: self.given)
    @rule(which=which)
    def restart(self, which):
        self.kernels[which] = opened(self.folder, INES)
        assert self.kernels[which].state.replies in self.given

    @invariant()
    def nothing_said_is_lost(self):
        found = read_attempts(INES, self.folder, "k")
        assert found.problems == ()
        kept = {attempt.state.replies[: n + 1] for attempt in found.attempts for n in range(len(attempt.state.turns))}
        assert kept == {replies[: n + 1] for replies in self.given for n in range(len(replies))}


def test_two_kernels_whatever_they_do(tmp_path_factory, monkeypatch):
    monkeypatch.setattr(os, "fsync", lambda _: None)
    monkeypatch.setattr(Kernels, "root", tmp_path_factory.mktemp("kernels"), raising=False)
    run = Kernels.TestCase("runTest")
    run.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
    run.runTest()


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a POSIX system")
def test_killing_a_hundred_conversations_loses_nothing_acknowledged(tmp_path, scenario):
    lengths = set()
    for number in range(100):
        folder = tmp_path / str(number)
        acknowledged = _killed(folder, scenario, seed=number)
        found = read_attempts(scenario, folder, "k")
        history = read(folder)
        assert set(acknowledged) <= set(history.records)
        assert found.problems == history.problems
        replayed = {record.digest for attempt in found.attempts for record in history.path(attempt.tip)}
        assert set(acknowledged) <= replayed
        assert sum(record.kind == "reply" for record in history.records.values()) <= len(acknowledged) + 1
        if acknowledged:
            assert opened(folder, scenario).tip in {*acknowledged, found.latest.tip}
        lengths.add(len(acknowledged))
    assert len(lengths) > 10  # they were killed at different points


def _killed(folder, scenario, seed: int) -> list[str]:
    """Play in another process until it is killed; return the digests of the replies it acknowledged."""
    ours, theirs = os.pipe()
    draw = random.Random(seed)
    process = os.fork()
    if not process:
        try:
            _play(opened(folder, scenario), draw, theirs)
        finally:
            os._exit(1)
    os.close(theirs)
    with os.fdopen(ours, encoding="ascii") as pipe:
        acknowledged = [pipe.readline().strip() for _ in range(draw.randrange(25))]
        time.sleep(draw.random() * 0.002)
        os.kill(process, signal.SIGKILL)
        os.waitpid(process, 0)
        return acknowledged + pipe.read().split()


def _play(conversation: Conversation, draw: random.Random, pipe: int) -> None:
    while True:
        turns = len(conversation.state.turns)
        if conversation.state.ended or draw.random() < 0.1:
            conversation.again() if draw.random() < 0.5 else conversation.back(draw.randint(0, turns))
        if not conversation.state.ended:
            conversation.say(draw.choice("ABC")) if draw.random() < 0.8 else conversation.pause()
            os.write(pipe, f"{conversation.tip}\n".encode())


@pytest.mark.usefixtures("bracketed")
def test_in_another_language_too_a_change_is_told_until_a_new_talk_begins(tmp_path, scenario):
    opened(tmp_path, scenario).say("A")
    new = opened(tmp_path, tiny(("This tin is dented.", "This tin has a dent.")))
    assert len(new.notices) == 1
    assert escaped(new.notices) == set()
    new.say("A")
    assert new.notices == ()


@pytest.mark.usefixtures("bracketed")
def test_in_another_language_too_a_long_reply_is_told(tmp_path, scenario, plain):
    conversation = opened(tmp_path, scenario)
    conversation.say(text="greet " * 1000)
    assert conversation.notices[0].startswith("[That was a long reply: no more than its first 2[,]000")
    assert escaped(conversation.notices) == set()
