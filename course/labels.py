"""The vocabulary: what a reply to a customer does, as fourteen techniques and ten pitfalls."""

from dataclasses import dataclass
from typing import Literal

from course.language import N_

Kind = Literal["technique", "pitfall"]


@dataclass(frozen=True, slots=True)
class Label:
    """One thing a reply can do; `sources` are the numbers of the training articles it comes from."""

    name: str
    kind: Kind
    title: str
    meaning: str
    sources: tuple[str, ...]


def _technique(name: str, title: str, meaning: str, *sources: str) -> Label:
    return Label(name, "technique", title, meaning, sources)


def _pitfall(name: str, title: str, meaning: str, *sources: str) -> Label:
    return Label(name, "pitfall", title, meaning, sources)


# The order is that of a talk, from the welcome to the way on: it is the order in which the
# engine hears techniques when a reply holds more of them than count.
_ALL = (
    _technique("greet", "a warm welcome or thanks", N_("welcomes warmly, thanks, or closes on a friendly note"), "002"),
    _technique(
        "acknowledge_feeling",
        "naming the feeling",
        N_("names or validates what the customer feels"),
        "001", "003", "004",
    ),
    _technique("apologize", "sorry for the experience", N_("apologizes for the experience, accepting no blame"), "004"),
    _technique(
        "agree_with_truth", "agreeing with what is true", N_("agrees with the true part of the complaint"), "004"
    ),
    _technique("paraphrase", "saying it back", N_("says the customer's problem back in own words"), "003"),
    _technique("ask_question", "a real question", N_("asks, to understand the real problem"), "003", "004"),
    _technique(
        "respect_difference",
        "respecting their way",
        N_("adapts to, or asks about, the customer's own way, without assuming it"),
        "004",
    ),
    _technique("own_problem", "taking it on", N_("takes the problem on as a partner"), "000", "001", "004"),
    _technique("show_evidence", "bringing out the record", N_("brings out the record: scan, receipt, tracking"), "001"),
    _technique("state_limit", "a kind, plain limit", N_("says plainly and kindly what it cannot do"), "004"),
    _technique(
        "ask_success", "asking what would help", N_("asks what a good outcome would be for the customer"), "004"
    ),
    _technique(
        "offer_solution",
        "a concrete next step",
        N_("offers a concrete next step within the speaker's power"),
        "002", "003",
    ),
    _technique(
        "offer_choices", "real alternatives", N_("puts two or more real alternatives before the customer"), "002", "004"
    ),
    _technique(
        "set_boundary",
        "a calm reminder",
        N_("reminds, without hurt or heat, that attacks don't help, from a wish to help"),
        "004",
    ),
    _pitfall(
        "defensive",
        "getting defensive",
        N_("defends the speaker or the service instead of helping"),
        "000", "004",
    ),
    _pitfall(
        "blame_customer",
        "blaming the customer",
        N_("puts the fault on the customer, or argues whose responsibility it is"),
        "001",
    ),
    _pitfall("blame_policy", "hiding behind a rule", N_("hides behind a rule"), "002", "003"),
    _pitfall("dismiss", "brushing it off", N_("ignores, minimizes or brushes off"), "000", "001"),
    _pitfall(
        "pass_along",
        "passing them along",
        N_("hands the customer to someone else as the way out"),
        "000", "003", "004",
    ),
    _pitfall(
        "overpromise",
        "promising too much",
        N_("promises an outcome before looking into it, or beyond its power"),
        "001",
    ),
    _pitfall("snap", "snapping", N_("is sarcastic, insulting or hostile"), "004"),
    _pitfall(
        "threaten", "threatening", N_("warns of refusal, ejection or police as a weapon or too soon"), "004"
    ),
    _pitfall("admit_blame", "taking the blame", N_("admits wrongdoing or liability"), "004"),
    _pitfall(
        "stereotype",
        "judging by group",
        N_("judges by group, or states how everyone should or must behave"),
        "004",
    ),
)  # fmt: skip

LABELS: dict[str, Label] = {label.name: label for label in _ALL}
TECHNIQUES: tuple[str, ...] = tuple(label.name for label in _ALL if label.kind == "technique")
PITFALLS: tuple[str, ...] = tuple(label.name for label in _ALL if label.kind == "pitfall")

# Silence for a moment, so that the customer can finish: a technique that is not text (source 004).
PAUSE = "pause"
