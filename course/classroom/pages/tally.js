// How a room answered: bars, each with its number in words.

import { _, h } from "./dom.js";

const votes = (count) => (count === 1 ? _("1 vote") : _("{n} votes", { n: count }));
const sum = (counts) => counts.reduce((all, { count }) => all + count, 0);

function bar(name, count, most, kind) {
  const filled = h("span", { class: "filled" });
  filled.style.width = `${(100 * count) / Math.max(most, 1)}%`; // an attribute would be an inline style
  return h("p", { class: `bar ${kind}` },
    name && h("span", { class: "which" }, name), " ",
    h("span", { class: "track", "aria-hidden": "true" }, filled), " ",
    h("b", {}, votes(count)));
}

/**
 * The tally of a round that is closed: by option the bar, the one before talking if it was asked again, and what came
 * of a prediction. `mine` is the option that this phone chose.
 */
export function tally({ way, counts, before, came }, mine = "") {
  if (!sum(counts) && !(before && sum(before))) return h("p", { class: "soft" }, _("Nobody answered."));
  const most = Math.max(...counts.concat(before || []).map(({ count }) => count));
  const item = ({ id, text, count }, at) => {
    const first = before && before.find((one) => one.id === id);
    return h("li", { class: id === came ? "came" : "" },
      h("p", { class: "option-words" }, h("b", { class: "place" }, at + 1), " ", text,
        id === mine && h("span", { class: "mark" }, way === "predict" ? _("You thought so") : _("Your choice")),
        id === came && h("span", { class: "mark happened" }, _("✓ This is what happened"))),
      first && bar(_("First"), first.count, most, "first"),
      bar(before ? _("After talking") : "", count, most, "now"));
  };
  return h("ul", { class: "tally" }, counts.map(item));
}

/** How many answered in a round that is closed, in words: as many as were counted, unless somebody knows better. */
export function turnout({ way, counts }, all = sum(counts)) {
  if (way === "cards") return all === 1 ? _("1 person took part.") : _("{n} people took part.", { n: all });
  return all === 1 ? _("1 person answered.") : _("{n} people answered.", { n: all });
}
