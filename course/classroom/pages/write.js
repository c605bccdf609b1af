// A field for words: what is typed outlives a reload, and stays until it was counted.

import { _, h, say } from "./dom.js";
import { keptIn } from "./kept.js";

const LONGEST = 2000; // characters: the server takes no more
const NEAR = 200; // left, from which on one is told

/** A labeled field with a button. `send` gets the words; they are kept in the tab under `keep` until `done`. */
export function writing({ name, label, button, keep, send }) {
  const draft = keptIn(`draft:${keep}`);
  const left = h("p", { class: "soft", id: `${name}-left`, role: "status" });
  const changed = () => {
    draft.keep(field.value);
    const rest = LONGEST - field.value.length;
    say(left, rest <= NEAR ? _("{n} characters left", { n: 20 * Math.floor(rest / 20) }) : "");
  };
  const field = h("textarea", {
    id: name, name, rows: 3, maxlength: LONGEST, "aria-describedby": `${name}-left`, input: changed,
  });
  const press = h("button", { type: "submit", class: "main" }, button);
  const submit = (event) => {
    event.preventDefault();
    const words = field.value.trim();
    if (words) send(words);
    else field.focus();
  };
  const form = h("form", { submit, class: "write" }, h("label", { for: name }, label), field, left, press);
  field.value = draft.read() || "";
  return { form, field, press, draft };
}
