"""Who learns on this computer: folders of their own, and who is at it now."""

import os

import pytest

from course import learners
from course.journal import practice_folder
from course.learners import FIRST, LONGEST, BadNameError, NobodySaidError


def test_one_learner_is_not_asked_and_nothing_is_written(data):
    [only] = learners.learners(data)
    assert (only.slug, only.name, only.journals) == (FIRST, "", data / "journals")
    assert learners.now(data) == only
    assert practice_folder() == data / "journals"
    assert list(data.iterdir()) == []


def test_practice_from_before_is_the_first_learner_s(data, bea):
    assert [one.journals for one in learners.learners(data)] == [data / "journals", data / "learners/bea/journals"]
    assert learners.learners(data)[0].title == "Whoever learned here first"
    with pytest.raises(NobodySaidError, match="Whoever learned here first, Bea"):
        practice_folder()
    learners.choose(data, bea.slug)
    assert practice_folder() == bea.journals
    learners.choose(data, FIRST)
    assert practice_folder() == data / "journals"


def test_who_is_new_where_nobody_practiced_is_the_only_one(data):
    bea = learners.add(data, "Bea")
    assert learners.learners(data) == [bea]
    assert practice_folder() == bea.journals


def test_when_the_course_is_opened_anew_it_is_asked_anew(data, bea):
    learners.choose(data, bea.slug)
    learners.forget(data)
    assert learners.now(data) is None
    learners.forget(data)  # twice does no harm


@pytest.mark.parametrize("note", ["", "nobody", "../bea", "b" * 2000, "\ud800".encode("utf-8", "surrogatepass")])
def test_a_note_of_who_was_here_is_not_believed(data, bea, note):
    (data / "now.txt").write_bytes(note if isinstance(note, bytes) else note.encode())
    assert learners.now(data) is None


def test_nobody_unknown_is_chosen(data, bea):
    with pytest.raises(KeyError):
        learners.choose(data, "../../etc")
    assert not (data / "now.txt").exists()


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Bea", "bea"),
        ("Béa O’Brien", "bea-obrien"),
        ("  José \n María ", "jose-maria"),
        ("张伟", "learner"),
        ("../..", "learner"),
        ("con", "con-2"),
        ("First", "first-2"),
        ("LPT1", "lpt1-2"),
        ("<b>Bo</b>", "b-bo-b"),
        ("J" * LONGEST, "j" * LONGEST),
    ],
)
def test_a_folder_is_named_in_letters_that_every_system_takes(data, name, slug):
    made = learners.add(data, name)
    assert (made.slug, made.name) == (slug, " ".join(name.split()))
    assert learners.at(data, slug) == made
    assert made.home.is_dir()
    assert made.home.parent == data / "learners"


def test_two_names_that_look_alike_on_disk_are_two_people(data):
    assert [learners.add(data, name).slug for name in ("Bea", "Béa", "Bea!")] == ["bea", "bea-2", "bea-3"]


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("", "Type a name"),
        (" \n\u200b\x00", "Type a name"),
        ("x" * (LONGEST + 1), "too long"),
        ("BEA", "Somebody here is called BEA already"),
        ("whoever learned here first", "is called whoever"),
    ],
)
def test_a_name_that_will_not_do_is_refused_in_words(data, bea, name, why):
    with pytest.raises(BadNameError, match=why):
        learners.add(data, name)
    assert [one.slug for one in learners.learners(data)] == [FIRST, "bea"]


def test_a_name_can_be_given_later_and_changed(data, bea):
    learners.rename(data, learners.at(data, FIRST), "Ann")
    learners.rename(data, bea, "bea")  # one's own name isn't somebody else's
    assert [one.title for one in learners.learners(data)] == ["Ann", "bea"]
    with pytest.raises(BadNameError):
        learners.rename(data, bea, "ann")
    assert learners.at(data, FIRST).journals == data / "journals"


def test_a_command_may_name_whom_it_is_for(data, bea):
    learners.choose_here(data, "BEA")
    assert practice_folder() == bea.journals
    assert not (data / "now.txt").exists()
    with pytest.raises(BadNameError, match="There are: first, Bea"):
        learners.choose_here(data, "Cem")
    learners.choose_here(data, FIRST)
    assert practice_folder() == data / "journals"
    learners.forget(data)


def test_a_choice_that_cannot_be_kept_holds_here(data, bea, monkeypatch):

    def full(*_args, **_named):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(learners, "_write", full)
    with pytest.raises(OSError, match="No space"):
        learners.choose(data, bea.slug)
    assert learners.now(data) == bea
    learners.forget(data)


def test_a_name_file_that_is_gone_or_odd_is_no_trouble(data, bea):
    (bea.home / "name.txt").write_bytes(b"\xff\xfe")
    assert learners.learners(data)[1].title == "bea"
    (bea.home / "name.txt").unlink()
    assert learners.learners(data)[1].title == "bea"
    (data / "learners" / "a file").write_text("", encoding="utf-8", newline="\n")
    assert len(learners.learners(data)) == 2


@pytest.mark.skipif(os.name != "posix", reason="links need rights on Windows")
def test_a_link_is_nobody(data, bea, tmp_path):
    (data / "learners" / "link").symlink_to(tmp_path)
    assert len(learners.learners(data)) == 2


def test_whether_practice_was_asked_for_is_noticed(data):
    with learners.noticed() as asked:
        assert learners.noticing()
        learners.now(data)
        assert not asked
        practice_folder()
        assert asked
    assert not learners.noticing()
