// A role play in threes: one's card, one's group, what an observer ticks, what the others write.

import { _, N_, h, say, show } from "./dom.js";
import { writing } from "./write.js";

const PLAYS = {
  customer: N_("You play the customer."),
  clerk: N_("You play the clerk."),
  observer: N_("You’re the observer."),
};
const ROLES = { customer: N_("Customer"), clerk: N_("Clerk"), observer: N_("Observer") };

const points = (lines) => h("ul", {}, lines.map((words) => h("li", {}, words)));

function customerCard({ who, opening, moods }) {
  return [h("p", {}, who), h("p", { class: "opening" }, h("b", {}, _("You begin:")), " ", h("q", {}, opening)), points(moods)];
}

function clerkCard({ who, task, try: tries }) {
  return [h("p", {}, who), h("p", {}, h("b", {}, task)), points(tries)];
}

/** One's part, told and drawn: the group, who one plays, the card. `boxes` are an observer's. */
function part({ group, role, situation, card, waiting }, boxes) {
  const parts = { customer: () => customerCard(card), clerk: () => clerkCard(card), observer: () => observerCard(card, boxes) };
  return h("section", { class: `card ${role}` },
    h("h3", { tabindex: "-1" }, _(PLAYS[role])),
    h("p", {}, waiting ? missing(waiting) : _("You’re in group {group}. Look for the others of your group.", { group })),
    h("p", { class: "situation" }, situation),
    parts[role]());
}

const missing = (n) => (n === 1 ? _("You’re in. One more person is missing for a three.") : _("You’re in. {n} more people are missing for a three.", { n }));

function observerCard({ watch, ask }, boxes) {
  return [
    h("fieldset", { class: "watch" },
      h("legend", {}, _("Say nothing. Tick what you see and hear.")),
      watch.map((words, at) => h("label", { class: "option" }, boxes[at], h("span", {}, words)))),
    h("p", {}, h("b", {}, _("Afterward, ask:"))),
    points(ask),
  ];
}

/** What a group has written so far, and what of one's own is on its way. */
function script(node, play, waiting) {
  const lines = [...play.lines, ...waiting.map(({ text }) => ({ role: play.role, text, sending: true }))];
  node.hidden = !lines.length;
  show(node, lines, () => lines.map(({ role, text, sending }) =>
    h("li", {}, h("b", {}, _(ROLES[role])), " ", h("span", { class: "words" }, text), sending && h("i", {}, " ", _("Sending…")))));
}

/** Somebody's ways to take part, as long as the round is open; afterward what is left to read. */
export function playing(round, answers, code) {
  const join = h("button", { type: "button", class: "main", click: () => answers.send(round, { option: round.options[0].id }) },
    round.options[0].text);
  const door = h("div", {},
    h("p", {}, _("In threes: one plays the customer, one the clerk, one looks on. You get your card here.")),
    join, h("p", { class: "soft" }, _("You may just watch.")));
  const closed = h("p", { class: "over" });
  const mine = h("div", {});
  const standing = h("p", { class: "standing" });
  const lines = h("ol", { class: "script", hidden: true, "aria-label": _("What your group has written") });
  const { form, field, press, draft } = writing({
    name: `line-${round.number}`,
    label: _("Playing in writing? Your group sees your line."),
    button: _("Send"),
    keep: `${code}:${round.number}`,
    send: (text) => {
      answers.add(round, { text });
      field.value = "";
      draft.drop();
      field.focus();
    },
  });
  const node = h("div", {}, closed, door, mine, standing, lines, form);
  let boxes = [];

  function tick() {
    answers.send(round, { ticks: boxes.map((box, at) => (box.checked ? at : -1)).filter((at) => at >= 0) });
  }

  function update({ round: now, you, paused }) {
    const { play } = you;
    const held = document.activeElement === join;
    closed.hidden = now.open;
    say(closed, play ? _("This role play is over. You’re yourself again.") : _("This role play is over."));
    door.hidden = Boolean(play) || !now.open;
    join.disabled = paused;
    press.disabled = paused;
    form.hidden = !play || play.role === "observer" || !now.open;
    say(standing, answers.trouble(now, you));
    if (!play) return;
    const { group, role, card, situation, waiting } = play;
    show(mine, { group, role, card, situation, waiting }, () => {
      boxes = (card.watch || []).map(() => h("input", { type: "checkbox", change: tick }));
      return part(play, boxes);
    });
    if (held) mine.querySelector("h3").focus(); // the button that was pressed is gone
    const { ticks = play.ticks } = answers.mine(now, you);
    boxes.forEach((box, at) => {
      box.checked = ticks.includes(at);
      box.disabled = paused || !now.open;
    });
    script(lines, play, answers.more(now));
  }
  return { node, update };
}
