"""`python -m course certificate --check`: what is confirmed, what is found out, what can't be looked at."""

import pytest
from finisher import finisher

from course.__main__ import main
from course.certificate_facts import KIND, certified, entry, facts_in, measure
from course.certificate_html import to_html
from course.certificate_pdf import to_pdf
from course.language import ENGLISH, language, speak


@pytest.fixture(scope="module")
def held(tmp_path_factory):
    """The folder of somebody's journals, and the certificate that was made from them."""
    past, by = finisher(), measure()
    facts = facts_in(past.history, by)
    made = certified(past.add(KIND, entry("Pat Ó Briain", facts, tests=True), days=21), facts)
    return past.write(tmp_path_factory.mktemp("pat") / "journals"), made


@pytest.fixture
def check(capsys):
    def checked(what, folder=None):
        status = main(["certificate", "--check", str(what), *(["--journals", str(folder)] if folder else [])])
        return status, "".join(capsys.readouterr())

    return checked


@pytest.fixture(params=["html", "pdf"])
def file(request, held, tmp_path):
    path = tmp_path / f"certificate.{request.param}"
    path.write_bytes(to_pdf(held[1]) if request.param == "pdf" else to_html(held[1]).encode())
    return path


def test_a_true_one_is_confirmed_and_read_out(check, held, file):
    status, said = check(file, held[0])
    assert status == 0
    assert said.startswith(f"CONFIRMED. The journal bears out the certificate {held[1].code}.")
    assert "in 7 of 14 new simulated conversations" in said
    assert "Pat Ó Briain" in said


def test_one_that_somebody_changed_is_found_out_and_the_true_one_read_out(check, held, file):
    content = file.read_bytes()
    old, new = (b"7 of 14", b"9 of 14") if file.suffix == ".html" else (b"/Title", b"/Titel")
    assert old in content
    file.write_bytes(content.replace(old, new))
    status, said = check(file, held[0])
    assert status == 1
    assert said.startswith("NOT CONFIRMED. The code is a true one, but the file isn’t")
    assert "in 7 of 14 new simulated conversations" in said


def test_line_ends_of_another_system_are_no_change(check, held, tmp_path):
    (tmp_path / "c.html").write_bytes(to_html(held[1]).encode().replace(b"\n", b"\r\n"))
    assert check(tmp_path / "c.html", held[0])[0] == 0


def test_one_on_paper_is_checked_by_its_code(check, held):
    status, said = check(held[1].code.upper(), held[0].parent)
    assert (status, "Compare it with the paper" in said) == (0, True)
    status, said = check("0000-0000-0000-0000-0000", held[0])
    assert (status, said.startswith("NOT CONFIRMED. No certificate with the code 0000")) == (1, True)


def test_without_a_folder_it_is_ones_own_practice(check, held, file, monkeypatch):
    monkeypatch.setenv("MODULE_NINE_DATA", str(held[0].parent))
    assert check(file)[0] == 0


def test_a_reply_that_was_taken_out_of_the_journal_is_found_out(check, held, file, tmp_path):
    (journal,) = held[0].iterdir()
    lines = journal.read_bytes().splitlines(keepends=True)
    talk = next(place for place, line in enumerate(lines) if b'"kind":"reply"' in line)
    (tmp_path / "journals").mkdir()
    (tmp_path / "journals" / journal.name).write_bytes(b"".join(lines[:talk] + lines[talk + 1 :]))
    status, said = check(file, tmp_path)
    assert status == 1
    assert "The journal gives other numbers" in said
    assert "set aside" in said


@pytest.mark.parametrize(
    ("name", "content"),
    [("gone.html", None), ("empty.pdf", b""), ("other.pdf", b"%PDF-1.3 nothing"), ("odd.html", b"\xff\x00" * 99)],
    ids=["not there", "empty", "another PDF", "no text"],
)
def test_what_is_no_certificate_is_told(check, held, tmp_path, name, content):
    if content is not None:
        (tmp_path / name).write_bytes(content)
    status, said = check(tmp_path / name, held[0])
    assert status == 2
    assert name in said


def test_a_folder_without_practice_is_told(check, held, file, tmp_path):
    status, said = check(file, tmp_path / "nowhere")
    assert (status, "There is no practice in" in said) == (2, True)


@pytest.fixture(params=["html", "pdf"])
def theirs(request, held, tmp_path, known):
    """The file of a certificate in another language."""
    speak(known)
    path = tmp_path / f"certificate.{request.param}"
    path.write_bytes(to_pdf(held[1]) if request.param == "pdf" else to_html(held[1]).encode())
    speak(ENGLISH)
    return path


def test_one_in_another_language_is_confirmed_in_english(check, held, theirs):
    assert b"zz" in theirs.read_bytes()
    status, said = check(theirs, held[0])
    assert status == 0
    assert said.startswith("CONFIRMED. The journal bears out")
    assert "in 7 of 14 new simulated conversations" in said
    assert language() == ENGLISH


def test_one_in_another_language_that_somebody_changed_is_found_out(check, held, theirs):
    theirs.write_bytes(theirs.read_bytes().replace(b"zz", b"yy"))
    assert check(theirs, held[0])[0] == 1


def test_where_another_language_is_spoken_an_english_one_is_confirmed_too(check, held, file, known):
    speak(known)
    assert check(file, held[0])[0] == 0
    assert language() == known
