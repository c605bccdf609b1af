"""The command `comments`: what stands for which comment, and all such lines of a class put into words at once."""

from argparse import Namespace

from autograder.assignment import assignment_names
from autograder.comments import FILE, CommentError, expanded, read_comments
from course.document import nearest


class NoSuchExerciseError(ValueError):
    """There is no exercise of this name; the message is for people."""


def list_comments(options: Namespace) -> str:
    """What can be written, and what it becomes. Raises OSError, and ValueError in words."""
    return "\n".join(f"{short}  {text}" for short, text in _known(options).items())


def write_comments(options: Namespace) -> str:
    """Put into words what stands for a comment in the comments of a class. Raises as `list_comments` does."""
    from autograder.gradebook_marks import comments_with, open_session

    known, done, told = _known(options), 0, []
    with open_session(options.course_dir, options.name, options.db) as session:
        for student, comment in comments_with(session, options.name, "#"):
            try:
                words = expanded(comment.manual_comment, known)
            except CommentError as error:
                told.append(f"{student}: {error}")
                continue
            done += words != comment.manual_comment
            comment.manual_comment = words
        session.commit()
    return "\n".join([f"{done} comments of {options.name} were put into words.", *told])


def _known(options: Namespace) -> dict[str, str]:
    if options.name not in assignment_names():
        raise NoSuchExerciseError(
            f"There's no exercise '{options.name}'." + nearest(options.name, list(assignment_names()))
        )
    return read_comments((options.course_dir / FILE).read_text(encoding="utf-8"), options.name)
