// How the room answers where no list of the desk's own shows it: a prediction, or a vote on what was said meanwhile.

import { bar, countOf, mostOf, rebuilt } from "./desk_parts.js";
import { _, h } from "./dom.js";

export function tallied() {
  const rows = h("div", {});
  const past = h("details", {}, h("summary", {}, _("How the room voted")));
  const node = h("div", {}, past);
  let drawnBars = [];

  function build({ round }) {
    drawnBars = round.options.map(({ id }) => ({ id, ...bar(round.before && countOf(round.before, id)) }));
    return [h("ul", { class: "bars" }, round.options.map(({ text }, at) => h("li", {}, text, drawnBars[at].node)))];
  }

  function update(scene) {
    const { round, live, choices } = scene;
    const voted = round && round.way === "vote" && choices.every(({ counted }) => counted === null);
    node.hidden = !round || !(voted || round.way === "predict");
    if (node.hidden) return;
    past.hidden = !voted;
    (voted ? past : node).append(rows);
    rebuilt(rows, [round.number, round.before], () => build(scene));
    for (const { id, set } of drawnBars) set(countOf(live, id), mostOf(live));
  }
  return { node, update };
}
