"""What a hand-in can try, each tried: no mark is forged, nothing of anybody else's is touched, and the class is graded."""

import json
import os
import socket
import sys
from pathlib import Path

import nbformat
import pytest
from solutions import EXERCISES, TASKS, key_of, right_answers, solve

from autograder.folder import notices, read_submission, submissions
from autograder.graded import grade
from autograder.paper import load_paper
from course import dialogue
from course.drillbook import load_drill
from course.record import Record
from course.replies import digest as judge_digest
from course.scenario import load_scenario

on_posix = pytest.mark.skipif(sys.platform == "win32", reason="a kind of file that Windows hasn't")
RELEASED = (EXERCISES / "release" / "angry" / "angry.ipynb").read_text(encoding="utf-8")
RUN_ME = "from pathlib import Path; Path('was-run').write_text('x'); "


@pytest.fixture(scope="module")
def honest(tmp_path_factory):
    """What somebody hands in who did everything, and what that earns."""
    folder = tmp_path_factory.mktemp("honest")
    solve(folder, "angry")
    return {path.name: path.read_bytes() for path in folder.iterdir()} | {"angry.ipynb": RELEASED.encode()}


@pytest.fixture(scope="module")
def paper():
    return load_paper(EXERCISES, "angry")


class Class:
    """Three honest learners, and between them one who attacks."""

    def __init__(self, course, honest, paper):
        self.course, self.paper = course, paper
        self.eve = course / "submitted" / "eve" / "angry"
        self.eve.mkdir(parents=True)
        for student in ("ada", "grace"):
            folder = course / "submitted" / student / "angry"
            folder.mkdir(parents=True)
            for name, content in honest.items():
                (folder / name).write_bytes(content)
        (course / "gradebook.db").write_bytes(b"everybody's marks")
        (course / "source.ipynb").write_bytes(b"what nobody may see")
        self.others = self.seen()

    def seen(self):
        """Every file that isn't the attacker's."""
        return {
            path: path.read_bytes() for path in self.course.rglob("*") if path.is_file() and "eve" not in path.parts
        }

    def graded(self, student="eve"):
        return grade(self.paper, read_submission(self.course / "submitted" / student / "angry", student, "angry"))

    def attacked(self):
        """What the attacker was given, once the rest of the class has what is theirs."""
        assert submissions(self.course, "angry") == ("ada", "eve", "grace")
        given = {student: self.graded(student) for student in submissions(self.course, "angry")}
        for student in ("ada", "grace"):
            assert [score.points for score in given[student].scores] == [2, 3, 3, 2, 4, 2, 0]
            assert given[student].problems == ()
        assert self.seen() == self.others
        assert not (self.eve / "was-run").exists()
        assert not Path("was-run").exists()
        eve = given["eve"]
        assert [score.grade_id for score in eve.scores] == [score.grade_id for score in given["ada"].scores]
        nbformat.validate(nbformat.reads(eve.notebook.encode().decode(), as_version=4))
        return eve


@pytest.fixture
def room(tmp_path, honest, paper, monkeypatch):
    here = Class(tmp_path, honest, paper)
    monkeypatch.chdir(here.eve)
    return here


def earned(graded):
    return {score.grade_id.partition("-")[2]: score.points for score in graded.scores if score.points}


def page_of():
    return json.loads(RELEASED)


def write_page(room, page):
    (room.eve / "angry.ipynb").write_text(json.dumps(page), encoding="utf-8", newline="\n")


def code(source, outputs=(), **metadata):
    return {
        "cell_type": "code",
        "id": f"x{abs(hash(source)) % 10**8}",
        "metadata": metadata,
        "source": source,
        "outputs": list(outputs),
        "execution_count": 1,
    }


def with_code(room, source):
    page = page_of()
    page["cells"].insert(0, code(source))
    write_page(room, page)


def cells(page, name):
    return [cell for cell in page["cells"] if cell["metadata"].get("nbgrader", {}).get("grade_id") == name]


def write_lines(room, *records, name="journal-eve.jsonl"):
    lines = (record if isinstance(record, bytes) else record.line for record in records)
    (room.eve / name).write_bytes(b"".join(line + b"\n" for line in lines))


def header(grade_id, **changes):
    task = TASKS[grade_id]
    scenario = load_scenario(task.scenario)
    data = {"key": task.key, "scenario": scenario.name, "seed": 1, "digest": scenario.digest, "judge": judge_digest()}
    return Record.new("conversation", data | changes)


def drill_header(grade_id, **changes):
    drill = load_drill(TASKS[grade_id].drill)
    return Record.new("drill", {"drill": drill.name, "digest": drill.digest} | changes)


# Code that stock nbgrader would run, or import.


@pytest.mark.parametrize(
    "name",
    [
        "autograder/__init__.py",
        "ipykernel_launcher.py",
        "sitecustomize.py",
        "course/__init__.py",
        "json.py",
        "nbformat.py",
    ],
)
def test_a_module_beside_the_notebook_in_place_of_ours(room, name):
    (room.eve / name).parent.mkdir(exist_ok=True)
    (room.eve / name).write_text(RUN_ME, encoding="utf-8", newline="\n")
    assert earned(room.attacked()) == {}


def test_an_input_transformer_that_rewrites_checks(room):
    with_code(room, RUN_ME + "get_ipython().input_transformers_cleanup.append(lambda lines: ['4.0'])")
    assert earned(room.attacked()) == {}


def test_an_ast_transformer_that_rewrites_checks(room):
    with_code(room, RUN_ME + "import ast; get_ipython().ast_transformers.append(ast.NodeTransformer())")
    assert earned(room.attacked()) == {}


def test_an_object_that_equals_everything(room):
    with_code(room, RUN_ME + "check = type('All', (float,), {'__eq__': lambda *_: True})")
    assert earned(room.attacked()) == {}


def test_a_kernel_whose_do_execute_is_patched(room):
    with_code(room, RUN_ME + "get_ipython().kernel.do_execute = lambda *_, **__: {'status': 'ok'}")
    assert earned(room.attacked()) == {}


def test_a_check_of_our_own_that_is_defined_again(room):
    with_code(room, RUN_ME + "import autograder; autograder.check = lambda _: 4.0")
    assert earned(room.attacked()) == {}


def test_code_that_rewrites_the_gradebook(room):
    with_code(room, RUN_ME + "Path('../../../gradebook.db').write_text('mine')")
    room.attacked()


def test_code_that_overwrites_a_classmates_file(room):
    with_code(room, RUN_ME + "Path('../../ada/angry/angry.ipynb').unlink()")
    room.attacked()


def test_a_process_that_outlives_grading(room):
    with_code(room, RUN_ME + "import os; os.fork() or __import__('time').sleep(9999)")
    room.attacked()


def test_a_signal_to_whoever_grades(room):
    with_code(room, RUN_ME + "import os; os.kill(os.getppid(), 9)")
    room.attacked()


def test_a_lock_on_the_gradebook(room):
    with_code(room, RUN_ME + "import sqlite3; sqlite3.connect('../../../gradebook.db').execute('begin exclusive')")
    room.attacked()


# Cells that claim to be others.


def test_a_result_that_is_published_already(room):
    page = page_of()
    for cell in page["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [
                {"output_type": "execute_result", "data": {"text/plain": "4.0"}, "metadata": {}, "execution_count": 1}
            ]
    write_page(room, page)
    assert earned(room.attacked()) == {}


def test_a_check_that_is_rewritten_to_a_number(room):
    page = page_of()
    cells(page, "angry-new")[0]["source"] = "4.0"
    write_page(room, page)
    assert earned(room.attacked()) == {}


@pytest.mark.parametrize("points", [100, -100, float("inf"), float("nan"), "100", None, [], 10**400], ids=repr)
def test_points_of_ones_own(room, points):
    page = page_of()
    for cell in page["cells"]:
        cell["metadata"].get("nbgrader", {})["points"] = points
    write_page(room, page)
    assert earned(room.attacked()) == {}


def test_a_grade_id_twice(room):
    page = page_of()
    page["cells"] += cells(page, "angry-new") * 3 + cells(page, "angry-reflection") * 2
    write_page(room, page)
    assert earned(room.attacked()) == {}


def test_a_grade_id_of_another_exercise(room):
    page = page_of()
    settings = {
        "grade": True,
        "grade_id": "calm-new",
        "points": 50,
        "locked": True,
        "schema_version": 3,
        "solution": False,
    }
    page["cells"].append(code("50", nbgrader=settings))
    write_page(room, page)
    assert earned(room.attacked()) == {}


@pytest.mark.parametrize("version", [0, 1, 99, "x", None, -1])
def test_a_schema_version_that_there_is_not(room, version):
    page = page_of()
    for cell in page["cells"]:
        cell["metadata"].get("nbgrader", {})["schema_version"] = version
    write_page(room, page)
    assert earned(room.attacked()) == {}


def test_a_check_that_is_turned_into_an_answer_and_an_answer_into_a_check(room):
    page = page_of()
    for cell in page["cells"]:
        settings = cell["metadata"].get("nbgrader", {})
        settings.update(solution=not settings.get("solution"), locked=False, grade=True, task=True)
    write_page(room, page)
    assert earned(room.attacked()) == {}


def test_cells_that_are_taken_out(room):
    write_page(room, page_of() | {"cells": []})
    assert room.attacked().waits


def test_settings_of_the_notebook_that_load_scripts(room):
    evil = {
        "kernelspec": {"name": "evil"},
        "title": "<script>",
        "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {}}},
    }
    write_page(room, page_of() | {"metadata": evil})
    graded = json.loads(room.attacked().notebook)
    assert graded["metadata"] == json.loads(RELEASED)["metadata"]


# Files that are no files, or too much.


@on_posix
@pytest.mark.parametrize("name", ["angry.ipynb", "journal-eve.jsonl", "timestamp.txt"])
def test_a_link_to_the_gradebook_or_to_the_answers(room, name):
    (room.eve / name).symlink_to(room.course / ("gradebook.db" if name != "angry.ipynb" else "source.ipynb"))
    graded = room.attacked()
    assert "nobody may see" not in graded.notebook
    assert any("not a plain file" in problem for problem in graded.problems)


@on_posix
def test_a_link_to_a_classmates_journal(room):
    for path in (room.course / "submitted" / "ada" / "angry").glob("journal-*"):
        (room.eve / path.name).symlink_to(path)
    assert earned(room.attacked()) == {}


def test_a_hard_link_to_a_classmates_journal(room):
    for path in (room.course / "submitted" / "ada" / "angry").glob("journal-*"):
        os.link(path, room.eve / path.name)
    graded = room.graded()
    assert earned(graded) == {}
    assert "is a second name of a file" in graded.problems[0]


@on_posix
def test_a_folder_that_is_a_link_to_a_classmates(room):
    room.eve.rmdir()
    room.eve.symlink_to(room.course / "submitted" / "ada" / "angry")
    graded = room.graded()
    assert earned(graded) == {}
    assert "is a link to another place" in graded.problems[0]
    assert [score.points for score in room.graded("ada").scores] == [2, 3, 3, 2, 4, 2, 0]


@on_posix
def test_a_student_whose_whole_folder_is_a_link(room):
    (room.course / "submitted" / "mallory").symlink_to(room.course / "submitted" / "ada")
    room.attacked()
    assert "“mallory” in submitted/ is a link" in notices(room.course, "angry")[0]


@on_posix
def test_pipes_sockets_and_folders_in_place_of_files(room):
    os.mkfifo(room.eve / "angry.ipynb")
    os.mkfifo(room.eve / "journal-pipe.jsonl")
    (room.eve / "journal-folder.jsonl").mkdir()
    with socket.socket(socket.AF_UNIX) as server:
        server.bind("journal-socket.jsonl")
        assert len(room.attacked().problems) == 5


@on_posix
def test_a_device_that_never_ends(room):
    (room.eve / "journal-zero.jsonl").symlink_to("/dev/zero")
    room.attacked()


def test_a_journal_of_a_gigabyte_and_a_good_one(room, honest):
    with (room.eve / "journal-1.jsonl").open("wb") as file:
        file.truncate(1 << 30)
    for name, content in honest.items():
        (room.eve / name).write_bytes(content)
    graded = room.attacked()
    assert sum(earned(graded).values()) == 16
    assert "journal-1.jsonl is too large" in graded.problems[0]


def test_more_replies_than_anybody_gives(room):
    (room.eve / "journal-1.jsonl").write_bytes(b"{}\n" * 10_000_000)
    assert "has too many lines" in room.attacked().problems[0]


def test_a_notebook_with_two_hundred_megabytes_of_output(room):
    with (room.eve / "angry.ipynb").open("wb") as file:
        file.truncate(200 << 20)
    assert "angry.ipynb is too large" in room.attacked().problems[0]


@pytest.mark.parametrize(
    "content",
    [b"[" * 900_000, b'{"a":' * 900_000, b"9" * 1_000_000, b'{"cells": [NaN, 1e999]}', b"\xff\xfe", b"", b"{}" * 10, b"\0" * 999, b'{"cells": [' + b"[]," * 999_999 + b"[]]}"],
    ids=["lists in lists", "objects in objects", "a huge number", "no numbers", "no text", "nothing", "many", "zeros", "a bomb"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["angry.ipynb", "journal-eve.jsonl"])
def test_json_that_is_none_or_a_bomb(room, name, content):
    (room.eve / name).write_bytes(content + b"\n")
    assert earned(room.attacked()) == {}


def test_thousands_of_files(room):
    for number in range(3000):
        (room.eve / f"journal-{number}.jsonl").write_bytes(b"")
    assert "more than 1,000 files" in room.attacked().problems[0]


@on_posix
@pytest.mark.parametrize(
    "name",
    ["journal-<script>steal()<", "journal-\n\x1b[2J", "journal-\udcff", "journal-" + "x" * 240, "journal-..\\..\\x"],
)
def test_names_of_files_with_tricks_in_them(room, name):
    write_lines(room, b"not a record", name=f"{name}.jsonl")
    graded = room.attacked()
    outputs = [output["data"] for cell in json.loads(graded.notebook)["cells"] for output in cell.get("outputs", [])]
    assert not any("<script>" in data["text/html"] for data in outputs)
    assert all(problem.isprintable() for problem in graded.problems)


@on_posix
def test_names_of_students_with_tricks_in_them(room):
    for name in ("..x\n", "a\\b", "NUL", "x" * 200, os.fsdecode(b"\xff")):
        (room.course / "submitted" / name / "angry").mkdir(parents=True)
    room.attacked()
    assert len(notices(room.course, "angry")) == 5


# Journals that lie.


def test_a_reply_that_says_what_it_is_worth(room):
    start = header("angry-new", marks=100, earned=4, ended=True)
    said = {"text": "Go away.", "labels": ["acknowledge_feeling", "own_problem"]}
    write_lines(room, start, Record.new("reply", {"answered": "x", "reply": said, "marks": 100}, start.digest))
    assert earned(room.attacked()) == {}


def test_a_reply_without_what_came_before(room):
    write_lines(room, Record.new("reply", {"answered": "x", "reply": {"choice": "a"}}, "0" * 32))
    assert "what came before" in room.attacked().notebook


def test_a_talk_with_a_customer_made_easier(room, honest):
    write_lines(room, header("angry-new", scenario="angry/held-mail"), header("angry-known", scenario="../../x"))
    assert earned(room.attacked()) == {}


@pytest.mark.parametrize("seed", [-1, 1 << 32, 10**300, 1.5, True, "1", None, []], ids=repr)
def test_a_seed_that_no_talk_has(room, seed):
    write_lines(room, header("angry-new", seed=seed))
    assert earned(room.attacked()) == {}


def test_every_answer_at_once(room):
    start = drill_header("angry-concepts")
    every = [
        Record.new("answer", {"item": item, "answer": list("abcdef")}, start.digest)
        for item in right_answers("angry-concepts")
    ]
    write_lines(room, start, *every)
    assert earned(room.attacked()) == {}


@pytest.mark.parametrize(
    "shape",
    [None, 1e300, -0.0, [[]], {"a": {}}, True, "x" * 100_000, {"1": ["a"] * 1000}],
    ids=lambda shape: repr(shape)[:20],
)
def test_answers_of_no_known_shape(room, shape):
    lines = []
    for grade_id in ("angry-concepts", "angry-transcript", "angry-thoughts", "angry-rewrite"):
        start = drill_header(grade_id)
        lines += [
            start,
            *(Record.new("answer", {"item": item, "answer": shape}, start.digest) for item in key_of(grade_id)),
        ]
        lines.append(Record.new("answer", {"item": [1], "answer": shape}, start.digest))
    write_lines(room, *lines)
    assert earned(room.attacked()) == {}


def test_answers_to_questions_of_ones_own(room):
    start = drill_header("angry-concepts", digest="mine", key={"a": "b"})
    write_lines(
        room, start, *(Record.new("answer", {"item": str(number), "answer": "a"}, start.digest) for number in range(50))
    )
    assert earned(room.attacked()) == {}


@pytest.mark.parametrize(
    "line",
    [
        b'{"module_nine": 99, "kind": "drill", "at": "2026-01-01T00:00:00+00:00"}',
        b'{"module_nine": 1, "kind": "drill", "at": "9999-99-99"}',
        b'{"module_nine": 1, "kind": "drill", "at": "2026-01-01T00:00:00+00:00", "x": NaN}',
        b'{"module_nine": 1, "kind": "drill", "at": "2026-01-01T00:00:00+00:00", "x": 1e999}',
        b'{"module_nine": 1, "kind": "drill", "at": "2026-01-01T00:00:00+00:00", "x": "\\ud800"}',
        b'{"module_nine": 1, "kind": "drill", "at": "2026-01-01T00:00:00+00:00", "x": ' + b"9" * 5000 + b"}",
        b'{"module_nine": 1, "kind": "drill", "at": "2026-01-01T00:00:00+00:00", "x": "' + b"x" * (1 << 20) + b'"}',
        b'{"module_nine": 1, "kind": "drill", "kind": ["drill"], "at": "2026-01-01T00:00:00+00:00"}',
    ],
    ids=["a newer version", "no time", "no number", "an infinite number", "half a character", "a huge number", "a long line", "a name twice"],
)  # fmt: skip
def test_lines_that_are_none(room, line):
    write_lines(room, line)
    assert "set aside" in room.attacked().notebook


def test_thousands_of_tries_to_have_a_better_one_first(room):
    starts = [header("angry-new", seed=seed) for seed in range(3000)]
    leave = [Record.new("reply", {"answered": "x", "reply": {"pause": True}}, start.digest) for start in starts]
    write_lines(room, *starts, *leave)
    assert earned(room.attacked()).get("new", 0) < 4


def test_thousands_of_typed_lines_are_judged_as_far_as_anybody_types(room):
    scenario, start = load_scenario(TASKS["angry-new"].scenario), header("angry-new")
    said = ({"text": f"Hm, hm, hm: {number}"} for number in range(3000))
    answered = dialogue.start(scenario, 1).line
    write_lines(room, start, *(Record.new("reply", {"answered": answered, "reply": one}, start.digest) for one in said))
    graded = room.attacked()
    assert earned(graded).get("new", 0) < 4
    assert "comes after 600 lines of typed words" in graded.notebook


def test_a_journal_copied_under_many_names_counts_once(room, honest):
    for name, content in honest.items():
        for number in range(20):
            (room.eve / name.replace("journal-", f"journal-{number}-")).write_bytes(content)
    assert sum(earned(room.attacked()).values()) == 16


# Words that act where they are shown.


@pytest.mark.parametrize(
    "words",
    [
        "<script>steal()</script>",
        "<!-- ",
        r"$\href{javascript:steal()}{x}$",
        "[x](javascript:steal())",
        "![x](http://evil.example/x.png)",
    ],
)
def test_script_and_links_in_an_answer(room, words):
    page = page_of()
    (cell,) = cells(page, "angry-reflection")
    cell["source"] = words
    page["cells"] += [
        code(words + " "),
        {"cell_type": "raw", "id": "raw", "metadata": {"raw_mimetype": "text/html"}, "source": words + "  "},
    ]
    write_page(room, page)
    graded = room.attacked()
    assert words not in graded.notebook
    assert {cell["cell_type"] for cell in json.loads(graded.notebook)["cells"]} == {"markdown", "code"}


def test_script_in_typed_words(room):
    start, item = drill_header("angry-rewrite"), next(iter(key_of("angry-rewrite")))
    words = "<script>steal()</script> I am sorry that your mail was held, Sir."
    write_lines(room, start, Record.new("answer", {"item": item, "answer": words}, start.digest))
    notebook = room.attacked().notebook
    assert "&lt;script&gt;steal()" in notebook
    assert "<script>steal()" not in notebook


def test_attachments_that_are_no_pictures_and_thousands_of_them(room):
    page = page_of()
    (cell,) = cells(page, "angry-reflection")
    cell["attachments"] = {f'{number}"><script>': {"image/png": "AAAA", "text/html": "x"} for number in range(5000)}
    cell["attachments"]["x.svg"] = {"image/svg+xml": "PHN2Zy8+"}
    write_page(room, page)
    graded = room.attacked()
    assert "<script>" not in graded.notebook
    (cell,) = cells(json.loads(graded.notebook), "angry-reflection")
    assert {kind for kinds in cell["attachments"].values() for kind in kinds} == {"image/png"}
    assert len(cell["attachments"]) == 50
