// A show of hands: who has no phone counts all the same.

import { press } from "./desk_parts.js";
import { _, h, say, show } from "./dom.js";
import { keptIn } from "./kept.js";

const MOST = 1000;

export function handsForm(desk) {
  const form = h("div", {});
  const node = h("details", { class: "hands" }, h("summary", {}, _("Enter a show of hands")), form);

  function fields(round) {
    const place = keptIn(`hands:${desk.code}:${round.number}`);
    const typed = place.read() || {};
    const boxes = round.options.map(({ id }) =>
      h("input", { id: `hands-${id}`, type: "number", min: 0, max: MOST, step: 1, inputmode: "numeric", value: typed[id] ?? 0 }));
    const error = h("p", { class: "error", role: "status" });
    const counts = () => Object.fromEntries(round.options.map(({ id }, at) => [id, boxes[at].value === "" ? 0 : Number(boxes[at].value)]));
    const button = press(desk, _("Count these hands"), "hands", () => {
      place.keep(counts());
      return { round: round.number, counts: counts() };
    });
    const sound = (event) => {
      const wrong = boxes.find((box) => !box.checkValidity());
      say(error, wrong ? _("Type whole numbers from 0 to {most}.", { most: MOST }) : "");
      for (const box of boxes) box.setAttribute("aria-invalid", String(!box.checkValidity()));
      if (!wrong) return;
      event.stopImmediatePropagation();
      wrong.focus();
    };
    button.addEventListener("click", sound, true);
    return [
      h("p", { class: "soft" }, _("Count who raises a hand and has no phone. These hands are added to the votes by phone; enter them again, and the new numbers hold.")),
      round.options.map(({ id, text }, at) => h("p", { class: "field" }, boxes[at], h("label", { for: `hands-${id}` }, text))),
      error,
      h("p", { class: "row" }, button),
    ];
  }

  function update({ round }) {
    node.hidden = !desk.can("hands");
    show(form, round && !node.hidden ? [round.number] : null, () => (node.hidden ? [] : fields(round)));
  }
  return { node, update };
}
