// What people typed, by what it does. Nobody else sees it until it is said.

import { press, rebuilt, section } from "./desk_parts.js";
import { _, h, say } from "./dom.js";

export function typed(desk) {
  const groups = h("div", { class: "groups" });
  const hidden = h("ul", {});
  const away = h("details", {}, h("summary", {}), hidden);
  const none = h("p", { class: "soft" });
  const node = section("typed", _("What they typed"),
    h("p", { class: "soft" }, _("Only you see these, without names. What you press is said by the clerk, and everybody reads it.")), none, groups, away);

  const hide = (id, text, on) =>
    press(desk, on ? _("Hide") : _("Show again"), "hide", () => ({ answer: id, hidden: on }), { label: text });

  function reply({ id, text, labels, unsure }, scene, first) {
    const more = labels.filter((label) => label !== first);
    return h("li", {},
      h("q", {}, text),
      more.length > 0 && h("p", { class: "soft" }, _("Also: {labels}", { labels: more.join(", ") })),
      unsure.length > 0 && h("p", { class: "soft" }, _("Not sure: {labels}", { labels: unsure.join(", ") })),
      h("p", { class: "row" },
        desk.can("say") && press(desk, _("Say this"), "say", () => ({ turn: scene.turns.length, answer: id }), { label: text }),
        !scene.over && hide(id, text, true)));
  }

  function group({ label, pitfall, replies }, scene) {
    const title = !label ? _("Nothing that the course has a name for") : pitfall ? _("Pitfall: {title}", { title: label }) : label;
    return h("div", { class: pitfall ? "group is-pitfall" : label ? "group is-technique" : "group" },
      h("h3", {}, title, h("span", { class: "soft" }, ` (${replies.length})`)),
      h("ul", {}, replies.map((one) => reply(one, scene, label))));
  }

  function update(scene) {
    const asked = scene.round && scene.round.way === "type";
    node.hidden = !asked && !scene.typed.length && !scene.hidden.length;
    say(none, scene.typed.length ? "" : _("Nothing yet."));
    none.hidden = !none.textContent;
    const means = [scene.turns.length, desk.can("say"), scene.over];
    rebuilt(groups, [scene.typed, means], () => scene.typed.map((one) => group(one, scene)));
    say(away.firstChild, _("Hidden ({n})", { n: scene.hidden.length }));
    away.hidden = !scene.hidden.length;
    rebuilt(hidden, [scene.hidden, scene.over], () =>
      scene.hidden.map(({ id, text }) => h("li", {}, h("q", {}, text), " ", !scene.over && hide(id, text, false))));
  }
  return { node, update };
}
