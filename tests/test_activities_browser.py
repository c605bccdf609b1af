"""Sorting, ordering, writing, cards, a breath, and a scene with a notice: in a real JupyterLab, by keyboard."""

import pytest
import small_card
import small_drill
from browser import Lab, sound, violations
from playwright.sync_api import expect
from tiny import TINY

pytestmark = pytest.mark.browser

OPEN_DRILL = """
from pathlib import Path
from course.answers import open_answers
from course.drillbook import read_drill
from course.journal import open_journal
from course.views.drill import DrillPage
questions = read_drill("angry/mine", Path("{folder}"))
DrillPage(questions, open_answers(open_journal(Path("{folder}/kept")), "drill", {{"drill": "mine"}}), graded=questions.graded)
"""
COUNTED = """
from course.views.drill import DrillPage
class Counted(DrillPage):
    def act(self, message):
        with open("sent", "a") as file:
            print(message["item"], file=file)
        super().act(message)
"""
OPEN_CARD = """
from course.answers import open_answers
from course.cardbook import load_card
from course.views.role_play import RolePlayPage
RolePlayPage(load_card("calm/eyes", Path("cards")), open_answers(open_journal(Path("cards/kept")), "card", {"card": "eyes"}))
"""
OPEN_HARD = """
from pathlib import Path
from course.conversation import Conversation
from course.journal import open_journal
from course.scenario import read_scenario
from course.views.play import ConversationPage
ConversationPage(Conversation(read_scenario(Path("hard.yaml")), open_journal(Path("{folder}")), "x"), graded={graded})
"""


@pytest.fixture
def drilled(jupyter, open_lab):
    """Open the small drill, in practice or graded, at one of its questions."""

    def opened(folder: str, text: str, question: int) -> Lab:
        (jupyter.folder / folder).mkdir(exist_ok=True)
        small_drill.write(jupyter.folder / folder, text)
        lab = open_lab(OPEN_DRILL.format(folder=folder))
        lab.run_all()
        lab.view()
        for _ in range(question - 1):
            lab.view().get_by_role("button", name="Next question").click()
        return lab

    return opened


def test_lines_are_sorted_one_by_one_and_none_is_forgotten(drilled):
    lab = drilled("sorted", small_drill.PRACTICE, 3)
    view = lab.view()
    view.get_by_role("group", name="It was wet.").get_by_label("A fact").check()
    view.get_by_role("button", name="Check my answer").click()
    expect(view.locator(".m9-notice")).to_contain_text("2 lines are left to sort.")
    for line in ("You threw it.", "It came at five."):
        view.get_by_role("group", name=line).get_by_label("A fact").focus()
        lab.page.keyboard.press("Space")
    expect(lab.page.locator(":focus")).to_have_attribute("data-place", "3:fact")
    view.get_by_role("button", name="Check my answer").click()
    expect(view.locator(".m9-verdict")).to_have_text(["Yes. Seen.", "Not this one. Guessed.", "Yes. Timed."])
    expect(view.get_by_role("status").filter(has_text="2 of 3 right")).to_have_count(1)
    assert violations(lab.page) == []


def test_steps_are_moved_by_keyboard_and_where_they_are_is_said(drilled):
    lab = drilled("ordered", small_drill.PRACTICE, 4)
    view = lab.view()
    view.get_by_role("button", name="Down: Mend.").focus()
    lab.page.keyboard.press("Enter")
    expect(view.get_by_role("status").filter(has_text="Now at place 2 of 3: Mend.")).to_have_count(1)
    expect(lab.page.locator(":focus")).to_have_attribute("aria-label", "Down: Mend.")
    lab.page.wait_for_timeout(50)
    lab.page.keyboard.press("Enter")
    expect(view.locator(".m9-steps-list p").first).to_have_text("Listen.")
    expect(view.get_by_role("button", name="Down: Mend.")).to_have_attribute("aria-disabled", "true")
    lab.page.keyboard.press("Enter")
    view.get_by_role("button", name="Check my answer").click()
    expect(view.locator(".m9-verdict.m9-right")).to_have_count(3)
    assert violations(lab.page) == []


def test_arrow_keys_walk_through_the_answers_and_not_through_the_page(jupyter, open_lab):
    (jupyter.folder / "arrows").mkdir(exist_ok=True)
    small_drill.write(jupyter.folder / "arrows", small_drill.PRACTICE)
    lab = open_lab(OPEN_DRILL.format(folder="arrows"), "'a cell below'")
    lab.run_all()
    answers = lab.view().get_by_role("radio")
    answers.first.focus()
    lab.page.keyboard.press("ArrowDown")
    expect(answers.nth(1)).to_be_focused()
    expect(answers.nth(1)).to_be_checked()


def test_own_words_outlive_a_reload_and_get_a_model_to_compare_with(drilled):
    lab = drilled("written", small_drill.PRACTICE, 5)
    lab.view().get_by_role("textbox").fill("Sorry about that <b>wait</b>.")
    lab.open()
    lab.run_all()
    for _ in range(4):
        lab.view().get_by_role("button", name="Next question").click()
    expect(lab.view().get_by_role("textbox")).to_have_value("Sorry about that <b>wait</b>.")
    lab.view().get_by_role("button", name="Save and compare").click()
    expect(lab.view().locator(".m9-verdict")).to_have_text(
        "One good way to say it: I'm sorry about the wait. Where were you?"
    )
    assert violations(lab.page) == []


def test_graded_words_are_kept_when_the_typing_rests_and_never_pulled_away(drilled, jupyter):
    lab = drilled("graded", small_drill.GRADED, 5)
    box = lab.view().get_by_role("textbox")
    box.press_sequentially("Sorry", delay=20)
    expect(lab.view().locator(".m9-notice")).to_contain_text("saved")
    box.press_sequentially(" indeed", delay=20)
    expect(box).to_have_value("Sorry indeed")
    box.blur()
    lab.page.wait_for_timeout(500)
    kept = "".join(path.read_text(encoding="utf-8") for path in (jupyter.folder / "graded" / "kept").glob("*.jsonl"))
    assert '"answer":"Sorry indeed"' in kept
    assert kept.count('"kind":"answer"') <= 3  # when the typing rests, not at every key
    assert lab.view().locator(".m9-verdict").count() == 0


def test_graded_lines_are_saved_one_by_one_and_those_left_are_told(drilled):
    lab = drilled("half", small_drill.GRADED, 3)
    view = lab.view()
    view.get_by_role("group", name="It was wet.").get_by_label("A fact").check()
    expect(view.locator(".m9-notice")).to_have_text("Saved so far. 2 lines are left to sort.")
    expect(view.get_by_text("0 of 5 answered")).to_be_visible()
    view.get_by_role("group", name="You threw it.").get_by_label("An accusation").check()
    expect(view.locator(".m9-notice")).to_have_text("Saved so far. 1 line is left to sort.")
    view.get_by_role("group", name="It came at five.").get_by_label("A fact").check()
    expect(view.locator(".m9-notice")).to_contain_text("Your answer is saved.")
    expect(view.get_by_text("1 of 5 answered")).to_be_visible()


@pytest.mark.parametrize("words", ["Oh \\ud83d", "\\u001c"])  # half a character, and what only Python calls blank
def test_words_that_python_takes_otherwise_are_sent_once(jupyter, open_lab, words):
    (jupyter.folder / "odd").mkdir(exist_ok=True)
    small_drill.write(jupyter.folder / "odd", small_drill.GRADED)
    lab = open_lab(COUNTED + OPEN_DRILL.format(folder="odd").replace("DrillPage(", "Counted("))
    lab.run_all()
    for _ in range(4):
        lab.view().get_by_role("button", name="Next question").click()
    (jupyter.folder / "sent").write_text("", encoding="utf-8", newline="\n")
    typed = f"box => {{ box.value = '{words}'; box.dispatchEvent(new Event('change')) }}"
    lab.view().get_by_role("textbox").evaluate(typed)
    lab.page.wait_for_timeout(1500)
    assert (jupyter.folder / "sent").read_text(encoding="utf-8") == "say\n"


def test_words_can_be_written_on_while_python_is_away_and_are_saved_when_it_is_back(drilled, jupyter):
    lab = drilled("away", small_drill.GRADED, 5)
    box = lab.view().get_by_role("textbox")
    box.press_sequentially("Sorry")
    lab.restart()
    expect(lab.view().locator(".m9-notice")).to_contain_text("lost touch with Python")
    box.press_sequentially(" about that.")
    lab.run_all()
    for _ in range(4):
        lab.view().get_by_role("button", name="Next question").click()
    expect(lab.view().get_by_role("textbox")).to_have_value("Sorry about that.")
    expect(lab.view().locator(".m9-notice")).to_contain_text("Your answer is saved.")
    lab.view().get_by_role("textbox").fill("")
    expect(lab.view().locator(".m9-notice")).to_have_text("What you wrote before still stands as your answer.")
    kept = "".join(path.read_text(encoding="utf-8") for path in (jupyter.folder / "away" / "kept").glob("*.jsonl"))
    assert '"answer":"Sorry about that."' in kept


def test_two_ticks_at_once_are_both_kept(open_lab, jupyter):
    (jupyter.folder / "cards").mkdir(exist_ok=True)
    small_card.write(jupyter.folder / "cards")
    lab = open_lab(
        "from pathlib import Path\nfrom course.journal import open_journal" + OPEN_CARD.replace("kept", "both")
    )
    lab.run_all()
    lab.view().evaluate("view => { for (const box of view.querySelectorAll('input')) box.click() }")
    lab.page.wait_for_timeout(500)
    lab.view().get_by_label("The clerk nodded.").uncheck()
    lab.page.wait_for_timeout(500)
    lab.run_all()
    expect(lab.view().get_by_label("The clerk looked up.")).to_be_checked()
    expect(lab.view().get_by_label("The clerk nodded.")).not_to_be_checked()
    expect(lab.view().get_by_label("The customer slowed down.")).to_be_checked()


def test_what_an_observer_saw_is_kept_and_a_breath_stops_when_asked(open_lab, jupyter):
    (jupyter.folder / "cards").mkdir(exist_ok=True)
    small_card.write(jupyter.folder / "cards")
    lab = open_lab("from pathlib import Path\nfrom course.journal import open_journal" + OPEN_CARD,
                   "from course import breath\nbreath()")  # fmt: skip
    lab.run_all()
    cards, breath = lab.view(0), lab.view(1)
    cards.get_by_label("The clerk nodded.").check()
    breath.get_by_role("button", name="Breathe with a circle").click()
    expect(breath.get_by_role("status").filter(has_text="In …")).to_have_count(1)
    for theme in ("JupyterLab Light", "JupyterLab Dark"):
        lab.theme(theme)
        assert violations(lab.page) == []
    breath.get_by_role("button", name="Stop").click()
    expect(breath.get_by_role("status").filter(has_text="In …")).to_have_count(0)
    lab.run_all()
    expect(lab.view(0).get_by_label("The clerk nodded.")).to_be_checked()
    expect(lab.view(0).get_by_label("The clerk looked up.")).not_to_be_checked()


@pytest.mark.parametrize("graded", [False, True])
def test_a_hard_scene_waits_for_a_yes_and_can_be_skipped(open_lab, jupyter, graded):
    (jupyter.folder / "hard.yaml").write_text("notice: He calls you names.\n" + TINY, encoding="utf-8")
    lab = open_lab(OPEN_HARD.format(graded=graded, folder=f"hard-{graded}"))
    lab.run_all()
    view = lab.view()
    expect(view.get_by_text("He calls you names.").first).to_be_visible()
    expect(view.locator(".m9-from-customer")).to_be_hidden()
    lab.page.keyboard.press("1")
    assert violations(lab.page) == []
    view.get_by_role("button", name="Skip it").click()
    expect(lab.page.locator(":focus")).to_contain_text("Skipped.")
    assert ("instructor" in view.locator(".m9-care").inner_text()) == graded
    expect(view.locator(".m9-from-you")).to_have_count(0)
    view.get_by_role("button", name="Open it after all").click()
    expect(view.locator(".m9-from-customer")).to_be_visible()
    expect(lab.page.locator(":focus")).to_have_js_property("tagName", "SUMMARY")  # the lines come after it
    lab.page.wait_for_timeout(350)
    view.locator(".m9-choice").first.click()
    expect(view.locator(".m9-from-you")).to_have_count(1)
    lab.run_all()
    expect(lab.view().locator(".m9-care")).to_be_hidden()


def test_every_activity_is_sound_at_200_percent(jupyter, open_lab):
    for folder, write, text in (
        ("wide", small_drill.write, small_drill.PRACTICE),
        ("cards", small_card.write, small_card.CARD),
    ):
        (jupyter.folder / folder).mkdir(exist_ok=True)
        write(jupyter.folder / folder, text)
    (jupyter.folder / "hard.yaml").write_text("notice: He calls you names.\n" + TINY, encoding="utf-8")
    cells = [
        OPEN_DRILL.format(folder="wide"),
        OPEN_CARD,
        "from course import breath\nbreath()",
        "from course import house_rules\nhouse_rules()",
        OPEN_HARD.format(graded=True, folder="hard-and-wide"),
    ]
    lab = open_lab(*cells, width=640)
    lab.run_all()
    expect(lab.page.get_by_role("button", name="Skip it")).to_be_visible()
    view = lab.view()
    sound(lab)
    check = view.get_by_role("button", name="Check my answer")
    for question in range(1, 6):
        match question:
            case 1:
                view.get_by_role("radio").first.check()
            case 2:
                view.get_by_role("combobox").first.select_option("snap")
            case 3:
                for line in view.get_by_role("group").filter(has=lab.page.get_by_role("radio")).all()[1:]:
                    line.get_by_role("radio").first.check()
            case 5:
                view.get_by_role("textbox").fill("Sorry about that. " * 20)
                check = view.get_by_role("button", name="Save and compare")
        check.click()
        expect(view.locator(".m9-verdict").first).to_be_visible()
        sound(lab)
        if question < 5:
            view.get_by_role("button", name="Next question").click()
