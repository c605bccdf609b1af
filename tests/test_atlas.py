from tiny import tiny

from course.atlas import atlas
from course.invariants import prove


def test_each_customer_has_a_row_and_a_map():
    exercise = tiny(("type: angry", "type: angry\nuse: exercise")).model_copy(update={"name": "angry/sad"})
    files = atlas([prove(tiny()), prove(exercise)])
    assert list(files) == ["customers.md", "maps/angry-sad.svg", "maps/angry-tiny.svg"]
    page = files["customers.md"]
    assert page.count("## Angry") == 1
    assert "| [The dented tin](maps/angry-tiny.svg) (Ines) | 1 | 3 | 3 | " in page
    assert "| [The dented tin](maps/angry-sad.svg) (Ines), *exercise* |" in page
    assert files["maps/angry-tiny.svg"].startswith("<svg ")


def test_a_row_holds_what_was_proved():
    report = prove(tiny())
    chance = {result.player: result.passes for result in report.results}
    (row,) = [line for line in atlas([report])["customers.md"].splitlines() if "The dented tin" in line]
    assert row.split(" | ")[4:] == [
        f"{report.moments:,}",
        "10",
        f"{chance['random']:.3f}",
        f"{chance['random, no pitfall']:.3f}",
        f"{max(chance[name] for name in ('longest', 'first', 'politest', 'most labels')):.3f}",
        f"{max(result.most for result in report.results if result.player.startswith('habit'))} |",
    ]
