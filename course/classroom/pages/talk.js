// The talk so far: the customer's last line big, earlier ones folded.

import { _, h } from "./dom.js";

/** The lines in two parts: what was said before, and what stands now, from the clerk's last reply on. */
export function parted(lines) {
  const turn = lines.length ? lines[lines.length - 1].turn : 0;
  const past = lines.map((line) => line.from === "customer" && line.turn < turn).lastIndexOf(true) + 1;
  return [lines.slice(0, past), lines.slice(past)];
}

/** Who says a line. */
export function speaker(line, customer) {
  return { customer: customer.name, clerk: _("The clerk") }[line.from] || "";
}

/** A line as one listens to it. */
export function spoken(line, customer) {
  const name = speaker(line, customer);
  return name ? _("{name}: {words}", { name, words: line.text }) : line.text;
}

function said(tag, line, customer) {
  const name = speaker(line, customer);
  return h(tag, { class: `line from-${line.from}` },
    name && h("b", { class: "speaker" }, name), h("span", { class: "words" }, line.text));
}

/** The lines that stand now. */
export function present({ lines, customer }) {
  return parted(lines)[1].map((line) => said("div", line, customer));
}

/** The lines before, folded; null where there are none. */
export function earlier({ lines, customer }) {
  const past = parted(lines)[0];
  if (!past.length) return null;
  return h("details", { class: "earlier" },
    h("summary", {}, _("What was said before")),
    h("ol", {}, past.map((line) => said("li", line, customer))));
}
