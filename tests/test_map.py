import xml.etree.ElementTree as ET

from tiny import tiny

from course.map import draw

SVG = "{http://www.w3.org/2000/svg}"


def test_every_beat_ending_and_way_is_drawn():
    drawing = ET.fromstring(draw(tiny()))
    names = {text.text for text in drawing.iter(f"{SVG}text")}
    assert {"storm", "sulk", "fix", "swapped", "walked", "thrown_out"} <= names
    ways = {path.find(f"{SVG}title").text.split(":")[0] for path in drawing.iter(f"{SVG}path") if len(path)}
    assert ways == {
        "storm → sulk", "storm → fix", "sulk → thrown_out", "sulk → fix", "sulk → walked",
        "fix → swapped", "fix → walked", "fix → thrown_out",
    }  # fmt: skip


def test_conditions_are_told_in_words():
    assert "fix → swapped: needs met, trust 5 or more, 0 slips or fewer" in draw(tiny())
    assert "storm → fix: otherwise" in draw(tiny())


def test_no_box_lies_on_another_and_all_lie_inside():
    drawing = ET.fromstring(draw(tiny()))
    boxes = [tuple(float(box.get(key)) for key in ("x", "y", "width", "height"))
             for box in drawing.iter(f"{SVG}rect") if box.get("rx")]  # fmt: skip
    for at, (x, y, width, height) in enumerate(boxes):
        assert x + width <= float(drawing.get("width"))
        assert y + height <= float(drawing.get("height"))
        for other_x, other_y, *_ in boxes[:at]:
            assert abs(x - other_x) >= width or abs(y - other_y) >= height


def test_an_authors_words_are_never_markup():
    hostile = tiny(("title: The dented tin", "title: '<script>x</script>'"), ("She lets it out", "'<b> & co'"))
    drawing = draw(hostile)
    assert "<script>" not in drawing
    ET.fromstring(drawing)
