"""A customer small enough to reason about: two beats, a detour, three endings."""

from course.document import parse_document
from course.scenario import Scenario, parse_scenario

TINY = """\
title: The dented tin
type: angry
place: A hardware counter, closing time
clerk:
  role: You are on the till.
  knows: [Dented tins may be swapped.]
  may: [Swap a tin.]
  may_not: [Refund without a receipt.]
customer:
  name: Ines
  who: A painter with a ladder still on the van
  heat: 8
  trust: 2
  sets_off: being told to wait
  asks_for: a refund
  needs: paint for tomorrow
  fact: The lid won't open.
  silence:
    cool: "Take your time."
    warm: "Well?"
    hot: ["Say something!", "Have you nothing to say?"]
start: storm
beats:
  storm:
    about: She lets it out
    stage: A tin lands on the counter.
    line: {cool: "This tin is dented.", warm: "Look at this tin.", hot: "Look at it! Look!"}
    again: "I'm still standing here."
    needs: pause acknowledge_feeling apologize
    hint: Let her finish first.
    teaches: [004.angry.silence]
    choices:
      A: {words: "After that drive I'd be steaming. I'm sorry about it.", labels: acknowledge_feeling apologize, why: Slow, answer: "I am steaming."}
      B: {words: "Which shelf did it come from, and when was that?", labels: ask_question, why: Brisk}
      C: {words: "I only work here, you know, I don't dent the tins.", labels: defensive, why: True perhaps, answer: "Who does then?"}
    rules:
      - {any: defensive, go: stay}
      - {none: acknowledge_feeling, go: sulk}
      - {go: fix}
  sulk:
    about: She has stopped listening
    line: "Forget it."
    needs: own_problem
    detour: true
    hint: Take it on.
    choices:
      A: {words: "Stay with me, I want this sorted before you go home.", labels: own_problem, why: Warm}
      B: {words: "As you like. There are other people waiting as well.", labels: dismiss, why: Busy}
      C: {words: "Enough. One more word like that and you can leave.", labels: threaten, why: Firm, action: end_talk}
    rules:
      - {action: end_talk, go: thrown_out}
      - {met: true, go: fix, answer: "Fine."}
      - {go: walked}
  fix:
    about: What can be done
    line: {cool: "So what now?", warm: "And now?", hot: "Now what!"}
    needs: offer_choices offer_solution
    hint: Put two ways before her.
    choices:
      A: {words: "I can swap it now, or send one tomorrow. Which is better?", labels: offer_choices offer_solution, why: Both}
      B: {words: "I'm sorry, really I am, I understand how you must feel.", labels: apologize acknowledge_feeling, why: Kind}
      C: {words: "You must have dropped it on the way home, I am afraid.", labels: blame_customer, why: Likely}
    rules:
      - {met: true, slips: 0, trust: 5, go: swapped}
      - {met: true, go: walked}
      - {any: blame_customer, go: thrown_out}
      - {go: walked}
endings:
  swapped: {title: A new tin, line: "Thanks.", text: "She carries it out.", quality: best}
  walked: {title: She walks, line: "I'll go elsewhere.", text: "The bell rings behind her.", quality: fair}
  thrown_out: {title: A scene, line: "Unbelievable.", text: "The door slams.", quality: poor}
models:
  bad: [C, B]
  good: [pause, A, A]
"""


def tiny(*edits: tuple[str, str]) -> Scenario:
    """The tiny customer, with some of its text replaced; raises as loading a file does."""
    text = TINY
    for old, new in edits:
        assert old in text, old
        text = text.replace(old, new)
    return parse_scenario(parse_document(text, "tiny.yaml"), "angry/tiny")
