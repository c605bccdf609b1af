// The projector: big and calm, the same for all. It shows how many answered, never what, until a round is closed.

import { _, begin, fill, h, say, show } from "./dom.js";
import { about } from "./choose.js";
import { face, learnTime } from "./clock.js";
import { asShown, codeForm, codeHere, plainAddress } from "./code.js";
import { fit } from "./fit.js";
import { connect } from "./line.js";
import { asked } from "./news.js";
import { tally, turnout } from "./tally.js";
import { present } from "./talk.js";

const TICK = 250; // ms
const page = begin(_("The live class, on the wall"));

function people({ seats }) {
  return seats === 1 ? _("1 person is here.") : _("{n} people are here.", { n: seats });
}

function howMany({ answered, seats, round }) {
  if (round.way === "cards") return _("{n} of {all} take part", { n: answered, all: seats });
  return _("{n} of {all} have answered", { n: answered, all: seats });
}

/** The way in, big: where, the code, and the picture that a phone's camera reads. */
function door({ addresses, note }, code) {
  const picture = h("img", { src: `join.svg?code=${code}`, alt: _("A QR code that leads to the same address"), error: () => picture.remove() });
  return h("section", { class: "door" },
    h("div", {},
      h("h1", {}, _("Join with your phone")),
      addresses.length > 0 && h("p", { class: "address" }, plainAddress(addresses[0])),
      h("p", { class: "label" }, _("The code:")),
      h("p", { class: "code" }, asShown(code)),
      h("p", { class: "note" }, note)),
    picture);
}

function talk(scene) {
  const careful = scene.notice && scene.lines.every(({ turn }) => turn === 0);
  return h("section", { class: "talk" },
    careful && h("p", { class: "notice" }, scene.notice),
    present(scene),
    scene.ended && h("div", { class: "ending" }, h("h1", {}, scene.ended.title), h("p", {}, scene.ended.text)));
}

function options({ way, options: offered }) {
  if (way === "type") return h("p", {}, _("Type it on your phone. It’s seen without your name."));
  if (way === "cards") return h("p", {}, _("In threes: customer, clerk, observer. Your phone shows your card."));
  return h("ol", { class: "options" }, offered.map(({ text }, at) => h("li", {}, h("b", { class: "place" }, at + 1), " ", h("span", {}, text))));
}

function question({ round, customer, answered }) {
  return h("section", { class: "round" },
    h("h1", {}, asked(round, customer)), about(round),
    round.open ? options(round) : round.options.length > 0 && round.way !== "cards" ? tally(round) : null,
    !round.open && h("p", { class: "turnout" }, turnout(round, round.way === "type" ? answered : undefined)));
}

/** Show the class of a code. */
function look(code) {
  const main = h("main", {});
  const count = h("p", { class: "count" });
  const clock = h("p", { class: "clock", role: "timer" });
  const trouble = h("p", { class: "trouble", role: "status" });
  const corner = h("button", { type: "button", class: "corner", click: () => turn(!joining), "aria-pressed": "false" });
  const foot = h("footer", {}, corner, trouble, clock, count);
  let where = { addresses: [], note: "" };
  let scene = null;
  let joining = false; // whether the way in is shown though the class has begun
  let asking = null; // the round that was open last, and the talk as it stood then

  fill(page, main, foot);
  window.addEventListener("resize", () => fit(main));
  setInterval(() => scene && say(clock, scene.timer ? face(scene.timer) : ""), TICK);
  fetch(`address?code=${code}`).then((answer) => {
    learnTime(answer);
    return answer.json();
  }).then((told) => {
    where = told;
    draw();
  }).catch(() => {}); // the line says what is wrong
  const line = connect({ do: "look", code }, { heard, changed });

  function heard(message) {
    if (message.scene) scene = message.scene;
    draw();
  }

  function changed() {
    if (line.state === "refused" && line.error === "code") {
      line.close();
      enterCode(code, _("There’s no class with the code {code}.", { code }));
      return;
    }
    say(trouble, line.state === "open" ? "" : _("The line is gone. It’s being tried again."));
    trouble.hidden = line.state === "open" || (line.state === "connecting" && line.tries < 3);
    fit(main);
  }

  function turn(on) {
    joining = on;
    corner.setAttribute("aria-pressed", String(on));
    draw();
  }

  /** Whether the talk went on since the last round was asked. */
  function wentOn({ round, lines }) {
    const now = JSON.stringify(lines);
    if (round.open) asking = { number: round.number, lines: now };
    return !round.open && asking && asking.number === round.number && asking.lines !== now;
  }

  function shown() {
    const { round, paused, over } = scene;
    if (paused) return h("section", { class: "calm" }, h("h1", {}, _("A pause")), h("p", {}, _("We go on in a moment. Nothing is lost.")));
    if (over) return h("section", { class: "calm" }, h("h1", {}, _("Thank you!")), h("p", {}, _("The class is over.")));
    const alone = !round || (wentOn(scene) && !round.came);
    if (alone) return h("div", { class: "one" }, talk(scene));
    if (round.way === "cards") return h("div", { class: "one" }, question(scene));
    if (round.way === "vote" && !round.open) return h("div", { class: "whole" }, question(scene));
    return h("div", { class: `two ${round.way}` }, talk(scene), question(scene));
  }

  function draw() {
    if (!scene) return;
    const { answered, seats, timer, revision, ...rest } = scene;
    const begun = scene.round || scene.over || scene.lines.some(({ from }) => from === "clerk");
    const lobby = joining || !begun;
    show(main, lobby ? [where] : rest, () => (lobby ? door(where, code) : shown()));
    say(count, scene.round && scene.round.open && !lobby ? howMany(scene) : people(scene));
    show(corner, [where, lobby], () => [
      h("span", { class: "unseen" }, _("How to join:")), " ",
      h("span", {}, where.addresses.length ? plainAddress(where.addresses[0]) : _("Join")), " ", h("b", {}, asShown(code))]);
    corner.hidden = !begun;
    fit(main); // last: the foot takes its room first
  }
}

function enterCode(typed = "", trouble = "") {
  const go = (code) => {
    history.replaceState(null, "", `#${code}`);
    look(code);
  };
  const { form } = codeForm(go, _("Show the class"), typed, trouble);
  fill(page, h("main", {}, h("h1", {}, _("The live class, on the wall")), form));
}

window.addEventListener("hashchange", () => location.reload());
if (codeHere()) look(codeHere());
else enterCode();
