from tiny import tiny

from course import dialogue
from course.debrief import Missed, Reason, coach, debrief
from course.reply import Reply
from course.scenario import Need


def talk(*replies):
    given = [Reply(pause=True) if reply == "pause" else Reply(reply) for reply in replies]
    return dialogue.replay(tiny(), 0, given)


def test_tells_the_heat_turn_by_turn():
    assert debrief(talk("pause", "A", "A")).heat == (8, 7, 5, 5)


def test_tells_what_was_used_and_where():
    used = {one.label: one.turns for one in debrief(talk("pause", "A", "B")).used}
    assert used == {"pause": (0,), "acknowledge_feeling": (1, 2), "apologize": (1, 2)}
    assert [one.label for one in debrief(talk("C", "A")).pitfalls] == ["defensive"]


def test_tells_what_was_missed_and_what_might_have_been_said():
    missed = debrief(talk("B", "A", "B")).missed
    assert missed[0] == Missed(Need("storm", "pause"), "Let her finish first.", None)
    assert missed[1].model == "After that drive I'd be steaming. I'm sorry about it."
    assert {one.need.label for one in missed} == {
        "pause", "acknowledge_feeling", "apologize", "offer_choices", "offer_solution"
    }  # fmt: skip


def test_what_still_can_be_given_is_not_missed_yet():
    assert {one.need.beat for one in debrief(talk("C")).missed} == {"fix"}


def test_gives_a_reason_for_each_mark():
    state = talk("C", "A", "A")
    assert debrief(state).reasons == (
        Reason(0, -1, "A pitfall: getting defensive"),
        Reason(1, 1, "Naming the feeling, though not at once"),
        Reason(1, 1, "Sorry for the experience, though not at once"),
        Reason(2, 2, "Real alternatives"),
        Reason(2, 2, "A concrete next step"),
    )
    assert sum(reason.marks for reason in debrief(state).reasons) == state.marks.earned


def test_the_coach_speaks_the_authors_words_about_a_choice():
    assert coach(talk("C", "A"), 0) == "True perhaps"


def test_the_coach_tells_silences_apart():
    state = talk("pause", "pause", "pause")
    assert [coach(state, at) for at in range(3)] == [
        "Well held. The silence let the customer finish, and gave you a breath.",
        "You have given that moment already. Nothing changes until you speak.",
        "Silence for this long reads as no answer. Now a few words are needed.",
    ]
    assert "doesn't answer" in coach(talk("B", "pause"), 1)


def test_the_coach_speaks_about_typed_words_from_their_labels():
    opening = dialogue.start(tiny())

    def said(*labels):
        return coach(dialogue.step(opening, labels, text="…"), 0)

    assert said("snap", "apologize") == "What the customer hears first here is snapping. Let her finish first."
    assert said("apologize") == "What this moment needed, and you gave: sorry for the experience."
    both = "What this moment needed, and you gave: naming the feeling, sorry for the experience."
    assert said("acknowledge_feeling", "apologize") == both
    assert said("greet", "paraphrase", "own_problem", "ask_question").startswith("You did many things at once")
    assert said() == "Let her finish first."
    sulking = dialogue.say(opening, "B")
    assert "you gave: taking it on" in coach(dialogue.step(sulking, {"own_problem"}, text="…"), 1), "in a detour too"
