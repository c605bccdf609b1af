// A role play as the desk sees it: the groups, and what their observers have ticked.

import { _, h, say, show } from "./dom.js";

const people = (n) => (n === 1 ? _("1 person") : _("{n} people", { n }));

function table(ticks, groups) {
  const lines = Object.keys(ticks);
  const head = h("tr", {}, h("th", { scope: "col" }, _("What observers saw")), h("th", { scope: "col" }, _("Observers")));
  const rows = lines.map((line) => h("tr", {}, h("th", { scope: "row" }, line), h("td", {}, String(ticks[line]))));
  return h("table", {}, h("caption", {}, groups === 1 ? _("1 group") : _("{n} groups", { n: groups })), h("thead", {}, head), h("tbody", {}, rows));
}

function each({ group, people: count, ticks }) {
  const seen = Object.keys(ticks).filter((line) => ticks[line]);
  return h("li", {}, h("b", {}, _("Group {n}", { n: group })), `: ${people(count)}. `,
    seen.length ? _("Seen: {lines}", { lines: seen.join("; ") }) : _("Nothing was ticked yet."));
}

export function rolePlay() {
  const waiting = h("p", {});
  const tally = h("div", {});
  const groups = h("ul", {});
  const node = h("div", { class: "play" }, waiting, tally, h("details", {}, h("summary", {}, _("Group by group")), groups));

  function update(scene) {
    node.hidden = !scene.round || scene.round.way !== "cards";
    const few = scene.groups.reduce((sum, one) => sum + one.people, 0) < 3;
    say(waiting, few && scene.round?.open ? _("Three people make a group. Nobody waits for long: take a role yourself if one is missing.") : "");
    waiting.hidden = !waiting.textContent;
    show(tally, [scene.ticks, scene.groups.length], () => (scene.groups.length ? [table(scene.ticks, scene.groups.length)] : []));
    show(groups, scene.groups, () => scene.groups.map(each));
    node.querySelector("details").hidden = !scene.groups.length;
  }
  return { node, update };
}
