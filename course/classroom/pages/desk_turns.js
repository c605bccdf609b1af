// The talk turn by turn, with a way back to each: what was tried is kept.

import { press, rebuilt, section } from "./desk_parts.js";
import { _, h, say } from "./dom.js";

export function history(desk) {
  const none = h("p", { class: "soft" }, _("Once the clerk has said something, you can go back from here and try another road."));
  const roads = h("p", { class: "soft" });
  const list = h("ol", { class: "turns" });
  const node = section("turns", _("Go back"), none, roads, list);

  function turn({ turn: at, line, reply, coach }) {
    return h("li", {},
      h("p", {}, line), h("p", { class: "reply" }, reply), coach && h("p", { class: "soft" }, coach),
      desk.can("back") && h("p", { class: "row" }, press(desk, _("Go back to here"), "back", () => ({ turn: at }), { label: _("before “{reply}”", { reply }) })));
  }

  function update(scene) {
    none.hidden = scene.turns.length > 0;
    const left = scene.roads;
    say(roads, left === 0 ? "" : left === 1 ? _("One road was left so far; it’s kept for after class.") : _("{n} roads were left so far; they’re kept for after class.", { n: left }));
    roads.hidden = !left;
    rebuilt(list, [scene.turns, desk.can("back")], () => scene.turns.map(turn));
  }
  return { node, update };
}
