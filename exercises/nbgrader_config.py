"""nbgrader's settings for Module Nine's exercises, read when a command or JupyterLab starts in this folder."""

import os
import sys
from pathlib import Path

from nbgrader.converters import Autograde
from nbgrader.preprocessors import SaveAutoGrades

from autograder.preprocessors import MarkForAttention, RestoreNotebook
from course.bundle import UNWRITTEN

HERE = Path(__file__).resolve().parent
c = get_config()  # noqa: F821 - nbgrader gives it to this file

# nbgrader looks for `alembic` on the PATH, where it isn't while the environment is not activated.
paths = [path for path in os.environ.get("PATH", os.defpath).split(os.pathsep) if path]
scripts = str(Path(sys.executable).parent)
os.environ["PATH"] = os.pathsep.join([scripts, *(path for path in paths if path != scripts)])

# The kernel that marks a hand-in runs in the learner's folder: nothing there may be imported in place of ours.
os.environ["PYTHONSAFEPATH"] = "1"
c.Execute.extra_arguments = ["--InteractiveShellApp.ignore_cwd=True"]

c.KernelManager.transport_encryption = "auto"  # else each kernel warns that nothing is encrypted

# Only who grades has the answers: the marking kernel finds them through this name alone.
os.environ["MODULE_NINE_KEYS"] = str(HERE / "keys")

# What whoever grades decided otherwise than the course about typed words: `python -m autograder overrule` writes it.
os.environ["MODULE_NINE_OVERRULES"] = str(HERE / "overrules.jsonl")

c.CourseDirectory.root = str(HERE)
c.CourseDirectory.course_id = "module-nine"
c.CourseDirectory.ignore = [".ipynb_checkpoints", "*.pyc", "__pycache__", "feedback", "*.zip", "*.db", "*.yaml"]
c.CourseDirectory.ignore += [".graded.json", ".grading-*"]  # notes of `python -m autograder grade`, and its lock
c.Exchange.root = os.environ.get("MODULE_NINE_EXCHANGE", str(HERE / "exchange"))

# What is graded is our notebook with their answers in it; what no check could mark waits for a person.
c.RestoreNotebook.release = str(HERE / "release")
c.Autograde.sanitize_preprocessors = [RestoreNotebook, *Autograde.sanitize_preprocessors.default()]
stock = Autograde.autograde_preprocessors.default()
place = stock.index(SaveAutoGrades) + 1
c.Autograde.autograde_preprocessors = [*stock[:place], MarkForAttention, *stock[place:]]

c.ClearSolutions.text_stub = UNWRITTEN

# zip_collect: a zip, or a folder that holds one, is named after its learner; what Canvas or Moodle add is left out.
# `angry-hand-in.zip` itself names nobody, so it is skipped with a warning.
c.FileNameCollectorPlugin.named_regexp = (
    r".*[/\\]extracted[/\\](?![^/\\_]*hand-in)"
    r"(?P<student_id>[^/\\]+?)(?:_(?:LATE_)?\d+_[^/\\]*|_[^/\\_]*hand-in[^/\\]*)?"
    r"[/\\](?:[^/\\]*hand-in[^/\\]*[/\\])?(?P<file_id>[^/\\]+)$"
)
c.FileNameCollectorPlugin.valid_ext = [".ipynb", ".jsonl"]
