// The code of a class: as it stands in the address, and as people type it.

import { _, h, say } from "./dom.js";

const LENGTH = 6;

/** A code as somebody typed or pasted it, alone or in an address; "" for what can't be one. */
export function clean(typed) {
  const code = typed.slice(typed.lastIndexOf("#") + 1).toLowerCase().replace(/[^a-z0-9]/g, "");
  return code.length === LENGTH ? code : "";
}

/** The code in the address of this page, "" if there is none. */
export function codeHere() {
  return clean(location.hash.split(".")[0]);
}

/** A code as it is shown: in two halves, and in capitals unless one of them looks like a number from afar. */
export function asShown(code) {
  const halves = `${code.slice(0, LENGTH / 2)} ${code.slice(LENGTH / 2)}`;
  return /[bgsz2568]/.test(code) ? halves : halves.toUpperCase();
}

/** Where a class is joined, as people read it: without what a browser adds by itself. */
export function plainAddress(address) {
  return address.replace(/#.*$/, "").replace(/^http:\/\//, "").replace(/\/$/, "");
}

/** A form that asks for the code. `enter` gets it; `trouble` is what was wrong with the last one. */
export function codeForm(enter, button, typed = "", trouble = "") {
  const error = h("p", { class: "error", id: "code-error" }, trouble);
  const field = h("input", {
    id: "code", name: "code", class: "code", type: "text", value: typed, autocapitalize: "none", autocomplete: "off",
    autocorrect: "off", spellcheck: "false", enterkeyhint: "go", "aria-describedby": "code-error code-hint",
    "aria-invalid": trouble ? "true" : "false",
  });
  const submit = (event) => {
    event.preventDefault();
    const code = clean(field.value);
    if (code) {
      enter(code);
      return;
    }
    say(error, _("A code has 6 letters and numbers. This one doesn’t: look at the wall once more."));
    field.setAttribute("aria-invalid", "true");
    field.focus();
  };
  const form = h("form", { class: "enter", submit, novalidate: true },
    h("label", { for: "code" }, _("The code on the wall")), field, error,
    h("p", { class: "soft", id: "code-hint" }, _("Six letters and numbers. Capitals and spaces don’t matter.")),
    h("button", { class: "main", type: "submit" }, button));
  return { form, field };
}

