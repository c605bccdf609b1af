"""The Spanish lesson as whoever reads Spanish meets it: run, talked through and looked back on, in Spanish throughout."""

import re
import shutil

import nbformat
import pytest
from browser import ROOT, violations
from playwright.sync_api import expect

from course.debrief import coach
from course.dialogue import rehearse
from course.language import ENGLISH, speak
from course.scenario import load_scenario

pytestmark = pytest.mark.browser

LESSON = ROOT / "course" / "lessons" / "es" / "03_clientes_enojados.ipynb"
EDDIE = load_scenario("angry/wrong-part+es")
# Words that English can't do without, and that no Spanish sentence has.
ENGLISH_WORDS = re.compile(r"\b(the|and|you|your|with|what|this|that|of|is|are|not|they)\b", re.IGNORECASE)
SETTLED = 350  # ms after which new choices take a key


@pytest.fixture(autouse=True)
def _english_again():
    yield
    speak(ENGLISH)


def test_eddie_is_calmed_in_spanish_and_everything_around_him_is_spanish(jupyter, open_lab):
    shutil.copy(LESSON, jupyter.folder / LESSON.name)
    lab = open_lab(name=LESSON.name)
    lab.run_all()
    code = [cell.source for cell in nbformat.read(LESSON, as_version=4).cells if cell.cell_type == "code"]
    widgets = [line for line in code if re.match(r"(?:breath|drill|next_shift|play|quiz|role_play)\(", line)]
    views = lab.page.locator("section.m9")
    expect(views).to_have_count(len(widgets), timeout=60_000)
    assert {view.get_attribute("lang") for view in views.all()} == {"es"}

    eddie = lab.page.locator("section.m9", has=lab.page.get_by_role("heading", name=EDDIE.title, exact=True))
    expect(eddie.locator("textarea")).to_have_count(0)
    expect(eddie).to_contain_text("Aquí elige una respuesta")
    for turn, step in enumerate(EDDIE.models.good, 1):
        lab.page.wait_for_timeout(SETTLED)
        button = eddie.locator(".m9-pause" if step == "pause" else f'[data-choice="{step}"]')
        button.first.focus()
        lab.page.keyboard.press("Enter")
        expect(eddie.locator(".m9-from-you")).to_have_count(turn)
    state = rehearse(EDDIE, EDDIE.models.good)
    expect(eddie.locator(".m9-ending")).to_have_text(EDDIE.endings[state.ending].title)
    speak("es")
    for at, turn in enumerate(state.turns):
        said = eddie.locator(f'[data-turn="{at}"].m9-from-coach .m9-words')
        expect(said).to_have_text(
            coach(state, at) if turn.reply.pause else EDDIE.beats[turn.beat].choices[turn.reply.choice].why
        )
    expect(eddie.locator(".m9-score")).to_contain_text("Con eso apruebas.")

    for view in views.all():
        shown = view.inner_text()
        assert ENGLISH_WORDS.findall(shown) == [], shown
    assert violations(lab.page) == []
