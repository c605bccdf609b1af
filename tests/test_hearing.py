import pytest
from plain_judge import plain_judge
from tiny import tiny

from course import dialogue
from course.hearing import Hearing, Quote, english_title, hear, title, unsure
from course.labels import LABELS
from course.reply import Reply

STEAMING = "After that drive I'd be steaming. I'm sorry about it."
INES = tiny()
PATIENT = tiny(("    hint: Let her", "    patience: 3\n    hint: Let her"), ("any: defensive, go", "met: false, go"))


def typed(*texts, scenario=INES):
    """A talk in which these were typed; `pause` and a choice's letter stand for themselves."""
    state = dialogue.start(scenario)
    for text in texts:
        if text == "pause":
            state = dialogue.pause(state)
        elif text in {"A", "B", "C"}:
            state = dialogue.say(state, text)
        else:
            state = dialogue.say(state, text=text, judge=plain_judge)
    return state


def heard(*texts, scenario=INES) -> Hearing:
    return hear(typed(*texts, scenario=scenario), len(texts) - 1)


def test_every_label_has_a_title_that_learners_read():
    assert all(title(label) for label in LABELS)
    assert title("pause") == "a moment of silence"


def test_the_words_that_did_it_are_quoted():
    assert heard("well apologize").quotes == (Quote("apologize", ("apologize",)),)


def test_what_counts_comes_first_pitfalls_before_all():
    order = [quote.label for quote in heard("greet ask_question apologize snap").quotes]
    assert order == ["snap", "apologize", "greet", "ask_question"]
    order = [quote.label for quote in heard("own_problem greet ask_question acknowledge_feeling state_limit").quotes]
    assert order == ["acknowledge_feeling", "greet", "ask_question", "own_problem", "state_limit"]


def test_what_was_given_already_comes_after_what_was_missing():
    said = heard("acknowledge_feeling", "acknowledge_feeling apologize own_problem", scenario=PATIENT)
    assert [quote.label for quote in said.quotes] == ["apologize", "acknowledge_feeling", "own_problem"]


def test_what_is_unsure_is_quoted_too_and_what_matters_comes_first():
    hearing = heard("greet? own_problem? apologize? snap?")
    assert hearing.quotes == ()
    assert [quote.label for quote in hearing.unsure] == ["snap", "apologize", "greet", "own_problem"]
    assert hearing.unsure[1].words == ("apologize?",)


def test_the_nearest_reply_is_near_in_labels_first_then_in_words():
    assert heard("apologize acknowledge_feeling").nearest == STEAMING
    assert heard("which shelf might that have come from").nearest == "Which shelf did it come from, and when was that?"
    assert heard("apologize which shelf").nearest == STEAMING


def test_no_slip_of_an_authors_is_a_model_unless_it_was_made():
    words = "I only work here, you know, I don't dent the tins."
    assert heard(words).nearest != words
    assert heard(words + " defensive").nearest == words


def test_a_deed_is_not_held_up_beside_words():
    assert heard("B", "threaten enough, one more word like that and you can leave").nearest == ""


def test_nothing_is_near_to_what_has_nothing_in_common():
    assert heard("qwertz").nearest == ""


def test_one_thing_to_add_is_the_first_need_that_is_missing():
    assert heard("greet").add == "One thing to add: naming the feeling."
    assert heard("acknowledge_feeling").add == "One thing to add: sorry for the experience. Let her finish first."
    assert heard("acknowledge_feeling apologize").add == "", "silence comes too late after words"


def test_what_was_said_is_not_asked_for_even_if_a_slip_drowned_it():
    assert heard("acknowledge_feeling snap").add == "One thing to add: sorry for the experience."
    assert heard("acknowledge_feeling apologize snap").add == ""


def test_what_may_be_there_is_not_told_to_be_missing():
    assert heard("acknowledge_feeling?").add == "One thing to add: sorry for the experience."
    assert heard("acknowledge_feeling? apologize").add == (
        "One thing to say more plainly: naming the feeling. Let her finish first."
    )


def test_what_an_earlier_reply_gave_needs_no_adding():
    assert heard("acknowledge_feeling", "greet", scenario=PATIENT).add == "One thing to add: sorry for the experience."


def test_there_is_nothing_to_hear_in_a_choice_or_in_silence():
    assert heard("A") == heard("pause") == Hearing()


def test_labels_without_a_judgement_are_told_without_words():
    state = dialogue.replay(INES, 0, [Reply(text="so", labels=frozenset({"apologize"}))])
    assert hear(state, 0).quotes == (Quote("apologize", ()),)


def test_marks_hang_on_what_is_needed_and_on_any_slip():
    assert unsure(typed("apologize?")) == (0,)
    assert unsure(typed("apologize acknowledge_feeling snap?")) == (0,)
    assert unsure(typed("own_problem?")) == ()
    assert unsure(typed("apologize? snap")) == (), "beside a slip nothing else is heard"
    assert unsure(typed("defensive", "A", "offer_choices? offer_solution")) == (2,)
    assert unsure(typed("A", "A")) == ()


def test_marks_hang_on_what_would_push_something_else_out():
    assert unsure(typed("greet? acknowledge_feeling apologize agree_with_truth")) == ()
    crowd = tiny(("needs: offer_choices offer_solution", "needs: own_problem offer_choices"))
    said = "own_problem offer_choices ask_question"
    assert unsure(typed("A", said, scenario=crowd)) == ()
    assert unsure(typed("A", f"{said} greet?", scenario=crowd)) == (1,)
    assert unsure(typed("A", "own_problem offer_choices greet? ask_question?", scenario=crowd)) == (1,), "only both"


def test_marks_do_not_hang_on_what_was_given_already():
    assert unsure(typed("apologize", "apologize?", scenario=PATIENT)) == ()


def test_marks_hang_on_what_had_only_been_claimed_before():
    claimed = dialogue.step(dialogue.start(PATIENT), {"apologize"}, text="so")
    state = dialogue.rejudged(dialogue.say(claimed, text="apologize?", judge=plain_judge), plain_judge)
    assert unsure(state) == (1,)


def test_marks_never_hang_on_a_detour():
    assert unsure(typed("B", "own_problem?")) == ()


def test_many_open_labels_are_weighed_at_once():
    assert unsure(typed(" ".join(f"{label}?" for label in LABELS))) == (0,)


@pytest.mark.usefixtures("bracketed")
@pytest.mark.parametrize(("label", "said"), [("paraphrase", "saying it back"), ("pause", "a moment of silence")])
def test_a_title_is_said_in_the_language_that_is_spoken(label, said):
    assert (title(label), english_title(label)) == (f"[{said}]", said)
