from tiny import tiny

from course.script import script


def test_every_reply_stands_above_what_can_come_back():
    lines = script(tiny()).splitlines()
    assert lines[0] == "The dented tin: Ines (angry/tiny)"
    at = lines.index("  C. I only work here, you know, I don't dent the tins.")
    assert "     hot → storm, hot: Who does then?" in lines[at + 1 : at + 4]
    assert "  A. I can swap it now, or send one tomorrow. Which is better?" in lines
    assert any(line.endswith("→ swapped, warm: Thanks.") for line in lines)
    assert "   hot: Now what!" in lines


def test_what_can_be_seen_stands_in_brackets():
    walked = ('{met: true, go: fix, answer: "Fine."}', '{met: true, go: fix, answer: "Fine.", stage: She nods.}')
    told = script(tiny(walked))
    assert "Fine. [She nods.]" in told
    assert "   [A tin lands on the counter.]" in told
