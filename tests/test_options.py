"""What can be typed after `python -m autograder`."""

from pathlib import Path

import pytest

from autograder.options import MOST_WORKERS, read_options


def test_labels_with_a_sign_are_kept_apart():
    options, changes = read_options(["overrule", "0a1b", "2c3d", "+apologize", "-dismiss"])
    assert (options.command, options.ids, changes) == ("overrule", ["0a1b", "2c3d"], ["+apologize", "-dismiss"])


def test_what_is_left_out_has_a_default():
    options, changes = read_options(["grade", "angry"])
    assert (options.student, options.workers, options.cluster, options.db, changes) == (None, None, None, None, [])
    assert options.course_dir == Path.cwd()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["words", "angry", "+apologize"], "+apologize can stand only after `overrule ID`"),
        (["overrule", "0a1b", "+apologize", "--undo"], "can stand only after"),
        (["grade", "angry", "--workers", "0"], f"'0' isn't a number from 1 to {MOST_WORKERS}"),
        (["grade", "angry", "--workers", str(MOST_WORKERS + 1)], "isn't a number"),
        (["grade", "angry", "--workers", "2", "--cluster", "tcp://10.0.0.5:8786"], "not allowed with"),
        (["grade"], "NAME"),
        ([], "command"),
    ],
)
def test_what_is_no_command_is_answered_with_the_usage(arguments, said, capsys):
    with pytest.raises(SystemExit) as ended:
        read_options(arguments)
    told = capsys.readouterr().err
    assert ended.value.code == 2
    assert "usage: python -m autograder" in told
    assert said in told
