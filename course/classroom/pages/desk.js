// The facilitator's desk: what happens in the room, and what to do now. It opens with the key that is in its address.

import { classControls } from "./desk_class.js";
import { customer } from "./desk_customer.js";
import { news } from "./desk_news.js";
import { asking } from "./desk_ask.js";
import { saying } from "./desk_say.js";
import { typed } from "./desk_typed.js";
import { history } from "./desk_turns.js";
import { where } from "./desk_where.js";
import { _, announcer, begin, h, N_, say } from "./dom.js";
import { connect } from "./line.js";

const REFUSED = {
  code: N_("There is no such room on this server. Run the cell in the notebook again: it opens one."),
  key: N_("This key doesn’t open the desk of this room. Open the desk from the notebook: its address is whole there."),
  wait: N_("There were too many wrong tries. It’s tried again in a minute."),
  log: N_("The server can’t read what happened in this room. It’s tried again; if this stays, the window in which the server runs says why."),
};
const LOST = N_("The connection to the server broke, and it’s tried again. What you press is kept, and sent then.");
const VERDICTS = {
  late: N_("That came too late: the room had moved on. Nothing was changed."),
  no: N_("That can’t be done now. Nothing was changed."),
};
const SHOWN = 8000; // ms that a word on a press stays to be read

const [code, key] = location.hash.slice(1).split(".");
const page = begin(_("The desk"));
const trouble = h("p", { class: "trouble", role: "alert", hidden: true });
const told = h("div", { class: "told", role: "status" });
const body = h("div", { class: "desk", hidden: true });
const flashed = h("div", { class: "flash", role: "status" });
page.append(trouble, body, told, flashed);
const tell = announcer(told);

let scene = null;
let fading = 0;

/** Send a command, unless the same one is still on its way: pressing twice does no harm. */
function send(message) {
  if (!line.waits(message.do).length) line.send(message, message.do);
}

/** Say what became of a press, for who reads and who listens. */
function flash(words) {
  clearTimeout(fading);
  say(flashed, "");
  say(flashed, words);
  fading = setTimeout(() => say(flashed, ""), SHOWN);
}

const desk = { code, send, flash, can: (command) => scene.can.includes(command) };
const parts = [customer, asking, saying, typed, where, history, classControls].map((part) => part(desk));
const [talk, ask, choices, replies, place, turns, controls] = parts;
const title = h("h1", {});
const here = h("p", { class: "here" });
const notes = h("div", { class: "notes" });
body.append(
  h("header", {}, title, here, notes),
  place.node,
  h("div", { class: "main" }, talk.node, ask.node, replies.node, choices.node),
  h("div", { class: "side" }, controls.node, turns.node),
);

function people({ here: now, seats }) {
  const present = now === 1 ? _("1 phone is here now.") : _("{n} phones are here now.", { n: now });
  const all = seats === 1 ? _("1 person has joined so far.") : _("{n} people have joined so far.", { n: seats });
  return [present, all].join(" ");
}

function warnings({ changed, judge_changed: judge, notice }) {
  return [
    notice && h("p", {}, notice),
    changed && h("p", {}, _("This customer’s file has changed since the class began: lines may differ from those heard.")),
    judge && h("p", {}, _("Typed replies are judged by another judge than at the beginning of this class.")),
  ];
}

function update(next) {
  const before = scene;
  scene = next;
  body.hidden = false;
  say(title, next.title);
  say(here, people(next));
  const warned = warnings(next).filter(Boolean);
  if (notes.textContent !== warned.map((one) => one.textContent).join("")) notes.replaceChildren(...warned);
  for (const part of parts) part.update(next);
  if (before) news(before, next).forEach(tell);
}

function changed() {
  const words = line.state === "refused" ? _(REFUSED[line.error]) : line.state === "lost" || line.tries > 1 ? _(LOST) : "";
  say(trouble, words);
  trouble.hidden = !words;
  for (const button of body.querySelectorAll("button[data-do]"))
    button.toggleAttribute("data-waits", line.waits(button.dataset.do).length > 0);
}

const line = connect({ do: "desk", code: code || "", key: key || "" }, {
  heard: (message) => message.scene && update(message.scene),
  answered: (slot, message, verdict) => VERDICTS[verdict] && flash(_(VERDICTS[verdict])),
  changed: () => changed(),
  keep: `desk:${code}`,
});
