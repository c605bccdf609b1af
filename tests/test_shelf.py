import pytest

from course.document import DocumentError
from course.shelf import names_on, take


@pytest.fixture
def shelf(tmp_path):
    (tmp_path / "angry").mkdir()
    for name in ("b", "angry/thoughts"):
        (tmp_path / f"{name}.yaml").write_text(f"name: {name}\n", encoding="utf-8")
    (tmp_path / "notes.txt").touch()
    return tmp_path


def test_what_stands_there_is_known_by_its_path(shelf):
    assert names_on(shelf) == ("angry/thoughts", "b")
    assert take("angry/thoughts", shelf).data == {"name": "angry/thoughts"}


@pytest.mark.parametrize("name", ["angry/thougts", "notes", "../b", "", "angry"])
def test_what_does_not_is_said_so_in_a_sentence(shelf, name):
    with pytest.raises(DocumentError, match="there's no such file in"):
        take(name, shelf)
