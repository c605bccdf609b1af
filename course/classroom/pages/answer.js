// What this phone has answered in a round: what is on its way, what was counted, and how one says so.

import { _ } from "./dom.js";

/**
 * The answers of a phone, over its line. `heard` takes what became of one, and `caughtUp` is called when the server has
 * shown what it knows of this phone, so that nothing needs to be remembered here.
 */
export function answers(line) {
  const came = {}; // by slot: the verdict on what was sent last, and what it was
  const slotOf = (round) => `answer:${round.number}`;

  /** Send an answer; one that is still on its way gives way to it. */
  function send(round, what) {
    delete came[slotOf(round)];
    line.send({ do: "answer", round: round.number, ...what }, slotOf(round));
  }

  /** Send something that stands beside what was sent before, such as a line in a role play. */
  function add(round, what) {
    delete came[`more:${round.number}`];
    line.send({ do: "answer", round: round.number, ...what }, `more:${round.number}`);
  }

  function heard(slot, message, verdict) {
    came[slot] = { message, verdict };
  }

  function caughtUp() {
    for (const slot of Object.keys(came)) if (came[slot].verdict === "counted") delete came[slot].message;
  }

  /** What this phone has chosen, written or ticked: the newest that it knows of. */
  function mine(round, you) {
    const last = came[slotOf(round)];
    const pending = line.waits(slotOf(round))[0];
    return pending || (last && last.verdict === "counted" && last.message) || you.answered || {};
  }

  const pending = (round) => line.waits(slotOf(round))[0] || null;
  const more = (round) => line.waits(`more:${round.number}`);

  /** How it stands with the answer, in a sentence; "" where there is none. */
  function standing(round, you) {
    const last = came[slotOf(round)];
    const sentence = trouble(round, you);
    if (sentence || !(you.answered || (last && last.verdict === "counted"))) return sentence;
    return round.open ? _("Counted. You can change it until the round is closed.") : _("Counted.");
  }

  /** What there is to say about it besides that it counts; "" where there is nothing. */
  function trouble(round, you) {
    const verdicts = [slotOf(round), `more:${round.number}`].map((slot) => came[slot] && came[slot].verdict);
    if (pending(round) || more(round).length) return underWay();
    if (verdicts.includes("late")) return late(round, you);
    return verdicts.includes("no") ? _("That couldn’t be counted. Please try it once more.") : "";
  }

  function underWay() {
    return line.state === "open" ? _("Sending…") : _("Kept on this phone. It is sent as soon as the line is back.");
  }

  function late(round, you) {
    if (round.open) return _("The class was paused when this came in. Please send it again when it goes on.");
    return you.answered && round.way !== "cards"
      ? _("The round was closed before this came in. What you sent before counts.")
      : _("The round was closed before this came in.");
  }

  return { send, add, heard, caughtUp, mine, pending, more, standing, trouble };
}
