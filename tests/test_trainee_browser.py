"""One trainee, alone with the course for weeks: from the test before it to the certificate, in a real JupyterLab."""

import os
import re
import signal
from contextlib import contextmanager
from pathlib import Path

import pytest
from browser import READY, Lab, sound
from finisher import the_others
from past import days_go_by
from playwright.sync_api import Locator, expect
from sitters import FORMS, letters
from test_views_browser import SETTLED, answer, field, kernel_pid, said
from way_through import way_through

from course import dialogue
from course.certificate_facts import code_in, measure, verdict
from course.history import read
from course.scenario import load_scenario
from course.sitting import sittings_in
from course.visits import last_visit

pytestmark = pytest.mark.browser

CELL = 'import os\nos.environ["MODULE_NINE_DATA"] = {data!r}\nfrom course import {name}\n{name}({about})'
EDDIE = load_scenario("angry/wrong-part")
BEFORE, AFTER = EDDIE.models.good[:2], EDDIE.models.good[3:]  # of the crash; between them, in the trainee's own words:
PROMISE = "I'll stay with you on this myself until you have one that fits."
KERNEL = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
BUSY = f"() => {{ {KERNEL}.requestExecute({{ code: 'import time; time.sleep(600)' }}) }}"


@pytest.fixture
def sit_down(open_lab, tmp_path):
    """Sit down for some activities, each a name and what it is about; get up once all of it can be read by everyone."""

    @contextmanager
    def sitting(*activities: tuple[str, str]):
        lab = open_lab(*(CELL.format(data=str(tmp_path), name=name, about=about) for name, about in activities))
        lab.run_all()
        yield lab
        sound(lab)
        lab.command("notebook:shutdown-kernel")

    return sitting


def take_the_test(lab: Lab, journals: Path, right: int) -> None:
    """Answer the twelve questions, so many of them with the best reply."""
    view = lab.view()
    view.get_by_role("button", name="Start").click()
    expect(view).to_contain_text("Question 1 of 12")
    form = FORMS[sittings_in(read(journals), FORMS)[-1].form]
    for number, letter in enumerate(letters(form, right).values(), 1):
        view.locator(f"input[value={letter}]").check()
        expect(view).to_contain_text(f"{number} of 12 answered")
        if number < 12:
            view.get_by_role("button", name="Next question").click()
    view.get_by_role("button", name="Finish the test").click()
    expect(view.get_by_role("radio")).to_have_count(0)


def crash_in_mid_reply(lab: Lab, view: Locator) -> None:
    """The trainee says something, and the kernel dies before it has heard them; then all cells are run again."""
    kernel = kernel_pid(lab)
    lab.page.wait_for_timeout(SETTLED)
    field(view).fill(PROMISE)
    lab.page.evaluate(BUSY)
    field(view).press("Enter")
    os.kill(kernel, getattr(signal, "SIGKILL", signal.SIGTERM))
    expect(view.locator(".m9-notice")).to_contain_text("nothing is lost", timeout=60_000)
    lab.page.locator(".jp-Dialog").get_by_role("button", name="Ok").click(timeout=60_000)  # it will restart, it says
    lab.page.wait_for_function(READY, timeout=60_000)
    lab.run_all()
    expect(view.locator(".m9-notice")).to_be_empty(timeout=60_000)


def talk_with_eddie(lab: Lab, talk: Locator) -> None:
    """The talk of module 3, crash and all, to its best end."""
    for step in BEFORE:
        answer(talk, step)
    crash_in_mid_reply(lab, talk)
    expect(said(talk)).to_have_count(len(BEFORE))
    expect(field(talk)).to_have_value(PROMISE)
    lab.page.wait_for_timeout(SETTLED)
    field(talk).press("Enter")
    expect(said(talk).last).to_contain_text(PROMISE)
    for step in AFTER:
        answer(talk, step)
    expect(talk.locator(".m9-ending")).to_have_text(EDDIE.endings["fits"].title)


def talk_with_the_visitor(lab: Lab, journals: Path) -> dialogue.State:
    """Have the customer in whom the review offers; returns how it ended."""
    lab.view().get_by_role("button", name="Begin").click()
    visit = lab.view(1)
    visitor = load_scenario(last_visit(read(journals), "review").customer)
    expect(visit.get_by_role("heading").first).to_have_text(visitor.title)
    way = way_through(visitor)
    for step in way:
        answer(visit, step)
    return dialogue.rehearse(visitor, way)


def test_a_trainee_goes_through_the_course(sit_down, tmp_path):
    journals = tmp_path / "journals"
    with sit_down(("skills_test", '"before"')) as lab:
        take_the_test(lab, journals, right=5)
        expect(lab.view()).to_contain_text("stays a secret")

    with sit_down(("play", f'"{EDDIE.name}"'), ("next_shift", '"angry"')) as lab:
        talk_with_eddie(lab, lab.view(0))
        plan = lab.view(1)
        plan.get_by_label("Next shift, when").fill("somebody bangs on the glass")
        plan.get_by_label("I’ll").fill("wait until they are done")
        plan.get_by_role("button", name="Save my plan").click()
        expect(plan).to_contain_text("Saved.")

    days_go_by(journals, 8)
    with sit_down(("review", "")) as lab:
        view = lab.view()
        expect(view.locator(".m9-quoted")).to_contain_text("wait until they are done")
        view.get_by_role("radio").first.check()
        view.get_by_role("button", name="Save my answer").click()
        expect(view).to_contain_text("It’s kept. Good to hear.")
        expect(view).to_contain_text(re.compile("last practiced [89] days ago"))  # 9, if it is past midnight by now
        visit = talk_with_the_visitor(lab, journals)
        expect(view.get_by_role("status").filter(has_text="That was today’s review.")).to_have_count(1)

    days_go_by(journals, 28)
    well = [True, visit.marks.passed, *the_others(journals, {EDDIE.name, visit.scenario.name})]
    with sit_down(("skills_test", '"after"')) as lab:
        take_the_test(lab, journals, right=9)
        expect(lab.view()).to_contain_text("5 of 12 then, 9 of 12 now. That's 4 more: too small to tell.")

    with sit_down(("certificate", "")) as lab:
        view = lab.view()
        view.get_by_role("textbox", name="The name to print").fill("Pat O’Brien")
        view.get_by_role("checkbox", name="Print how my skills tests went, too").check()
        view.get_by_role("button", name="Make my certificate").click()
        expect(view).to_contain_text(f"in {sum(well)} of {len(well)} new simulated conversations")
        with lab.page.expect_download() as saving:
            view.get_by_role("link", name=".html").click()
        printed = saving.value.path().read_text(encoding="utf-8")
    assert "9 of 12 best replies" in printed
    kept = read(journals)
    assert (verdict(kept, code_in(printed), measure()).problem, kept.problems) == ("", ())
