"""Check what is missing, mend it, hand in: in a real JupyterLab, by keyboard, in a real exercise."""

import json
import shutil
import zipfile

import pytest
from browser import sound
from playwright.sync_api import expect
from solutions import EXERCISES, TASKS, answer, right_answers, talk

pytestmark = pytest.mark.browser


@pytest.fixture
def exercise(jupyter, open_lab):
    """Open a released exercise without its activities but the last, in a folder of its own."""

    def opened(folder, width=1280):
        place = jupyter.folder / folder
        place.mkdir()
        page = json.loads((EXERCISES / "release" / "rude" / "rude.ipynb").read_text(encoding="utf-8"))
        page["cells"] = [cell for cell in page["cells"] if not cell["id"].endswith("-activity")]
        (place / "rude.ipynb").write_text(json.dumps(page), encoding="utf-8")
        return place, open_lab(name=f"{folder}/rude.ipynb", width=width)

    return opened


def test_what_is_missing_is_told_by_keyboard_and_what_is_written_since_is_seen(exercise):
    place, lab = exercise("to-hand-in")
    answer(place, TASKS["rude-concepts"], right_answers("rude-concepts"))
    talk(place, TASKS["rude-new"], turns=1)
    lab.run_all()
    view = lab.view()
    check = view.get_by_role("button", name="Check what is missing")
    check.focus()
    lab.page.keyboard.press("Enter")
    said = view.get_by_role("status").filter(has_text="6 parts still need something.")
    expect(said).to_have_count(1)
    expect(check).to_be_focused()
    rows = view.locator(".m9-parts li")
    expect(rows).to_have_count(7)
    expect(rows.nth(0)).to_contain_text("Part 1. ")
    expect(rows.nth(0)).to_contain_text("Nothing is missing.")
    expect(rows.nth(3)).to_contain_text("You may leave it out")
    expect(rows.nth(4)).to_contain_text("isn't finished")
    expect(rows.nth(6)).to_contain_text("there is still our line")
    sound(lab)

    lab.page.evaluate(
        """words => window.jupyterapp.shell.currentWidget.content.widgets
          .find((cell) => cell.model.id === "rude-reflection").model.sharedModel.setSource(words)""",
        "I left out part 4.\nWhen they shout, then I'll wait.",
    )
    lab.page.keyboard.press("Enter")
    expect(rows.nth(6)).to_contain_text("Nothing is missing.")
    expect(rows.nth(3)).to_contain_text("Left out")


def test_the_file_is_made_of_what_was_just_saved_and_can_be_fetched(exercise, tmp_path):
    place, lab = exercise("to-fetch")
    lab.run_all()
    view = lab.view()
    view.get_by_role("button", name="Make my hand-in file").click()
    expect(view.get_by_role("status").filter(has_text="rude-hand-in.zip is ready.")).to_have_count(1)
    sound(lab)
    with lab.page.expect_download() as waited:
        view.get_by_role("link", name="rude-hand-in.zip").click()
    fetched = shutil.copy(waited.value.path(), tmp_path / "fetched.zip")
    assert zipfile.ZipFile(fetched).namelist() == ["rude.ipynb"]
    assert (place / "rude-hand-in.zip").read_bytes() == (tmp_path / "fetched.zip").read_bytes()


def test_a_check_is_sound_on_a_narrow_screen(exercise):
    _, lab = exercise("narrow", width=400)
    lab.command("application:toggle-left-area")
    lab.run_all()
    lab.view().get_by_role("button", name="Check what is missing").click()
    expect(lab.view().locator(".m9-parts li")).to_have_count(7)
    sound(lab)
