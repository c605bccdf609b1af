// What the parts of the desk are made of: sections, buttons that send a command, bars.

import { _, h, say, show } from "./dom.js";

const SETTLE = 300; // ms in which a button that has just come ignores a click that was meant for another
const drawn = new WeakMap(); // by node that was built anew: when

/** A section with a heading. */
export function section(id, title, ...children) {
  return h("section", { id, "aria-labelledby": `${id}-title` }, h("h2", { id: `${id}-title`, tabindex: "-1" }, title), children);
}

/** A button that sends what `message` gives. A key names it, so that the focus finds it when it is built anew. */
export function press(desk, words, command, message, { main = false, label = "" } = {}) {
  const act = ({ detail, currentTarget }) => {
    if (detail > 1) return; // the second click of a double click
    if (detail && isFresh(currentTarget)) desk.flash(_("The list had just changed: look again, and press what you mean."));
    else desk.send({ do: command, ...message() });
  };
  return h("button", {
    type: "button", class: main ? "main" : "", "data-do": command, "data-key": `${command} ${label || words}`,
    "aria-label": label && `${words}: ${label}`, click: act,
  }, words);
}

function isFresh(node) {
  for (let up = node; up; up = up.parentNode) if (performance.now() - (drawn.get(up) ?? -SETTLE) < SETTLE) return true;
  return false;
}

/** Build what is in a node anew if `what` it shows has changed; the focus stays with the button it was on, if that is there. */
export function rebuilt(node, what, build) {
  const at = document.activeElement;
  const key = node.contains(at) ? at.dataset.key : "";
  let built = false;
  show(node, what, () => {
    built = true;
    return build();
  });
  if (!built) return;
  drawn.set(node, performance.now());
  if (!key) return;
  const same = [...node.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
  (same ?? node.closest("section").querySelector("h2")).focus();
}

/** How many want something: a bar and the number; `set` puts the newest in. `first` is the number before talking. */
export function bar(first = null) {
  const filled = h("span", { class: "filled" });
  const number = h("b", { class: "count" });
  const node = h("p", { class: "tallied" }, h("span", { class: "track", "aria-hidden": "true" }, filled), number,
    first !== null && h("span", { class: "first" }, _("before talking: {n}", { n: first })));
  function set(count, most) {
    filled.style.width = `${(100 * count) / Math.max(1, most)}%`; // an attribute would be an inline style
    say(number, votes(count));
  }
  return { node, set };
}

const votes = (n) => (n === 1 ? _("1 vote") : _("{n} votes", { n }));

export const countOf = (counts, id) => counts?.find((one) => one.id === id)?.count ?? 0;
export const mostOf = (counts) => Math.max(0, ...counts.map(({ count }) => count));

/** The ones with the most votes: one, several in a tie, none where nobody voted. */
export function leading(counts) {
  const most = mostOf(counts);
  return counts.filter(({ count }) => count === most && most > 0).map(({ id }) => id);
}
