// What the parts of the desk are made of: sections, buttons that send a command, bars.

import { _, h, say, show } from "./dom.js";

/** A section with a heading. */
export function section(id, title, ...children) {
  return h("section", { id, "aria-labelledby": `${id}-title` }, h("h2", { id: `${id}-title`, tabindex: "-1" }, title), children);
}

/** A button that sends what `message` gives. A key names it, so that the focus finds it when it is built anew. */
export function press(desk, words, command, message, { main = false, label = "" } = {}) {
  const act = (event) => event.detail < 2 && desk.send({ do: command, ...message() });
  return h("button", {
    type: "button", class: main ? "main" : "", "data-do": command, "data-key": `${command} ${label || words}`,
    "aria-label": label && `${words}: ${label}`, click: act,
  }, words);
}

/** Build what is in a node anew if `what` it shows has changed; the focus stays with the button it was on, if that is there. */
export function rebuilt(desk, node, what, build) {
  const at = document.activeElement;
  const key = node.contains(at) ? at.dataset.key : "";
  let built = false;
  show(node, what, () => {
    built = true;
    return build();
  });
  if (!built) return;
  desk.moved();
  const same = key && [...node.querySelectorAll("[data-key]")].find((one) => one.dataset.key === key);
  const heading = node.closest("section")?.querySelector("h2");
  if (same) same.focus();
  else if (key && !node.contains(document.activeElement)) heading?.focus();
}

/** How many want what, as a list of bars; `set` puts the newest numbers in. */
export function bars(options, first = null) {
  const rows = options.map(({ id, text }) => {
    const filled = h("span", { class: "filled" });
    const number = h("b", { class: "count" });
    const node = h("li", {},
      h("span", { class: "words" }, text), h("span", { class: "mark" }),
      h("span", { class: "track", "aria-hidden": "true" }, filled), number,
      first && h("span", { class: "first" }, _("before talking: {n}", { n: first.find((one) => one.id === id)?.count ?? 0 })));
    return { id, node, filled, number, mark: node.querySelector(".mark") };
  });
  function set(counts, marked = []) {
    const all = Math.max(1, ...counts.map(({ count }) => count));
    for (const { id, node, filled, number, mark } of rows) {
      const count = counts.find((one) => one.id === id)?.count ?? 0;
      filled.style.width = `${(100 * count) / all}%`; // an attribute would be an inline style
      say(number, String(count));
      say(mark, marked.includes(id) ? _("ahead") : "");
      node.classList.toggle("ahead", marked.includes(id));
    }
  }
  return { node: h("ul", { class: "bars" }, rows.map(({ node }) => node)), set };
}

/** The ones with the most votes: one, several in a tie, none where nobody voted. */
export function leading(counts) {
  const most = Math.max(0, ...counts.map(({ count }) => count));
  return counts.filter(({ count }) => count === most && most > 0).map(({ id }) => id);
}
