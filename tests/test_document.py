from pathlib import Path
from typing import Annotated, Literal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import Field

from course import document
from course.document import DocumentError, Part, nearest, parse_document, read_document

ROOT = Path(__file__).parents[1]


class Tin(Part):
    label: Annotated[str, Field(min_length=1)]
    litres: int


class Cup(Part):
    kind: Literal["cup"]


class Bowl(Part):
    kind: Literal["bowl"]


class Shelf(Part):
    tins: Annotated[list[Tin], Field(max_length=2)]
    lamp: bool = False
    china: tuple[Annotated[Cup | Bowl, Field(discriminator="kind")], ...] = ()
    pair: Annotated[tuple[str, ...], Field(min_length=2)] = ("left", "right")


def mistake(text):
    with pytest.raises(DocumentError) as caught:
        parse_document(text, "shelf.yaml").parse(Shelf)
    return caught.value


def test_reads_words_numbers_and_truth_as_they_were_written():
    document = parse_document("a: no\nb: 10:40\nc: 2026-11-21\nd: 7\ne: true\nf: '7'\ng: 1.5\nh:\n", "x.yaml")
    assert document.data == {
        "a": "no", "b": "10:40", "c": "2026-11-21", "d": 7, "e": True, "f": "7", "g": "1.5", "h": None
    }  # fmt: skip


def test_knows_the_line_of_each_key():
    document = parse_document("tins:\n- label: x\n  litres: 2\n", "x.yaml")
    assert document.lines["tins", 0, "litres"] == 3


@pytest.mark.parametrize(
    ("text", "line", "key", "mend"),
    [
        ("tins: []\nlampp: true", 2, "lampp", "'lampp' isn't a key that is used here. Did you mean 'lamp'?"),
        (
            "tins:\n- {label: red, litres: 1}\n- {label: red}",
            3,
            "tins.1.litres",
            "'litres' is missing; add it.",
        ),
        ("tins:\n- {label: 3, litres: 1}", 2, "tins.0.label", "words should stand here, not a number."),
        (
            "tins:\n- {label: x, litres: much}",
            2,
            "tins.0.litres",
            "a whole number should stand here, not 'much'.",
        ),
        ("tins: some", 1, "tins", "a list should stand here, not words."),
        ("tins:\n- red", 2, "tins.0", "a mapping (keys with colons) should stand here, not words."),
        ("tins: []\nlamp: maybe", 2, "lamp", "true or false should stand here, not words."),
        ('tins:\n- {label: "", litres: 1}', 2, "tins.0.label", "something should stand here."),
        ("tins: [1, 2, 3]", 1, "tins", "no more than 2 should stand here."),
        ("tins: []\npair: [one]", 2, "pair", "2 or more should stand here, not 1."),
        ("tins: []\nchina:\n- kind: cap", 3, "china.0.kind", "'cap' can't stand here; use one of 'cup', 'bowl'."),
        ("tins: []\nchina:\n- {}", 3, "china.0.kind", "'kind' is missing; add it."),
        ("tins: []\nchina:\n- cup", 3, "china.0", "a mapping (keys with colons) should stand here, not words."),
        ("tins: []\ntins: []", 2, "tins", "'tins' stands here twice; keep one."),
        ('tins:\n- {label: "\\ud83d", litres: 1}', 2, "tins.0.label", "half a character stands here"),
        ('tins: []\n"\\ud83d": 1', 2, "", "half a character stands here"),
        ('tins: "\\UFFFFFFFF"', 1, "", "YAML can't read this"),
        ("%YAML " + "9" * 5000 + ".1\n---\ntins: []", 1, "", "YAML can't read this"),
        ("- [unclosed", 1, "", "YAML can't read this: expected ',' or ']', but got '<stream end>'."),
        ("a: &x 1\nb: *x", 1, "", "anchors (&) and aliases (*) aren't used here"),
        (
            "a: !!python/name:os.system x",
            1,
            "a",
            "the tag tag:yaml.org,2002:python/name:os.system isn't used here",
        ),
        ("a: !mine x", 1, "a", "the tag !mine isn't used here"),
        ("? [a, b]\n: c", 1, "", "a key must be one word."),
        ("", 1, "", "the file is empty."),
        ("a: 1\n---\nb: 2", 2, "", "YAML can't read this"),
        ("a: \x07", 1, "", "a character that YAML can't hold"),
        ("[" * 3000, 1, "", "nested too deeply"),
        ("- " * 90_000, 1, "", "nested too deeply"),
        ("[" * 50 + "]" * 50, 1, "", "nested too deeply"),
    ],
)
def test_a_mistake_names_file_line_key_and_mend(text, line, key, mend):
    caught = mistake(text)
    assert (caught.file, caught.line) == ("shelf.yaml", line)
    if "deeply" not in mend:
        assert caught.key == key
    assert mend in caught.mend
    assert str(caught).startswith(f"shelf.yaml, line {line}")


def test_a_file_that_cannot_be_read_is_a_mistake_too(tmp_path):
    for content, mend in ((b"\xff\xfe\x00", "isn't UTF-8"), (b"a: 1\n" * 50_000, "larger than")):
        path = tmp_path / "x.yaml"
        path.write_bytes(content)
        with pytest.raises(DocumentError, match=mend):
            read_document(path)
    for path in (tmp_path / "none.yaml", tmp_path):
        with pytest.raises(DocumentError, match="can't be read"):
            read_document(path)


YAMLISH = st.lists(st.sampled_from([*"a1#'\"|>-:,[]{}?!%~ \n\t", ": ", "- ", "\n  ", "---\n", "é", "\\", "true"])).map(
    "".join
)


@given(YAMLISH | st.text())
@example("a: 1\t")
@example("---\n# nothing")
def test_what_python_reads_is_read_in_c_as_well(text):
    def read(quick):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(document, "_quick", quick)
            try:
                return parse_document(text, "x.yaml").data
            except DocumentError as caught:
                return caught

    assert document._quick
    in_python = read(None)
    if "\t" in text or not isinstance(in_python, DocumentError):
        assert str(read(document._quick)) == str(in_python)


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("course/*/**/*.yaml")), ids=lambda path: path.relative_to(ROOT).as_posix()
)
def test_every_file_of_the_course_reads_the_same_without_c(path, monkeypatch):
    in_c = read_document(path)
    monkeypatch.setattr(document, "_quick", None)
    assert read_document(path) == in_c


@given(st.text())
def test_no_text_gives_anything_but_data_or_a_mistake(text):
    try:
        parse_document(text, "x.yaml").parse(Shelf)
    except DocumentError as caught:
        assert caught.line >= 1
        assert caught.mend


def test_a_hint_names_no_more_than_a_person_reads():
    known = [f"student-{number}" for number in range(300)]
    assert nearest("Zoë", known).endswith("student-39 and 260 more.")
    assert nearest("student-17", known) == " Did you mean 'student-17'?"
    assert nearest("Zoë", []) == ""
