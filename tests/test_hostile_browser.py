"""A hand-in full of script and links, as formgrader and feedback show it in a real browser: nothing of it acts."""

import json
import os
import secrets
import subprocess
import sys
import time
from urllib.parse import urlsplit

import pytest
from attacks import ATTACKS
from solutions import EXERCISES, TASKS, key_of, solve

pytest.importorskip("nbgrader")

from classroom import Classroom, instructor_in

from autograder.folder import read_submission
from autograder.graded import grade
from autograder.paper import load_paper
from course import dialogue
from course.drillbook import load_drill
from course.record import Record
from course.replies import digest as judge_digest
from course.reply import kept
from course.scenario import load_scenario

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(sys.platform == "win32", reason="nbgrader's exchange refuses Windows"),
]

PNG = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
WORDS = [attack.replace("steal()", "window.stolen=1") for attack in ATTACKS.values()]
# What MathJax would take for formulas, by the rules of its tex2jax: within one piece of text, and not in these.
FORMULAS = r"""() => {
  const left = "script, noscript, style, textarea, pre, code, .tex2jax_ignore";
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walk.nextNode()) {
    const text = walk.currentNode.textContent;
    if (!walk.currentNode.parentElement.closest(left) && /\$.*\$|\\[([]|\\begin/s.test(text)) found.push(text);
  }
  return found;
}"""
ACTING = """() => [...document.querySelectorAll("#notebook-container *")].filter((node) =>
    ["SCRIPT", "IFRAME", "OBJECT", "EMBED", "FORM", "LINK", "BASE", "META", "MATH"].includes(node.tagName)
    || [...node.attributes].some(({name, value}) => name.startsWith("on") || /^\\s*(java|vb)script:/i.test(value))
    || (node.src && !node.src.startsWith("data:image/png;base64,"))
    || (node.tagName === "A" && !node.getAttribute("href")?.startsWith("#") && !node.name)
  ).map((node) => node.outerHTML.slice(0, 200))"""


def record(kind, data, parent=None):
    return Record.new(kind, data, parent and parent.digest)


def lying_journal():
    """Every attack as words typed to a customer and as an answer in own words."""
    lines = []
    for grade_id in ("angry-known", "angry-new"):
        scenario = load_scenario(TASKS[grade_id].scenario)
        state = dialogue.start(scenario, 1)
        start = {"key": TASKS[grade_id].key, "scenario": scenario.name, "seed": 1, "digest": scenario.digest}
        tip = record("conversation", start | {"judge": judge_digest()})
        lines.append(tip)
        for words in (" ".join(WORDS[:25]), " ".join(WORDS[25:]), r"$\href{javascript:window.stolen=1}{x}$"):
            if not state.ended:
                tip = record("reply", {"answered": state.line, "reply": {"text": kept(words)}}, tip)
                state = dialogue.say(state, text=words)
                lines.append(tip)
    drill = load_drill(TASKS["angry-rewrite"].drill)
    tip = record("drill", {"drill": drill.name, "digest": drill.digest})
    words = ["I am sorry, Sir. " + " ".join(WORDS[at::7])[:1900] for at in range(7)]
    answers = (
        record("answer", {"item": item, "answer": said}, tip)
        for item, said in zip(key_of("angry-rewrite"), words, strict=False)
    )
    return b"".join(one.line + b"\n" for one in [*lines, tip, *answers])


def attack(folder):
    """Fill a hand-in with script wherever words can stand."""
    path = folder / "angry.ipynb"
    page = json.loads(path.read_text(encoding="utf-8"))
    (answer,) = (cell for cell in page["cells"] if cell["id"] == "angry-reflection")
    picture = {'me.png" onerror="window.stolen=1': {"image/png": PNG}, "x.svg": {"image/svg+xml": "PHN2Zy8+"}}
    answer.update(source="\n\n".join(WORDS), attachments=picture)
    common = {"metadata": {"raw_mimetype": "text/html"}}
    page["cells"] += [
        {"cell_type": "raw", "id": f"raw-{at}", "source": words, **common} for at, words in enumerate(WORDS)
    ]
    page["cells"] += [
        {"cell_type": "markdown", "id": f"md-{at}", "source": words + " ", **common} for at, words in enumerate(WORDS)
    ]
    path.write_text(json.dumps(page), encoding="utf-8", newline="\n")
    (folder / "journal-<script>window.stolen=1<.jsonl").write_bytes(b"not a line\n")
    (folder / "journal-eve.jsonl").write_bytes(lying_journal())


@pytest.fixture(scope="module")
def classroom(tmp_path_factory):
    """A class with an honest hand-in and one that attacks, both graded and with feedback."""
    folder = tmp_path_factory.mktemp("exercises")
    with instructor_in(folder):
        room = Classroom(folder)
        assert room.api.generate_assignment("angry", create=True)["success"]
        solve(room.hand_in("ada"), "angry")
        attack(room.hand_in("eve"))
        paper = load_paper(EXERCISES, "angry")
        for student in ("ada", "eve"):
            room.grade(student)  # nbgrader's own, for its gradebook; what is looked at is written by ours
            graded = grade(paper, read_submission(folder / "submitted" / student / "angry", student, "angry"))
            path = folder / "autograded" / student / "angry" / "angry.ipynb"
            path.unlink()  # it is write-protected
            path.write_text(graded.notebook, encoding="utf-8", newline="\n")
            made = room.api.generate_feedback("angry", student)
            assert made["success"], made["log"]
        yield room


@pytest.fixture(scope="module")
def formgrader(classroom, tmp_path_factory):
    """The address of a page of a running formgrader, by the student whose work it shows."""
    home, token = tmp_path_factory.mktemp("server"), secrets.token_hex(16)
    homes = {f"JUPYTER_{name}_DIR": str(home / name) for name in ("CONFIG", "RUNTIME", "DATA")}
    options = ["--ServerApp.port=0", "--ServerApp.allow_root=True", f"--IdentityProvider.token={token}", "--no-browser"]
    extension = "--ServerApp.jpserver_extensions={'nbgrader.server_extensions.formgrader': True}"
    with (home / "log").open("wb") as log:
        command = [
            sys.executable,
            "-m",
            "jupyter_server",
            *options,
            extension,
            f"--ServerApp.root_dir={classroom.folder}",
        ]
        server = subprocess.Popen(command, cwd=classroom.folder, env=os.environ | homes, stdout=log, stderr=log)
    until, found = time.monotonic() + 120, []
    while not (found and found[0].read_text(encoding="utf-8").endswith("}")):
        assert time.monotonic() < until, (home / "log").read_text(encoding="utf-8")
        assert server.poll() is None, (home / "log").read_text(encoding="utf-8")
        time.sleep(0.1)
        found = list((home / "RUNTIME").glob("jpserver-*.json"))
    url = json.loads(found[0].read_text(encoding="utf-8"))["url"]

    def address(student):
        with classroom.api.gradebook as gradebook:
            submission = gradebook.find_submission_notebook("angry", "angry", student)
        return f"{url}formgrader/submissions/{submission.id}/?index=0&token={token}"

    yield address
    server.terminate()
    server.wait(20)


@pytest.fixture
def look(chromium):
    """Open a page with no network but this machine's; returns the page and the other hosts it asked for something."""
    contexts = []

    def opened(url):
        context = chromium.new_context(viewport={"width": 1280, "height": 4000})
        contexts.append(context)
        asked = set()

        def answer(route):
            address = urlsplit(route.request.url)
            if address.scheme in ("file", "data", "blob") or address.hostname in ("localhost", "127.0.0.1"):
                route.continue_()
            else:
                asked.add(address.hostname)
                route.abort()

        context.route("**/*", answer)
        page = context.new_page()
        page.goto(url, wait_until="load")
        page.wait_for_timeout(500)
        return page, asked

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(params=["formgrader", "feedback"])
def address(request, classroom):
    """Where the work of a student is shown, by student."""
    if request.param == "formgrader":
        return request.getfixturevalue("formgrader")
    return lambda student: (classroom.folder / "feedback" / student / "angry" / "angry.html").as_uri()


def test_nothing_of_a_hostile_hand_in_acts(look, address):
    honest, hosts = look(address("ada"))
    page, asked = look(address("eve"))
    assert honest.locator("#notebook-container").count() == page.locator("#notebook-container").count() > 0
    assert page.evaluate("window.stolen") is None
    assert asked == hosts
    assert page.evaluate(ACTING) == honest.evaluate(ACTING) == []
    assert page.evaluate(FORMULAS) == honest.evaluate(FORMULAS)
    assert page.locator("#MathJax, #formgrade_data").count() == 0


def test_every_attack_can_be_read(look, address):
    page, _ = look(address("eve"))
    text = page.locator("#notebook").first.inner_text()
    assert text.count("<script>window.stolen=1</script>") > 30
    assert r"$\href{javascript:window.stolen=1}{x}$" in text
    assert "[x](javascript:window.stolen=1)" in text
    assert page.locator('img[alt="A picture of the learner\'s"]').evaluate("(picture) => picture.naturalWidth") == 1
