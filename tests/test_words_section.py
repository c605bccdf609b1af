"""What the report says of learners' own words: what to decide, with its command, and likeness without a verdict."""

import re
from dataclasses import replace
from html import unescape

import pytest
from small_class import angry, class_of

from autograder.command import PROGRAM
from autograder.traces import Gap, Line
from autograder.typed import Typed
from autograder.words_section import copies, replies_to_decide
from course.replies import Judgement


@pytest.fixture(scope="module")
def works(tmp_path_factory):
    return class_of(tmp_path_factory.mktemp("class"))


def shown(html):
    return " ".join(unescape(re.sub("<[^>]*>", "", html)).split())


def typed(work, *replies, doubt=()):
    """A learner who typed these replies, of which marks wait for each."""
    some = tuple(
        Typed("angry-rewrite", "Late!", "angry", one, Judgement(frozenset(), {}, frozenset(doubt)), True)
        for one in replies
    )
    parts = {**{name: replace(part, typed=()) for name, part in work.parts.items()}}
    return replace(work, parts={**parts, "angry-rewrite": replace(parts["angry-rewrite"], typed=some)})


def test_nothing_waits_and_nobody_shares(works):
    assert "No mark waits for a decision" in replies_to_decide(angry(), [typed(works[0])], PROGRAM)
    said = copies(angry(), works[:1])
    for words in (
        "Nobody’s own words are those",
        "No line stands in the journals of two",
        "No journal has a gap",
        "None of this is a verdict",
    ):
        assert words in shown(said)


def test_a_group_has_one_command_for_all_its_replies(works):
    some = [
        typed(works[0], "I'm sorry you waited so long.", doubt=["apologize"]),
        typed(works[1], "Im sorry you waited so long!", "Well, no.", doubt=["apologize"]),
    ]
    html = replies_to_decide(angry(), some, PROGRAM)
    commands = [unescape(line) for line in re.findall("<code>(python.*?)</code>", html)]
    first, second, third = (one.id for work in some for one in work.parts["angry-rewrite"].typed)
    groups = {frozenset(command.split()[4:]) for command in commands[1:]}
    assert groups == {
        frozenset({first, second}),
        frozenset({first, second, "+apologize"}),
        frozenset({third}),
        frozenset({third, "+apologize"}),
    }
    assert commands[0] == "python -m autograder grade angry"
    assert "6. Say it better: Is there sorry for the experience in it? (2 learners)" in shown(html)


def test_words_that_fit_anybody_can_only_be_let_stand(works):
    html = replies_to_decide(angry(), [typed(works[0], "I'm sorry.")], PROGRAM)
    assert "Is it said to this person?" in html
    assert html.count("autograder overrule") == 1


def test_very_many_groups_are_cut_and_that_is_told(works):
    many = [" ".join([word] * 3) for word in (f"w{chr(97 + at % 26)}{chr(97 + at // 26)}x{at}" for at in range(120))]
    html = replies_to_decide(angry(), [typed(works[0], *many)], PROGRAM)
    assert html.count("The replies</caption>") == 100
    assert "There are 20 more groups." in html


def test_a_shared_text_stands_side_by_side_with_what_is_shared_marked(works):
    html = copies(angry(), works)
    block = html[html.index("7. Looking back") :]
    assert "<figcaption><bdi>bo</bdi>, <bdi>cy</bdi></figcaption>" in block
    assert re.search("<mark><bdi>When Walt laid his notebook down.*?instead of at me</bdi></mark>", block)


def test_a_copied_journal_is_told_with_what_it_says(works):
    said = shown(copies(angry(), works))
    assert "ed, flo" in said
    assert "began: exercise/angry-concepts" in said


def test_a_gap_is_shown_with_both_sides(works):
    line = next(iter(works[0].lines.values()))
    hurt = replace(
        works[0],
        gaps=(Gap("journal-a.jsonl", None, Line(line.at, "said: <i>yes</i>")), Gap("journal-a.jsonl", line, line)),
    )
    said = shown(copies(angry(), [hurt]))
    assert "ada journal-a.jsonl" in said.replace("adajournal", "ada journal")
    assert "said: <i>yes</i>" in said
    assert "nothing" in said
