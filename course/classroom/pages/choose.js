// A round in which one chooses: a vote on what the clerk says, or a prediction.

import { _, h, say } from "./dom.js";
import { tally, turnout } from "./tally.js";

/** What is asked, in a sentence. */
export function question({ way, again }, customer) {
  if (way === "predict") return _("What will {name} do?", { name: customer.name });
  return again ? _("You’ve talked about it. What should the clerk say now?") : _("What should the clerk say?");
}

/** What it would be an answer to, in a prediction. */
export function about({ way, of }) {
  return way === "predict" && h("p", { class: "of" }, h("b", {}, _("The clerk’s next step:")), " ", of);
}

/** A round that is open: `update` it with the newest of everything. */
export function choosing(round, customer, answers) {
  const choose = (event) => answers.send(round, { option: event.target.value });
  const boxes = round.options.map(({ id }) =>
    h("input", { type: "radio", name: `round-${round.number}`, value: id, change: choose }));
  const standing = h("p", { class: "standing" });
  const field = h("fieldset", {},
    h("legend", {}, question(round, customer)),
    about(round),
    round.options.map(({ text }, at) =>
      h("label", { class: "option" }, boxes[at], h("span", {}, h("b", { class: "place" }, at + 1), " ", text))));
  const node = h("div", {}, field, standing);

  function update({ round: now, you, paused }) {
    const { option } = answers.mine(now, you);
    for (const box of boxes) {
      box.checked = box.value === option;
      box.parentNode.classList.toggle("picked", box.checked);
    }
    field.disabled = paused;
    say(standing, answers.standing(now, you));
  }
  return { node, update };
}

/** A round that is closed: its tally, and what this phone chose. */
export function chosen(round, customer, answers) {
  const standing = h("p", { class: "standing" });
  const bars = h("div", {});
  const node = h("div", {}, h("p", { class: "asked" }, question(round, customer)), about(round), standing, bars,
    h("p", { class: "soft" }, turnout(round)));

  function update({ round: now, you }) {
    say(standing, answers.standing(now, you));
    const mine = (you.answered && you.answered.option) || "";
    if (bars.dataset.mine !== mine) bars.textContent = "";
    bars.dataset.mine = mine;
    if (!bars.firstChild) bars.append(tally(now, mine));
  }
  return { node, update };
}
