// The customer as the facilitator sees them: what they say now, how heated they are, and what the moment needs.

import { section } from "./desk_parts.js";
import { _, h, say, show } from "./dom.js";
import { earlier, present } from "./talk.js";

export function customer() {
  const lines = h("div", { class: "lines" });
  const filled = h("span", { class: "filled" });
  const heat = h("p", { class: "heat" });
  const needs = h("p", { class: "needs" });
  const past = h("div", {});
  const node = section("customer", _("The customer"), lines,
    h("div", { class: "gauge" }, heat, h("span", { class: "track", "aria-hidden": "true" }, filled)), needs, past);

  function ending({ ended }) {
    return ended && h("div", { class: "ending" }, h("b", {}, ended.title), h("p", {}, ended.text));
  }

  function update(scene) {
    show(lines, [scene.lines, scene.ended], () => [...present(scene), ending(scene)]);
    show(past, scene.lines, () => [earlier(scene)]);
    const { value, max, band, word } = scene.heat;
    say(heat, _("Heat: {value} of {max} ({word})", { value, max, word: word.toLowerCase() }));
    filled.style.width = `${(100 * value) / max}%`;
    filled.dataset.band = band;
    needs.hidden = Boolean(scene.ended);
    const missing = scene.needs.join(", ");
    say(needs, missing ? _("What this moment still needs: {needs}.", { needs: missing }) : _("This moment has all that it needed."));
  }
  return { node, update };
}
