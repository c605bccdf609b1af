"""What all views share: the scene, the acknowledgement, one module made of several files."""

import pytest
import traitlets

from course import language
from course.views.page import Page, sentences, source


class Counter(Page):
    """A view that counts, and refuses what isn't a step."""

    _esm = 'export default { render() { return [_("Count again"), N_("Say \\"stop\\"")]; } }'

    def __init__(self) -> None:
        self.count = 0
        super().__init__()

    def look(self):
        return {"count": self.count}

    def act(self, message):
        self.count += {"step": 1}[message["do"]]


@pytest.fixture
def page():
    return Counter()


def test_a_message_is_acknowledged_in_the_scene_that_it_led_to(page):
    seen = []
    page.observe(lambda change: seen.append(change.new), "scene")
    page._handle_custom_msg({"id": "one", "do": "step"}, [])
    assert seen == [{"count": 1, "ack": "one"}]


@pytest.mark.parametrize("message", [{"do": "jump"}, {"do": ["step"]}, {}])
def test_what_cant_be_done_is_acknowledged_and_changes_nothing(page, message):
    page._handle_custom_msg({"id": "two", **message}, [])
    assert page.scene == {"count": 0, "ack": "two"}


@pytest.mark.parametrize("content", [None, "step", ["step"]])
def test_what_is_no_message_is_ignored(page, content):
    page._handle_custom_msg(content, [])
    assert page.scene == {"count": 0, "ack": None}


def test_the_learner_cant_set_the_scene_to_what_is_no_scene(page):
    with pytest.raises(traitlets.TraitError):
        page.scene = "text"


class Bell:
    """Something that a page shows."""

    def __init__(self):
        self.heard = []

    def observe(self, callback):
        self.heard.append(callback)
        return lambda: self.heard.remove(callback)


def test_a_cell_that_is_run_again_leaves_no_page_behind_that_is_still_told(monkeypatch):
    bell = Bell()

    def run(cell, number, pages=1):
        monkeypatch.setattr("course.views.page._running", lambda: (cell, number))
        made = [Counter() for _ in range(pages)]
        for page in made:
            page.follow(bell)
        return [page.refresh for page in made]

    run("one", "run 1", pages=2)
    kept = run("two", "run 2") + run("one", "run 3", pages=2) + run("", "") + run("", "")
    assert bell.heard == kept


def test_where_no_widget_can_be_shown_a_line_says_what_to_do(page):
    data, _ = page._repr_mimebundle_()
    assert data["text/plain"].endswith("Run ▸ Run All Cells.")


def test_files_are_joined_in_order():
    joined = source("page.js", "questions.js", "drill.js")
    assert joined.index("function connect") < joined.index("function choose")
    assert joined.count("export default") == 1


def test_a_page_takes_along_its_sentences_in_the_language_that_is_spoken(monkeypatch, page):
    assert (page.language, page.words) == ("en", {})
    monkeypatch.setattr(language, "_code", "qaa")
    monkeypatch.setattr("course.views.page._", str.upper)
    shouted = Counter()
    assert (shouted.language, shouted.words) == ("qaa", {"Count again": "COUNT AGAIN", 'Say "stop"': 'SAY "STOP"'})


def test_a_sentence_is_found_by_its_mark():
    assert sentences('h(_("One"), N_("Two"), t_("no"), _(NAME), "no")') == {"One", "Two"}
