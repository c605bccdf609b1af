"""What the report says of talks: needs and pitfalls with a line to discuss, endings and wrong turns with their numbers."""

import xml.etree.ElementTree as ET

import pytest
from small_class import angry, class_of

from autograder.talks_section import techniques, ways


@pytest.fixture(scope="module")
def works(tmp_path_factory):
    return class_of(tmp_path_factory.mktemp("class"))


def tables(html):
    """The tables of a section by caption: rows of cells, as words."""
    tree = ET.fromstring(f"<main>{html}</main>")
    return {
        table.find("caption").text: [["".join(cell.itertext()).strip() for cell in row] for row in table.find("tbody")]
        for table in tree.iter("table")
    }


def test_nobody_talked():
    assert techniques(angry(), []) == ways(angry(), []) == "<p>There is no talk yet that counts.</p>"


def test_the_scarcest_comes_first_with_its_moment_and_a_line_to_discuss(works):
    found = tables(techniques(angry(), works))
    needs = found["What each moment needed, those first that most learners missed"]
    gave = [int(row[2].split()[0]) for row in needs]
    assert gave == sorted(gave)
    row = next(row for row in needs if row[0] == "saying it back" and row[1].startswith("Walt: He has it in writing"))
    assert row[3].startswith("“So families walk in at three")
    assert any(row[3] == "Nothing: let the silence stand." for row in needs)
    pitfalls = found["Pitfalls, those first that most learners fell into"]
    assert all(row[3].startswith("“") and row[4] for row in pitfalls)


def test_endings_add_up_and_wrong_turns_are_ways_that_were_taken(works):
    html = ways(angry(), works)
    assert html.count("<svg viewBox") == 2
    assert html.count("Nobody took a wrong turn.") + html.count("Wrong turns, the usual ones first</caption>") == 2
    found = tables(html)
    assert sum(int(row[2].split()[0]) for row in found["How the talks ended"]) == len(works)
    taken = [row[:3] for row in found[f"All ways that were taken in {len(works)} talks"]]
    wrong = found["Wrong turns, the usual ones first"]
    assert wrong
    assert all(row[:3] in taken for row in wrong)
