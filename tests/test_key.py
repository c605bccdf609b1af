"""Where the answers to graded drills are found, and that they're nowhere else."""

import pytest
from small_drill import GRADED, KEYS, write

from autograder.key import FOLDER, keys_are_here, load_key
from course.document import DocumentError
from course.drillbook import read_drill


@pytest.fixture
def drill(tmp_path):
    write(tmp_path, GRADED)
    return read_drill("angry/mine", tmp_path)


@pytest.mark.parametrize(("folder", "here"), [(None, False), ("", False), ("keys", True)])
def test_answers_are_where_the_settings_of_who_grades_say(monkeypatch, folder, here):
    monkeypatch.delenv(FOLDER, raising=False)
    if folder is not None:
        monkeypatch.setenv(FOLDER, folder)
    assert keys_are_here() == here


def test_the_key_of_a_cell_has_its_name(tmp_path, monkeypatch, drill):
    monkeypatch.setenv(FOLDER, str(tmp_path))
    (tmp_path / "angry-mine.yaml").write_text(KEYS, encoding="utf-8")
    assert load_key("angry-mine", drill)["pick"].right == {"b": ()}
    with pytest.raises(DocumentError, match=r"angry-other.yaml, line 1: the file can't be read"):
        load_key("angry-other", drill)
