// The page of somebody in a class: the talk, the round, and what they can do.

import { _, h, say, show } from "./dom.js";
import { playing } from "./cards.js";
import { choosing, chosen } from "./choose.js";
import { rules } from "./rules.js";
import { earlier, present } from "./talk.js";
import { typed, typing } from "./type.js";

function heading({ way, again, of }) {
  if (way === "cards") return _("Role play: {title}", { title: of });
  if (way === "type") return _("In your own words");
  if (way === "predict") return _("What comes next?");
  return again ? _("Vote again") : _("Vote");
}

/** What is said of the class as a whole, "" while it goes on. */
function standing({ over, paused, customer, title }) {
  if (over) return _("The class is over. Thank you for taking part! You can talk with {name} alone, too: look for “{title}” in the course.", { name: customer.name, title });
  return paused ? _("The class is paused. Nothing is lost.") : "";
}

function viewOf(round, customer, answers, code) {
  if (round.way === "cards") return playing(round, answers, code);
  if (round.way === "type") return (round.open ? typing : typed)(round, answers, code);
  return (round.open ? choosing : chosen)(round, customer, answers);
}

/** A round is drawn anew when it closes, and its tally when hands are added; never while somebody answers. */
function drawnFor(round) {
  return round.open || round.way === "cards" ? [round.number, round.way === "cards" || round.open] : round;
}

function introduced({ place, customer, you, notice }) {
  return [
    notice && h("p", {}, h("b", {}, notice)),
    h("p", {}, place),
    h("p", {}, h("b", {}, _("The customer: {name}.", { name: customer.name })), " ", customer.who),
    h("p", {}, h("b", {}, _("The clerk:")), " ", you),
  ];
}

/** What is below the round, folded: open until the first round is asked, then closed once. */
function folded(summary) {
  const inside = h("div", {});
  return { inside, node: h("details", { open: true }, h("summary", {}, summary), inside) };
}

/** Build the page into `root`. `draw` it with the newest scene, and with what is this phone's own. */
export function room(root, code, answers) {
  const title = h("h1", { tabindex: "-1" });
  const paused = h("p", { class: "paused" });
  const talk = h("section", { class: "talk", "aria-label": _("The talk") });
  const round = h("section", { class: "round", "aria-label": _("The question") });
  const about = folded(_("What this is about"));
  const ground = folded(_("Ground rules"));
  const seat = h("footer", { class: "soft" });
  let view = null;
  let begun = false;
  ground.inside.append(rules());
  root.append(title, paused, talk, round, about.node, ground.node, seat);

  function drawTalk(scene) {
    const { lines, customer, ended } = scene;
    show(talk, [lines, customer, ended], () => [
      earlier(scene), present(scene),
      ended && h("div", { class: "ending" }, h("h2", {}, ended.title), h("p", {}, ended.text)),
    ]);
  }

  function drawRound(scene) {
    const { round: asked, customer, over } = scene;
    if (!asked) {
      show(round, ["none", over], () => h("p", { class: "soft" }, over ? "" : _("Nothing to do yet. The first question comes here by itself.")));
      return;
    }
    show(round, drawnFor(asked), () => {
      view = viewOf(asked, customer, answers, code);
      return [h("h2", { tabindex: "-1" }, heading(asked)), view.node];
    });
  }

  /** Show a scene, and what is this phone's `own`. */
  function draw(scene, own) {
    say(title, scene.title);
    say(paused, standing(scene));
    paused.hidden = !paused.textContent;
    drawTalk(scene);
    talk.hidden = Boolean(scene.round && scene.round.way === "cards" && scene.round.open); // another customer is played
    drawRound(scene);
    if (scene.round && view) view.update({ round: scene.round, you: own, paused: scene.paused || scene.over });
    const { place, customer, you, notice } = scene;
    show(about.inside, [place, customer, you, notice], () => introduced(scene));
    if (scene.round && !begun) about.node.open = ground.node.open = !(begun = true);
    say(seat, own.number ? _("Your seat: {n}. The class: {code}.", { n: own.number, code }) : "");
  }
  return { draw, title };
}
