// What the room is asked, how it answers as it comes in, and what that comes to.

import { handsForm } from "./desk_hands.js";
import { rolePlay } from "./desk_cards.js";
import { press, rebuilt, section } from "./desk_parts.js";
import { tallied } from "./desk_tally.js";
import { verdict } from "./desk_verdict.js";
import { _, h, N_, say } from "./dom.js";

const WAYS = { vote: N_("Vote"), type: N_("Typed replies"), predict: N_("Prediction"), cards: N_("Role play") };
const AGAIN = {
  vote: N_("Vote again, after talking in pairs"),
  type: N_("Have them type again"),
  predict: N_("Predict again, after talking in pairs"),
  cards: N_("Play again: everybody takes the next role"),
};

export function asking(desk) {
  const standing = h("p", { class: "standing" });
  const about = h("p", { class: "of" });
  const tally = tallied();
  const outcome = h("p", { class: "outcome" });
  const buttons = h("div", { class: "buttons" });
  const hands = handsForm(desk);
  const played = rolePlay();
  const node = section("ask", _("The room"), standing, about, outcome, tally.node, played.node, buttons, hands.node);

  const asked = (way, more = {}) => () => ({ round: (desk.scene?.round?.number ?? 0) + 1, way, ...more });

  /** A button and, beside it, what it is about. */
  function of(way, words, label, options) {
    const pick = h("select", { "aria-label": label, "data-key": `of:${way}` },
      options.map(({ id, text }) => h("option", { value: id }, text)));
    const button = press(desk, words, "ask", () => asked(way, { of: pick.value })());
    return h("p", { class: "row" }, button, pick);
  }

  function ways(scene) {
    const { choices, cards, round } = scene;
    const anew = (way) => desk.can(way) && !(desk.can("again") && round.way === way);
    return [
      (anew("vote") || anew("type")) && h("p", { class: "row" },
        anew("vote") && press(desk, _("Have them vote"), "ask", asked("vote"), { main: !round }),
        anew("type") && press(desk, _("Have them type a reply"), "ask", asked("type"))),
      desk.can("predict") && of("predict", _("Have them predict what comes of"), _("What the clerk would do"), choices),
      desk.can("cards") &&
        of("cards", _("Have them play"), _("Which role play"), cards.map(({ id, title }) => ({ id, text: title }))),
    ];
  }

  function offered(scene) {
    const { round } = scene;
    if (scene.over) return [h("p", { class: "soft" }, _("The class is over: nothing can be asked any more."))];
    const open = round && round.open;
    const why = scene.ended && h("p", { class: "soft" }, _("The talk has ended. Go back to a turn to ask about it, or have them play cards."));
    return [
      why,
      open && h("p", { class: "row" }, press(desk, _("Close this round"), "close", () => ({ round: round.number }), { main: true })),
      desk.can("again") && !open &&
        h("p", { class: "row" }, press(desk, _(AGAIN[round.way]), "ask", asked(round.way, scene.repeat), { main: true })),
      open ? h("details", {}, h("summary", {}, _("Ask something else (this round ends)")), ways(scene)) : ways(scene),
    ];
  }

  function update(scene) {
    const { round } = scene;
    desk.scene = scene;
    say(standing, state(scene));
    say(about, round && round.of ? aboutWhat(round) : "");
    about.hidden = !about.textContent;
    tally.update(scene);
    say(outcome, round ? verdict(scene) : "");
    outcome.hidden = !outcome.textContent;
    played.update(scene);
    const offers = [scene.can, round && [round.number, round.open], scene.choices.map(({ id }) => id), scene.ended, scene.over];
    rebuilt(buttons, offers, () => offered(scene));
    hands.update(scene);
  }
  return { node, update };
}

function aboutWhat({ way, of }) {
  return way === "predict" ? _("What would come of: “{words}”", { words: of }) : of;
}

function state({ round, answered, here, paused }) {
  return [standingOf(round, answered, here), paused && _("The room is paused: no answer counts until you go on.")].filter(Boolean).join(" ");
}

function standingOf(round, answered, here) {
  if (!round) return _("Nothing was asked yet.");
  const [way, number] = [_(WAYS[round.way]), round.number];
  return round.open
    ? _("Round {number}: {way}. It’s open. Answered: {n}. Here: {here}.", { way, number, n: answered, here })
    : _("Round {number}: {way}. It’s closed. Answered: {n}.", { way, number, n: answered });
}
