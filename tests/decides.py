"""What a learner must decide at a beat for it to practice or assess a teaching point.

A point of what to do wants one of these among the beat's needs (`pause` too); a point of what not to do
wants one of these pitfalls on offer, beside a better reply.
"""

from course.beat import Beat
from course.labels import PITFALLS

DECIDES = {
    "000.calm": "pause",
    "000.undefended": "defensive",
    "000.essence": "ask_question paraphrase",
    "000.absorb": "paraphrase acknowledge_feeling",
    "000.professional": "greet show_evidence offer_solution own_problem",
    "000.no_defence": "defensive",
    "000.no_ignoring": "dismiss",
    "000.no_transfer": "pass_along",
    "001.cool": "pause",
    "001.proof": "show_evidence",
    "001.responsibility": "blame_customer",
    "001.together": "acknowledge_feeling own_problem",
    "001.no_neighbours": "dismiss",
    "001.no_replacement": "overpromise",
    "001.no_argument": "blame_customer",
    "001.clarity": "show_evidence offer_solution offer_choices",
    "002.greeting": "greet",
    "002.warmth": "greet acknowledge_feeling respect_difference",
    "002.solve": "ask_question paraphrase offer_solution",
    "002.alternatives": "offer_choices offer_solution",
    "002.prompt": "offer_solution own_problem",
    "002.no_rigidity": "blame_policy",
    "002.no_minimum": "dismiss",
    "002.no_waiting": "dismiss",
    "002.three_questions": "ask_success ask_question greet",
    "003.breath": "pause",
    "003.paraphrase": "paraphrase",
    "003.tune_in": "acknowledge_feeling",
    "003.order": "acknowledge_feeling paraphrase ask_question",
    "003.can_do": "offer_solution offer_choices",
    "003.no_escalating": "pass_along",
    "003.no_policy": "blame_policy",
    "003.ally": "own_problem",
    "004.angry.breathe": "pause",
    "004.angry.silence": "pause",
    "004.angry.listen": "ask_question",
    "004.angry.agree": "agree_with_truth",
    "004.angry.apology": "apologize",
    "004.angry.willing": "own_problem offer_choices ask_success",
    "004.rude.angry_first": "acknowledge_feeling agree_with_truth apologize paraphrase ask_question",
    "004.rude.partner": "own_problem",
    "004.rude.reminder": "set_boundary",
    "004.rude.optimism": "set_boundary",
    "004.rude.strikes": "threaten",
    "004.rude.warning": "threaten snap",
    "004.cultural.anger": "respect_difference ask_question acknowledge_feeling paraphrase",
    "004.unsatisfiable.try": "own_problem acknowledge_feeling paraphrase ask_question",
    "004.unsatisfiable.ask": "ask_success",
    "004.unsatisfiable.limit": "state_limit",
    "004.unsatisfiable.range": "offer_choices",
    "004.unsatisfiable.alternatives": "offer_solution offer_choices",
    "004.unsatisfiable.supervisor": "pass_along",
    "004.unsatisfiable.escalation": "pass_along",
    "004.case.composure": "pause",
    "004.case.humour": "agree_with_truth snap dismiss",
    "004.case.cause": "ask_question show_evidence",
    "004.case.verify": "show_evidence",
    "004.case.follow": "own_problem offer_solution",
}


def decided(point: str, beat: Beat) -> bool:
    """Whether a learner decides this point at a beat: by what it needs, or by the pitfall that it offers."""
    offered = {label for choice in beat.choices.values() for label in choice.labels} & set(PITFALLS)
    return len(beat.choices) > 1 and bool(({*beat.needs} | offered) & set(DECIDES[point].split()))
