// What the clerk says: one press, the room's favorite first; and how many want it, as the votes come in.

import { bar, countOf, mostOf, press, rebuilt, section } from "./desk_parts.js";
import { _, h, say } from "./dom.js";

/** The choices, those ahead first; while a vote is open they stay where they are, for whoever aims at one. */
function inOrder({ choices, ahead, round }) {
  if (round && round.open && round.way === "vote") return choices;
  return [...choices.filter(({ id }) => ahead.includes(id)), ...choices.filter(({ id }) => !ahead.includes(id))];
}

export function saying(desk) {
  const list = h("ul", { class: "choices" });
  const hint = h("p", { class: "soft" });
  const node = section("say", _("What the clerk says"), hint, list);
  let bars = [];

  function choice({ id, text, labels, why, counted }, { turns, round }, ahead) {
    const button = press(desk, text, "say", () => ({ turn: turns.length, choice: id }), { main: ahead.includes(id) });
    const tally = counted !== null && bar(round.before && countOf(round.before, id));
    if (tally) bars.push({ id, ...tally });
    return h("li", {}, button, tally && tally.node, h("p", { class: "soft" }, labels.join(", ")),
      why && h("details", {}, h("summary", { "data-key": `why:${id}` }, _("Why")), h("p", {}, why)));
  }

  function update(scene) {
    const can = desk.can("say");
    say(hint, can ? _("Press what is said. The customer answers at once.")
      : scene.over ? _("The class is over: nothing more is said.") : _("The talk has ended. Go back to a turn to try another road."));
    const shown = can ? inOrder(scene) : [];
    const open = scene.round && scene.round.open && scene.round.way === "vote";
    const ahead = open ? [] : scene.ahead;
    const asked = shown.some(({ counted }) => counted !== null) && [scene.round.number, scene.round.before];
    rebuilt(list, [shown.map(({ id }) => id), scene.turns.length, ahead, asked], () => {
      bars = [];
      return shown.map((one) => choice(one, scene, ahead));
    });
    const most = mostOf(shown.map(({ counted }) => ({ count: counted ?? 0 })));
    for (const { id, set } of bars) set(shown.find((one) => one.id === id).counted ?? 0, most);
  }
  return { node, update };
}
