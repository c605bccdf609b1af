"""A conversation that stands still: complete, escaped, without scripts."""

import re
from html.parser import HTMLParser

import pytest
from plain_judge import plain_judge
from tiny import tiny

import course
from course import dialogue
from course.document import DocumentError
from course.views.report import report

SCRIPT = "<script>alert('hi')</script>"


class Tags(HTMLParser):
    """Every tag of a page, and whether each that opens also closes."""

    EMPTY = frozenset({"line", "circle", "polyline"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.seen, self.open = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.seen += [tag, *(name for name, _ in attrs)]
        self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.seen += [tag, *(name for name, _ in attrs)]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture
def finished(scenario):
    return dialogue.say(dialogue.say(dialogue.start(scenario), "A"), "B")


def test_everything_said_is_there(finished):
    html = report(finished).html
    for turn in finished.turns:
        assert turn.reply.text.replace("'", "&#x27;") in html
    assert finished.scenario.endings[finished.ending].text in html
    assert f"{finished.marks.earned} of {finished.marks.possible} marks." in html
    assert "Heat at the start and after each turn: 8" in html
    assert "Slow" in html  # the coach


def test_an_unfinished_one_says_so(scenario):
    html = report(dialogue.start(scenario)).html
    assert "hasn’t ended" in html
    assert "Marks" not in html


def test_every_word_of_a_scenario_is_escaped():
    words = ("Ines", "Slow", "The dented tin", "A tin lands on the counter.")
    scenario = tiny(*((word, f'"{SCRIPT}"') for word in words))
    html = report(dialogue.say(dialogue.say(dialogue.start(scenario), "A"), "B")).html
    tags = Tags(html)
    assert html.count("&lt;script&gt;") >= 4
    assert "script" not in tags.seen
    assert not any(name.startswith("on") for name in tags.seen)
    assert tags.open == []


def test_typed_words_are_there_with_what_they_did(scenario):
    html = report(dialogue.say(dialogue.start(scenario), text="apologize <b>snap?</b> greet?", judge=plain_judge)).html
    tags = Tags(html)
    assert "apologize &lt;b&gt;snap?&lt;/b&gt; greet?" in html
    assert "<li><b>+ Technique, sorry for the experience</b> “apologize”</li>" in html
    assert "I’m not sure what this does: “greet?”</p>" in html
    assert "<p>A colleague might say: “After that drive" in html
    assert "One thing to add: naming the feeling." in html
    assert tags.open == []
    assert "button" not in tags.seen


def test_so_are_those_that_did_nothing(scenario):
    html = report(dialogue.say(dialogue.start(scenario), text="<b>mumble</b>", judge=plain_judge)).html
    assert "<p>I hear none of" in html
    assert "&lt;b&gt;mumble&lt;/b&gt;" in html


def test_where_html_cant_be_shown_a_line_stands(finished):
    assert repr(report(finished)) == f"Ines: 2 turns, {finished.marks.earned} of {finished.marks.possible} marks."


@pytest.mark.parametrize("name", ["play", "compare", "drill", "quiz", "role_play", "house_rules"])
def test_a_mistake_in_a_file_of_the_course_is_a_sentence_and_no_traceback(monkeypatch, name):
    from course.views import compare, drill, house_rules, play, quiz, role_play

    def mistaken(*_, **__):
        raise DocumentError("policy.yaml", 8, "strikes.on", "true or false should stand here, <b>not</b> words.")

    reads = {
        "play": (play, "open_conversation"),
        "compare": (compare, "load_scenario"),
        "drill": (drill, "load_drill"),
        "quiz": (quiz, "load_drill"),
        "role_play": (role_play, "load_card"),
        "house_rules": (house_rules, "ours"),
    }
    monkeypatch.setattr(*reads[name], mistaken)
    shown = getattr(course, name)(*[] if name == "house_rules" else ["angry/x"])
    assert "policy.yaml, line 8" in repr(shown)
    assert "&lt;b&gt;not&lt;/b&gt;" in shown.html


def test_a_customer_who_is_gone_is_a_sentence_too():
    assert "There is no customer 'angry/gone'" in repr(course.play("angry/gone"))
    assert "There is no customer 'angry/gone'" in repr(course.compare("angry/gone"))


@pytest.mark.usefixtures("bracketed")
def test_a_report_is_in_the_language_that_is_spoken(finished):
    shown = report(finished)
    assert {"<b>[You]:</b>", "<b>[Coach]:</b>", "<h5>[The marks, and why]</h5>"} <= set(
        re.findall("<(?:b|h5)>.*?</(?:b|h5)>", shown.html)
    )
    assert repr(shown) == "[Ines: 2 turns, 4 of 10 marks.]"
