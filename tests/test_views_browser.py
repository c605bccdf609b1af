"""The views in a real JupyterLab, used by keyboard, killed, reloaded, zoomed and read by axe."""

import json
import os
import signal

import pytest
from browser import Lab, sound, violations
from playwright.sync_api import Locator, expect
from tiny import TINY

from course.drillbook import load_drill
from course.scenario import load_scenario

pytestmark = pytest.mark.browser

EDDIE = "angry/wrong-part"
MODELS = load_scenario(EDDIE).models
SETTLED = 350  # ms after which new choices take a click
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
    expect(said(view)).to_have_count(1)
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
