"""The command `comments`: what stands for which comment, and all such lines of a class put into words at once."""

from argparse import Namespace

from autograder.command import exercise
from autograder.comments import FILE, CommentError, expanded, read_comments


def write_comments(options: Namespace) -> str:
    """Put into words what stands for a comment in the comments of a class; with `list`, only list that.

    Raises OSError, and ValueError in words.
    """
    if options.list:
        return "\n".join(f"{short}  {text}" for short, text in _known(options).items())
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
    comments = f"1 comment of {options.name} was" if done == 1 else f"{done} comments of {options.name} were"
    return "\n".join([f"{comments} put into words.", *told])


def _known(options: Namespace) -> dict[str, str]:
    name = exercise(options.name)
    return read_comments((options.course_dir / FILE).read_text(encoding="utf-8"), name)
