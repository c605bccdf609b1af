"""What the moment changes of what words were heard to do: what they alone can't tell, as TECHNIQUES has it.

Asking whether the neighbors have it brushes off as a first answer, and is a fair question later. A supervisor who was
asked for, after options were tried, is no passing along. A calm consequence after a reminder, with a way to go on, is a
boundary. An offer of what the clerk may not do promises too much.
"""

import re
from collections.abc import Iterator

from course.replies.judgement import Judgement
from course.replies.setting import Setting
from course.replies.words import content, sentences

_LOOKED = re.compile(  # words about looking somewhere else, and where, in either order
    r"(?=.*\b(?:check|ask|look|tr[iy]|knock|been)(?:ed|ing|s)?\b)"
    r".*\b(?:neighbou?rs?|next door|anyone else|someone else|everybody|household|"
    r"roommates?|porch|mat|bush\w*|garage)\b",
    re.IGNORECASE,
)
_HAVE_YOU = re.compile(  # what the customer is asked to have done, and not what both could look at now
    r"^(?!(?:so|where|what|which|who|when|how|why)\b|.*\b(?:with me|together|we|photo|picture|scan|map)\b)"
    r"(?:.*\b(?:did|have|had)\b.{0,20}\byou\b|.*\bcould you (?:ask|check)\b|"
    r".*\byou['’]?(?:ve)? (?:tried|checked|asked|looked|been)\b|"
    r"(?:\W*\w+\W+)?(?:tried|checked|asked|been|looked)\b)",
    re.IGNORECASE,
)
_ABOVE = re.compile(
    r"\b(?:supervisor|manager|boss|superior|in charge|somebody above|someone above|higher up)\b", re.IGNORECASE
)
_WAY_ON = re.compile(
    r"\b(?:i['’]?d (?:rather|like|love)|i want|glad to|happy to|let['’]?s|we['’]?ll|we can|so i can|i can|"
    r"if (?:it|that|this|you) stops?|finish)\b",
    re.IGNORECASE,
)
_OFFER = re.compile(r"\b(?:i['’]?ll|i will|we['’]?ll|we will|let me|i can|we can|i['’]?m going to)\b", re.IGNORECASE)
_NOT = re.compile(r"\b(?:not|never|no|cant|cannot|couldnt|wont|dont|isnt)\b|n['’]t\b", re.IGNORECASE)
_IF = re.compile(r"\bif\b", re.IGNORECASE)


def settle(judged: Judgement, reply: str, customer: str, setting: Setting) -> Judgement:
    """A judgement with what the setting decides."""
    for label, counts, words in _decided(judged, reply, customer, setting):
        judged = judged.asserting(label, words) if counts else judged.without(label)
    return judged


def _decided(judged: Judgement, reply: str, customer: str, setting: Setting) -> Iterator[tuple[str, bool, str]]:
    """Labels that the moment decides, whether each counts, and the words that it hangs on."""
    texts = sentences(reply)
    if asked := next(
        (text for text in texts if text.endswith("?") and _LOOKED.search(text) and _HAVE_YOU.search(text)), ""
    ):
        for label, counts in (("dismiss", setting.first), ("ask_question", not setting.first)):
            if counts or not judged.elsewhere(label, asked):
                yield label, counts, asked
    if setting.tried and _ABOVE.search(customer) and _ABOVE.search(reply):
        yield "pass_along", False, ""
    warned = judged.labels | judged.abstained
    if texts and setting.reminded and "threaten" in warned and "snap" not in warned and _WAY_ON.search(reply):
        yield "threaten", False, ""
        yield "set_boundary", True, next((text for text in texts if _IF.search(text)), texts[0])
    for text in texts:
        if _OFFER.search(text) and not _NOT.search(text) and any(_does(text, deed) for deed in setting.may_not):
            yield "overpromise", True, text
            if not judged.elsewhere("offer_solution", text):
                yield "offer_solution", False, ""


def _does(text: str, deed: str) -> bool:
    """Whether a sentence names a deed: nearly all the words that carry its sense."""
    wanted = content(deed)
    return len(wanted) >= 2 and 5 * len(wanted & content(text)) >= 4 * len(wanted)
