// What the clerk says: one press, the room's favorite first.

import { press, rebuilt, section } from "./desk_parts.js";
import { _, h } from "./dom.js";

/** The choices, those ahead first; while a vote is open they stay where they are, for whoever aims at one. */
export function inOrder({ choices, ahead, round }) {
  const first = round && round.open && round.way === "vote" ? [] : ahead;
  return [...choices.filter(({ id }) => first.includes(id)), ...choices.filter(({ id }) => !first.includes(id))];
}

const votes = (n) => (n === 1 ? _("1 vote") : _("{n} votes", { n }));

export function saying(desk) {
  const list = h("ul", { class: "choices" });
  const closed = h("p", { class: "soft" });
  const node = section("say", _("What the clerk says"), h("p", { class: "soft hint" }, _("Press what is said. The customer answers at once.")), closed, list);

  function choice({ id, text, labels, why, counted }, { ahead, turns }) {
    const said = h("span", { class: "votes" });
    const button = press(desk, text, "say", () => ({ turn: turns.length, choice: id }), { main: ahead.includes(id) });
    const shown = labels.join(", ");
    return h("li", {}, button,
      h("p", { class: "soft" }, counted === null ? "" : h("b", {}, votes(counted)), counted !== null && shown ? " · " : "", shown, said),
      why && h("details", {}, h("summary", {}, _("Why")), h("p", {}, why)));
  }

  function update(scene) {
    const can = desk.can("say");
    node.querySelector(".hint").hidden = !can;
    closed.textContent = can ? "" : scene.over ? _("The class is over.") : _("The talk has ended. Go back to a turn to try another road.");
    closed.hidden = can;
    const shown = can ? inOrder(scene) : [];
    rebuilt(desk, list, [shown, scene.turns.length, scene.ahead], () => shown.map((one) => choice(one, scene)));
  }
  return { node, update };
}
