"""What every activity has in common: whose it is, and that no mistake in a file of the course is a traceback."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from course.document import DocumentError
from course.language import _
from course.scenario import NoCustomerError
from course.views.report import Report, element, page
from course.views.who import Theirs, theirs

P = ParamSpec("P")
T = TypeVar("T")


def told(activity: Callable[P, T]) -> Callable[P, "T | Report | Theirs"]:
    """Have an author's mistake shown as a sentence: whoever opens a lesson can't mend it, and needs no traceback.

    Where several people learn, what is the learner's own also asks, or says, who is learning.
    """

    @wraps(activity)
    def shown(*args: P.args, **kwargs: P.kwargs) -> T | Report | Theirs:
        def made() -> T | Report:
            try:
                return activity(*args, **kwargs)
            except (DocumentError, NoCustomerError) as mistake:
                words = _(
                    "This can't be shown, because a file of the course has a mistake. Tell whoever runs it: {mistake}"
                ).format(mistake=mistake)
                return Report(page(element("p", words)), words)

        return theirs(made)

    return shown
