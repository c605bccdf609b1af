"""From a click to the customer's next line in a real browser, beside a bare ipywidgets button.

    python benchmarks/click.py

One notebook in a real JupyterLab holds both: a button whose handler changes a label, and a
conversation, whose every reply is on disk before its answer is on screen. They are clicked in turn,
and each is timed in the page, from the click to the change that a learner sees. Medians are printed.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT / "tests"))

import browser  # noqa: E402 - the harness of the tests

PAIRS = 40
SETTLED = 0.5  # seconds; new choices ignore a click that was meant for the old ones, and the page comes to rest
BARE = """
import ipywidgets
label, button = ipywidgets.Label("0"), ipywidgets.Button(description="bare")
button.on_click(lambda _: setattr(label, "value", str(int(label.value) + 1)))
ipywidgets.HBox([button, label])
"""
TALK = "from course import play\nplay('angry/wrong-part', key='benchmark')"
# Milliseconds from a click until `seen` gives something else than before it.
TIMED = """([press, look]) => new Promise((resolve) => {
  const seen = () => eval(look), before = seen(), button = document.querySelector(press);
  const watch = new MutationObserver(() => {
    if (seen() === before) return;
    watch.disconnect();
    resolve(performance.now() - begin);
  });
  watch.observe(document.body, { childList: true, subtree: true, characterData: true });
  const begin = performance.now();
  button.click();
})"""
BUTTON = [".jp-OutputArea-output .jupyter-button", "document.querySelector('.widget-label').textContent"]
CHOICE = [".m9-choice", "document.querySelectorAll('.m9-from-you').length"]
RESTART = ".m9-debrief .m9-button"


def pressed(page: Page) -> float:
    """Milliseconds for the bare button."""
    time.sleep(SETTLED)
    return page.evaluate(TIMED, BUTTON)


def answered(page: Page) -> float:
    """Milliseconds for one reply in the conversation; a finished one is started again first, untimed."""
    time.sleep(SETTLED)
    if page.locator(RESTART).is_visible():
        page.locator(RESTART).click()
        page.wait_for_selector(".m9-choice")
        time.sleep(SETTLED)
    return page.evaluate(TIMED, CHOICE)


def main() -> None:
    """Print both medians and their ratio."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as home, sync_playwright() as playwright:
        jupyter = browser.Jupyter(Path(home))
        try:
            program = browser.find_chromium()
            page = playwright.chromium.launch(executable_path=program, args=browser.QUIET).new_page()
            browser.write_notebook(jupyter.folder, "click.ipynb", BARE, TALK)
            lab = browser.Lab(jupyter, page, "click.ipynb")
            lab.run_all()
            lab.view()
            page.wait_for_selector(".jupyter-button")
            bare, ours = zip(*((pressed(page), answered(page)) for _ in range(PAIRS)), strict=True)
        finally:
            jupyter.stop()
    print(f"bare ipywidgets button   {statistics.median(bare):6.1f} ms  ({min(bare):.1f} to {max(bare):.1f})")
    print(f"a reply to a customer    {statistics.median(ours):6.1f} ms  ({min(ours):.1f} to {max(ours):.1f})")
    print(f"ratio of the medians     {statistics.median(ours) / statistics.median(bare):6.2f}   over {PAIRS} pairs")


if __name__ == "__main__":
    main()
