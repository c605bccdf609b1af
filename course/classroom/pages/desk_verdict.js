// What a round came to, in a sentence: a favorite, a tie, or silence.

import { leading } from "./desk_parts.js";
import { _ } from "./dom.js";

const wordsOf = (counts, id) => counts.find((one) => one.id === id)?.text ?? "";

function voted(counts, ids, open) {
  if (!ids.length) return open ? _("Nobody has answered yet.") : _("Nobody answered: take a show of hands, say nothing, or pick one yourself.");
  if (ids.length > 1) return open ? _("So far it’s a tie.") : _("A tie: you decide.");
  const words = wordsOf(counts, ids[0]);
  return open ? _("Ahead so far: “{words}”", { words }) : _("The room’s favorite: “{words}”", { words });
}

function predicted(counts, ids, { open, came }) {
  if (came) return _("What happened: {words}", { words: wordsOf(counts, came) });
  if (!ids.length) return open ? _("Nobody has answered yet.") : _("Nobody answered: take a show of hands, or go on.");
  if (ids.length > 1) return _("The room is of two minds.");
  return _("Most expect: {words}", { words: wordsOf(counts, ids[0]) });
}

/** The sentence for the round that was asked last; "" where there is nothing to say. */
export function verdict({ round, live, answered }) {
  if (round.way === "vote") return voted(live, leading(live), round.open);
  if (round.way === "predict") return predicted(live, leading(live), round);
  if (round.way === "type" && !round.open && !answered) return _("Nobody typed anything: take a vote, say nothing, or pick a reply yourself.");
  if (round.way === "cards" && !round.open && !answered) return _("Nobody took part.");
  return "";
}
