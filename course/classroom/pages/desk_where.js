// Where the class is joined: address, code and QR code, and the way to the projector.

import { learnTime } from "./clock.js";
import { plainAddress } from "./code.js";
import { _, h, say } from "./dom.js";

export function where(desk) {
  const addresses = h("ul", { class: "addresses" });
  const note = h("p", { class: "note" });
  const gone = (event) => (event.target.hidden = true); // in no network there is no address to draw
  const picture = h("img", { class: "qr", error: gone, src: `join.svg?code=${encodeURIComponent(desk.code)}`, alt: _("QR code that opens this class on a phone") });
  const projector = h("a", { href: `projector#${desk.code}`, target: "_blank", rel: "noopener" }, _("Open the projector"));
  const folded = h("details", { open: true },
    h("summary", {}, _("Where to join")), picture, addresses, h("p", {}, _("Code:"), " ", h("b", { class: "code" }, desk.code)), note);
  const node = h("section", { id: "where", "aria-label": _("Where to join") }, h("p", { class: "row" }, projector), folded);
  let people = 0;

  async function find() {
    try {
      const answer = await fetch(`address?code=${encodeURIComponent(desk.code)}`);
      learnTime(answer);
      const { addresses: found, note: said } = await answer.json();
      addresses.replaceChildren(...found.map((one) => h("li", {}, plainAddress(one))));
      say(note, said);
      note.hidden = !said;
    } catch {
      setTimeout(find, 5000); // the line says what is wrong
    }
  }
  find();

  /** It folds by itself once, when the first people are here. */
  function update({ seats, over }) {
    if (!people && seats > 2) folded.open = false;
    people = Math.max(people, seats > 2 ? seats : 0);
    folded.hidden = over;
  }
  return { node, update };
}
