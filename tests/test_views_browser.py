"""The views in a real JupyterLab, used by keyboard, killed, reloaded, zoomed and read by axe."""

import json
import os
import re
import signal

import pytest
from browser import ROOT, Lab, sound, violations
from playwright.sync_api import Locator, expect
from tiny import TINY

from course.drillbook import load_drill
from course.scenario import load_scenario
from course.views.page import sentences
from course.views.play import ConversationPage

pytestmark = pytest.mark.browser

EDDIE = "angry/wrong-part"
MODELS = load_scenario(EDDIE).models
SETTLED = 350  # ms after which new choices take a click
# Typed words do what they name: `apologize`, and `snap?` is left open.
PLAIN = (
    f"import sys\nsys.path.insert(0, {str(ROOT / 'tests')!r})\n"
    "from course import dialogue\nfrom plain_judge import plain_judge\ndialogue.assessed = plain_judge\n"
)
# A language in which the course puts each sentence of its own into brackets.
BRACKETS = """from course import language
class Brackets:
    def gettext(self, sentence):
        return f"[{sentence}]"
    def ngettext(self, one, more, count):
        return f"[{one if count == 1 else more}]"
language._code, language._messages = "qaa", Brackets()
"""
TEXTS = """view => {
  const nodes = document.createTreeWalker(view, NodeFilter.SHOW_TEXT);
  const texts = [...view.querySelectorAll("[aria-label]")].map((node) => node.ariaLabel);
  while (nodes.nextNode()) texts.push(nodes.currentNode.data.trim());
  return texts;
}"""
# What Eddie needs, and what drives him off, in words that no judge should miss; "" is a pause.
CALMED = [
    "Three trips for one belt? I'd be angry too. I'm sorry you've had to come back three times.",
    "",
    "I'll stay with you on this myself until you have one that fits.",
    "So you've had three belts, and every one was too long. Which peg did you take them from?",
    "Come and look at this with me: the tag says 60, and your sleeve says 67.",
    "You're right, you read it correctly every time. I'll get the right one from the back now.",
    "Have a look for yourself: here they are side by side, and the new one is two inches shorter. How much did the old one sag?",
    "Then let's make sure before you leave. I'll walk out to your van with you and we'll hold it on the pulleys.",
]
DRIVEN_OFF = [
    "It's not my fault, I wasn't even here on Tuesday.",
    "Don't talk to me like that. I didn't sell it to you, so don't blame me for it.",
    "Take it to the refund desk over there, they'll deal with you.",
]
HOSTILE = "<img src=x onerror=\"document.title='broken into'\"><b>Look!</b>"


def play(key: str) -> str:
    return f'from course import play\nplay("{EDDIE}", key="{key}")'


def said(view: Locator) -> Locator:
    return view.locator(".m9-from-you")


def answer(view: Locator, step: str) -> None:
    """Answer with a choice, or pause, with the mouse."""
    turns = said(view).count()
    view.page.wait_for_timeout(SETTLED)
    view.locator(f".m9-reply [data-choice='{'' if step == 'pause' else step}']").click()
    expect(said(view)).to_have_count(turns + 1)


def field(view: Locator) -> Locator:
    return view.get_by_role("textbox", name="ay it in your own words")


def type_in(view: Locator, words: str) -> None:
    """Answer in words of one's own, and have them said by Enter."""
    turns = said(view).count()
    view.page.wait_for_timeout(SETTLED)
    field(view).fill(words)
    field(view).press("Enter")
    expect(said(view)).to_have_count(turns + 1)


def english(view: Locator) -> list[str]:
    """What a conversation says itself, and says in English."""
    known = [re.sub(r"\\{\w+\\}", ".+", re.escape(sentence)) for sentence in sentences(ConversationPage._esm)]
    return [text for text in view.evaluate(TEXTS) if re.fullmatch("|".join(known), text)]


def stored(lab: Lab) -> str:
    """All that the tab keeps of ours."""
    return lab.page.evaluate("Object.entries(sessionStorage).filter(([name]) => name.startsWith('module-nine')).join()")


def focused(lab: Lab) -> Locator:
    return lab.page.locator(":focus")


def tab_to(lab: Lab, target: str) -> None:
    """Press Tab until what has the focus is what we look for, as a person does."""
    for _ in range(150):
        if lab.page.evaluate("target => document.activeElement.matches(target)", target):
            return
        lab.page.keyboard.press("Tab")
    raise AssertionError(f"Tab doesn't lead to {target}")


def kernel_pid(lab: Lab) -> int:
    """The process of the notebook's kernel, asked of the kernel itself."""
    ask = """async () => {
      const kernel = window.jupyterapp.shell.currentWidget.sessionContext.session.kernel;
      const code = "import os";
      const future = kernel.requestExecute({ code, user_expressions: { pid: "os.getpid()" } });
      return (await future.done).content.user_expressions.pid.data["text/plain"];
    }"""
    return int(lab.page.evaluate(ask))


def test_a_key_answers_a_doubled_click_answers_once_and_jupyterlab_hears_neither(open_lab):
    lab = open_lab(play("double"))
    lab.run_all()
    view = lab.view()
    lab.page.wait_for_timeout(SETTLED)
    view.locator(".m9-choice").first.dblclick()
    lab.page.wait_for_function("document.querySelectorAll('.m9-from-you').length")  # at once, before they are settled
    lab.page.keyboard.press("1")
    lab.page.keyboard.press("1")
    lab.page.wait_for_timeout(SETTLED)
    expect(said(view)).to_have_count(1)
    lab.page.keyboard.press("1")
    expect(said(view)).to_have_count(2)
    for key in ("d", "d", "a", "b", "m", "y", "x", "z", "Escape", "ArrowDown"):
        lab.page.keyboard.press(key)
    expect(lab.page.locator(".jp-Cell")).to_have_count(1)  # no key of ours is a command for JupyterLab
    dirty = "window.jupyterapp.shell.currentWidget.context.model.dirty"
    assert lab.page.evaluate(dirty)
    lab.page.keyboard.press("Control+s")
    lab.page.wait_for_function(f"() => !{dirty}")


def test_words_of_ones_own_are_typed_sent_and_heard_by_keyboard(open_lab):
    lab = open_lab(PLAIN + play("own words"))
    lab.run_all()
    view, keys = lab.view(), lab.page.keyboard
    lab.page.wait_for_timeout(SETTLED)
    tab_to(lab, "textarea")
    expect(focused(lab)).to_have_accessible_description("Enter says it, Shift+Enter starts a new line.")
    keys.type("3 trips, 4 o'clock: apologize")
    keys.press("Shift+Enter")
    keys.type("and snap? dd 1")
    field(view).dispatch_event("keydown", {"key": "Enter", "isComposing": True})  # somebody writes Japanese
    lab.page.wait_for_timeout(SETTLED)
    expect(said(view)).to_have_count(0)  # neither did a number or Shift+Enter answer
    keys.press("Enter")
    keys.press("Enter")
    expect(said(view).locator(".m9-words")).to_have_text("3 trips, 4 o'clock: apologize\nand snap? dd 1")
    expect(focused(lab)).to_have_js_property("tagName", "TEXTAREA")
    expect(field(view)).to_have_value("")
    coach = view.locator(".m9-from-coach")
    expect(coach.locator(".m9-did")).to_have_text("+Technique, sorry for the experience apologize")
    expect(coach.locator(".m9-speaker")).to_be_in_viewport()  # what came of a reply is read before the next
    expect(coach).to_contain_text("A colleague might say: Three trips for one belt")
    expect(coach).to_contain_text("One thing to add: naming the feeling.")
    expect(coach.get_by_role("group", name="I’m not sure what this does: snap?")).to_be_visible()
    expect(view.get_by_role("log")).to_contain_text("Technique, sorry for the experience")
    lab.page.wait_for_timeout(SETTLED)
    keys.press("Enter")
    expect(view.get_by_role("status").filter(has_text="few words")).to_have_count(0)
    keys.press("Tab")
    keys.press("Enter")
    expect(view.get_by_role("status").filter(has_text="Write a few words first.")).to_be_visible()
    expect(said(view)).to_have_count(1)
    expect(lab.page.locator(".jp-Cell")).to_have_count(1)  # no key of ours is a command for JupyterLab
    assert stored(lab) == ""


def test_the_field_grows_and_tells_near_the_limit_what_is_left(open_lab):
    lab = open_lab(play("long"))
    lab.run_all()
    view = lab.view()
    count = view.locator(".m9-count")
    low = field(view).bounding_box()["height"]
    field(view).fill("word " * 100)
    assert field(view).bounding_box()["height"] > 2 * low
    expect(count).to_be_empty()
    field(view).fill("x" * 1900)
    expect(count).to_have_text("100 characters left")
    expect(view.get_by_role("status").filter(has_text="100 characters left")).to_have_count(1)
    field(view).press("End")
    field(view).press("x")
    expect(count).to_have_text("99 characters left")
    expect(view.get_by_role("status").filter(has_text="99 characters left")).to_have_count(0)  # said once
    type_in(view, "word " * 1100)
    expect(count).to_be_empty()
    expect(view.locator(".m9-notice")).to_contain_text("That was a long reply")
    expect(field(view)).to_have_value("")  # though its end was cut


def test_what_somebody_wrote_outlives_a_redraw_a_reload_and_a_dead_kernel(open_lab):
    lab = open_lab(PLAIN + play("draft"), play("draft"))
    lab.run_all()
    view, other = lab.view(0), lab.view(1)
    field(view).fill("apologize, and then")
    answer(other, MODELS.good[0])
    expect(said(view)).to_have_count(1)
    expect(field(view)).to_have_value("apologize, and then")

    lab.open()
    lab.run_all()
    expect(field(lab.view())).to_have_value("apologize, and then")
    os.kill(kernel_pid(lab), getattr(signal, "SIGKILL", signal.SIGTERM))
    expect(lab.view().locator(".m9-notice")).to_contain_text("nothing is lost")
    field(lab.view()).fill("apologize, and then greet")
    field(lab.view()).press("Enter")
    expect(field(lab.view())).to_have_value("apologize, and then greet")
    lab.run_all()
    lab.run_all()
    expect(lab.view().locator(".m9-notice")).to_be_empty()
    expect(field(lab.view())).to_have_value("apologize, and then greet")
    lab.page.wait_for_timeout(SETTLED)
    lab.view().get_by_role("button", name="Say", exact=True).dblclick()
    expect(said(lab.view())).to_have_count(2)
    expect(field(lab.view())).to_have_value("")
    expect(field(lab.view())).to_be_focused()
    assert stored(lab) == ""


def test_words_that_werent_taken_stay_and_nothing_lets_go_of_them_before_they_are_on_disk(open_lab, jupyter):
    refuses = (
        "from course.views.play import ConversationPage\nfrom course.conversation import Conversation\n"
        "from course.journal import Journal\nfrom course.scenario import load_scenario\nfrom pathlib import Path\n"
        "class Refuses(ConversationPage):\n    def act(self, message):\n        raise ValueError\n"
        f"talk = Conversation(load_scenario('{EDDIE}'), Journal(Path('no-folder')), 'x')\n"
        "Refuses(talk, graded=False)"
    )
    (jupyter.folder / "no-folder").write_text("a file", encoding="utf-8")
    lab = open_lab(PLAIN + refuses, "ConversationPage(talk, graded=True)")
    lab.run_all()
    view, full = lab.view(0), lab.view(1)
    lab.page.wait_for_timeout(SETTLED)
    field(view).fill("apologize")
    field(view).press("Enter")
    expect(view.get_by_role("status").filter(has_text="They are still here")).to_be_visible()
    expect(field(view)).to_have_value("apologize")
    field(view).fill("")
    type_in(full, "greet")
    expect(full.locator(".m9-notice")).to_contain_text("aren't being saved")
    expect(field(full)).to_have_value("")
    assert "greet" in stored(lab)
    lab.restart()
    lab.run_all()
    expect(field(lab.view(1))).to_have_value("greet")


def test_what_was_meant_is_said_with_a_button_and_stays(open_lab):
    lab = open_lab(PLAIN + play("meant"))
    lab.run_all()
    view = lab.view()
    type_in(view, "greet? ask_question?")
    meant = view.get_by_role("button", name="I meant a real question")
    expect(meant).to_have_attribute("aria-pressed", "false")
    lab.page.wait_for_timeout(SETTLED)
    meant.focus()
    lab.page.keyboard.press("Enter")
    expect(meant).to_have_attribute("aria-pressed", "true")
    expect(meant).to_be_focused()
    expect(view.get_by_role("status").filter(has_text="Kept: I meant a real question.")).to_have_count(1)
    expect(said(view)).to_have_count(1)
    sound(lab)
    type_in(view, "apologize")
    lab.open()
    lab.run_all()
    expect(meant).to_have_attribute("aria-pressed", "true")
    lab.page.wait_for_timeout(SETTLED)
    view.get_by_role("button", name="None of these").click()
    expect(view.get_by_role("button", name="None of these")).to_have_attribute("aria-pressed", "true")
    expect(meant).to_have_attribute("aria-pressed", "false")


def test_a_graded_talk_is_typed_without_a_coach_until_its_end(open_lab):
    lab = open_lab(PLAIN + f"from course import play\nplay('{EDDIE}', key='graded', graded=True, typed=True)")
    lab.run_all()
    view = lab.view()
    expect(view.get_by_role("textbox", name="Say it in your own words", exact=True)).to_be_visible()
    expect(view.locator(".m9-choice")).to_have_count(0)
    type_in(view, "defensive")
    answer(view, "pause")
    expect(field(view)).to_be_focused()
    type_in(view, "pass_along greet?")
    expect(view.locator(".m9-from-coach")).to_have_count(0)
    type_in(view, "dismiss")
    expect(view.locator(".m9-debrief")).to_be_visible()
    expect(view.locator(".m9-did")).to_have_count(3)
    expect(view.get_by_role("button", name="None of these")).to_be_visible()


@pytest.mark.parametrize(("words", "quality"), [(CALMED, "best"), (DRIVEN_OFF, "poor")])
def test_a_whole_talk_is_typed_to_its_end(open_lab, words, quality):
    lab = open_lab(f"from course import play\nplay('{EDDIE}', key='{quality}', typed=True)")
    lab.run_all()
    view = lab.view()
    for said_now in words:
        if said_now:
            type_in(view, said_now)
        else:
            answer(view, "pause")
    endings = [ending.title for ending in load_scenario(EDDIE).endings.values() if ending.quality == quality]
    expect(view.locator(".m9-ending")).to_have_text(endings[0])
    expect(view.locator(".m9-ending")).to_be_focused()
    sign = "Technique, " if quality == "best" else "Pitfall, "
    expect(view.locator(".m9-did").filter(has_text=sign)).to_have_count(len([one for one in words if one]))
    assert violations(lab.page) == []
    lab.open()
    lab.run_all()
    expect(view.locator(".m9-ending")).to_have_text(endings[0])


def test_a_dead_kernel_is_announced_and_nothing_is_lost(open_lab):
    lab = open_lab(play("dead"), "from course import next_shift\nnext_shift('angry')")
    lab.run_all()
    talk, plan = lab.view(0), lab.view(1)
    answer(talk, MODELS.good[0])
    lab.page.get_by_label("Next shift, when").fill("somebody bangs on the glass")
    os.kill(kernel_pid(lab), getattr(signal, "SIGKILL", signal.SIGTERM))
    expect(talk.locator(".m9-notice")).to_contain_text("nothing is lost")
    expect(talk.locator(".m9-notice")).to_contain_text("Run ▸ Run All Cells")
    plan.get_by_role("button", name="Save my plan").click(force=True)

    lab.run_all()
    lab.run_all()
    expect(lab.page.get_by_label("Next shift, when")).to_have_value("somebody bangs on the glass")
    expect(said(lab.view(0))).to_have_count(1)
    answer(lab.view(0), MODELS.good[1])
    lab.restart()
    expect(lab.view(0).locator(".m9-notice")).to_contain_text("nothing is lost")
    lab.run_all()
    expect(lab.view(0).locator(".m9-notice")).to_be_empty()
    expect(said(lab.view(0))).to_have_count(2)


def test_one_key_is_one_conversation_wherever_it_is_shown(open_lab):
    composed = (
        "import ipywidgets\nfrom course import play\n"
        f"out = ipywidgets.Output()\nwith out:\n    display(play('{EDDIE}', key='same'))\n"
        f"tab = ipywidgets.Tab([play('{EDDIE}', key='same')])\nipywidgets.VBox([tab, out])"
    )
    lab = open_lab(composed, play("other"))
    lab.run_all()
    in_tab, in_output, other = lab.view(0), lab.view(1), lab.view(2)
    lab.page.wait_for_timeout(SETTLED)
    in_tab.locator(".m9-choice").first.click()
    expect(said(in_output)).to_have_count(1)
    assert said(in_output).inner_text() == said(in_tab).inner_text()
    assert in_tab.evaluate("view => view.contains(document.activeElement)")
    expect(said(other)).to_have_count(0)


def test_running_a_cell_again_and_again_leaves_one_view_to_be_told(open_lab):
    count = f"from course.conversation import open_conversation\nlen(open_conversation('{EDDIE}', 'again')._observers)"
    lab = open_lab(play("again"), count)
    for _ in range(3):
        lab.run_all()
    expect(lab.page.locator(".jp-OutputArea-prompt").last).to_have_text("[6]:")
    expect(lab.page.locator(".jp-OutputArea-output").last).to_have_text("1")
    answer(lab.view(), MODELS.good[0])


def test_a_talk_is_shown_in_the_language_that_the_course_speaks(open_lab):
    lab = open_lab(BRACKETS + PLAIN + play("brackets"))
    lab.run_all()
    view = lab.view()
    expect(view).to_have_attribute("lang", "qaa")
    expect(view.get_by_role("log", name=f"[Conversation with {load_scenario(EDDIE).customer.name}]")).to_be_visible()
    expect(view.get_by_role("group", name="[What do you say?]")).to_be_visible()
    expect(view.get_by_role("button", name="[Say]", exact=True)).to_be_visible()
    field(view).fill("x" * 1999)
    expect(view.locator(".m9-count")).to_have_text("[1 character left]")
    field(view).fill("x" * 1900)
    expect(view.locator(".m9-count")).to_have_text("[100 characters left]")
    assert english(view) == []

    type_in(view, "greet?")
    expect(said(view)).to_contain_text("[You]")
    expect(view.locator(".m9-doubt")).to_contain_text("[I’m not sure what this does:] greet")
    for step in MODELS.bad:
        if not view.locator(".m9-debrief").is_visible():
            answer(view, step)
    expect(view.get_by_role("heading", name="[Your marks, and why]")).to_be_visible()
    expect(view.get_by_role("button", name="[Go back to this turn]").first).to_be_visible()
    assert english(view) == []

    view.get_by_role("button", name="[Start again]").click()
    expect(view.get_by_role("group", name="[What do you say?]")).to_be_visible()
    os.kill(kernel_pid(lab), getattr(signal, "SIGKILL", signal.SIGTERM))
    expect(view.locator(".m9-notice")).to_contain_text("[This view has lost touch with Python.")
    assert english(view) == []


def test_a_drill_by_keyboard_gives_a_reason_and_is_found_again(open_lab, jupyter):
    lab = open_lab("from course import drill\ndrill('angry/thoughts')", "drill('angry/pitfalls')")
    lab.run_all()
    view, thoughts = lab.view(), load_drill("angry/thoughts").items
    tab_to(lab, "[type=radio]")
    lab.page.keyboard.press("Space")
    tab_to(lab, ".m9-main")
    lab.page.keyboard.press("Enter")
    expect(view.locator(".m9-verdict")).to_contain_text(thoughts[0].key.why["a"])
    expect(view.get_by_role("status").filter(has_text=thoughts[0].key.why["a"])).to_have_count(1)
    tab_to(lab, ":nth-child(3)")
    lab.page.keyboard.press("Enter")
    expect(focused(lab)).to_have_text("Question 2 of 12")
    lab.page.get_by_label("Line 2, Bev").select_option("dismiss")
    lab.view(1).get_by_role("button", name="Check my answer").click()
    expect(lab.view(1).locator(".m9-verdict").first).to_be_visible()
    assert violations(lab.page) == []

    lab.restart()
    lab.run_all()
    expect(lab.view().locator("h4")).to_have_text("Question 2 of 12")
    lab.view().get_by_role("button", name="Back").click()
    expect(lab.view().get_by_role("radio").first).to_be_checked()
    expect(lab.page.get_by_label("Line 2, Bev")).to_have_value("dismiss")


def test_a_graded_answer_is_kept_as_it_is_picked_and_nothing_is_told(open_lab):
    show = "drill('exercise/angry-concepts')"
    lab = open_lab(f"from course import drill\n{show}", show, "drill('exercise/angry-transcript')")
    lab.run_all()
    first, mirror, transcript = lab.view(0), lab.view(1), lab.view(2)
    first.get_by_role("radio").nth(1).check()
    expect(mirror.get_by_role("radio").nth(1)).to_be_checked()
    mirror.get_by_role("radio").nth(2).check()
    expect(first.get_by_role("radio").nth(2)).to_be_checked()
    expect(first.locator(".m9-notice")).to_contain_text("saved")
    transcript.get_by_role("combobox").nth(0).select_option(index=1)
    transcript.get_by_role("combobox").nth(1).select_option(index=2)
    expect(transcript.locator(".m9-row")).to_contain_text("All answered")
    lab.run_all()
    expect(lab.view(2).get_by_role("combobox").nth(1)).not_to_have_value("")
    expect(lab.view(0).get_by_role("heading", name="Question 2 of 6")).to_be_visible()
    assert lab.page.locator(".m9-verdict").count() == 0


def test_words_of_a_scenario_are_text(open_lab, jupyter):
    hostile = TINY.replace('hot: "Look at it! Look!"', f"hot: {json.dumps(HOSTILE)}")
    (jupyter.folder / "hostile.yaml").write_text(hostile, encoding="utf-8")
    lab = open_lab(
        "from pathlib import Path\nfrom course.conversation import Conversation\n"
        "from course.journal import open_journal\nfrom course.scenario import read_scenario\n"
        "from course.views.play import ConversationPage\n"
        "scenario = read_scenario(Path('hostile.yaml'))\n"
        "ConversationPage(Conversation(scenario, open_journal(Path('kept')), 'x'), graded=False)"
    )
    lab.run_all()
    view = lab.view()
    expect(view.locator(".m9-from-customer .m9-words")).to_have_text(HOSTILE)
    assert view.locator("img").count() == 0
    assert lab.page.title() != "broken into"


@pytest.fixture
def shown(open_lab):
    """Eddie in a window as wide as half a small screen: what 200 % zoom leaves."""
    lab = open_lab(play("axe"), width=640)
    lab.command("application:toggle-left-area")
    lab.run_all()
    return lab


def test_axe_finds_nothing_and_nothing_is_cut_at_200_percent(shown):
    lab, view = shown, shown.view()
    sound(lab)
    for step in MODELS.bad[:2]:
        answer(view, step)
    sound(lab)
    first = view.locator(".m9-line").first
    first.evaluate("line => { line.kept = true }")
    for step in MODELS.bad[2:]:
        answer(view, step)
    expect(view.locator(".m9-debrief")).to_be_visible()
    expect(view.get_by_role("button", name="Go back to this turn")).to_have_count(len(MODELS.bad))
    assert first.evaluate("line => line.kept")  # or a screen reader would begin at the first line again
    view.evaluate("view => view.querySelectorAll('details').forEach((part) => { part.open = true })")
    sound(lab)
    lab.page.wait_for_timeout(SETTLED)
    view.get_by_role("button", name="Go back to this turn").nth(1).click()
    expect(view.get_by_role("heading", name="Your try before")).to_be_visible()
    expect(view.get_by_role("heading", name="This try")).to_be_visible()
    answer(view, "pause")
    sound(lab)


def test_words_of_ones_own_and_what_is_said_of_them_fit_320_px(open_lab):
    lab = open_lab(PLAIN + play("small"), width=320)
    lab.command("application:toggle-left-area")
    lab.run_all()
    view = lab.view()
    type_in(view, "apologize snap? greet? ask_question? " + "endless" * 40)
    type_in(view, "defensive")
    field(view).fill("endless" * 280)
    expect(view.locator(".m9-count")).to_have_text("40 characters left")
    sound(lab)


def test_marks_and_their_reasons_fit_320_px(open_lab):
    lab = open_lab(PLAIN + play("narrow"), width=320)
    lab.command("application:toggle-left-area")
    lab.run_all()
    view = lab.view()
    for words in ("threaten", "defensive", "dismiss", "pass_along", "threaten"):
        if field(view).is_visible():
            type_in(view, words)
    expect(view.locator(".m9-debrief td").filter(has_text="threatening").first).to_be_visible()
    sound(lab)
