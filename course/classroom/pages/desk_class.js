// The class as a whole: pause, a clock for talking in pairs, the end.

import { face } from "./clock.js";
import { press, rebuilt, section } from "./desk_parts.js";
import { _, h, say } from "./dom.js";

const TWO = 2; // minutes for talking in pairs, unless one likes more

/** The way to what was chosen, said and heard; the address carries the same key as this page's. */
function afterwards() {
  const words = _("After the class: what was chosen, said and heard");
  return h("p", { class: "row" }, h("a", { href: `minutes${location.hash}`, target: "_blank", rel: "noopener" }, words));
}

export function classControls(desk) {
  const buttons = h("div", {});
  const clock = h("p", { class: "clock", role: "timer" });
  const timer = h("div", {});
  const ending = h("div", {});
  const node = section("class", _("The class"), buttons, clock, timer, ending, afterwards());
  let sure = false;
  let scene = null;

  function pausing({ paused }) {
    if (!desk.can("pause") && !desk.can("resume")) return [];
    return [h("p", { class: "row" }, paused
      ? press(desk, _("Go on"), "pause", () => ({ on: false }), { main: true })
      : press(desk, _("Pause"), "pause", () => ({ on: true })))];
  }

  function timing({ timer: running }) {
    if (!desk.can("timer")) return [];
    const minutes = h("input", { id: "minutes", type: "number", min: 1, max: 12, step: 1, value: TWO, inputmode: "numeric" });
    const seconds = () => 60 * Math.min(12, Math.max(1, Math.round(Number(minutes.value)) || TWO));
    return [
      h("p", { class: "field" }, h("label", { for: "minutes" }, _("Minutes to talk in pairs (1 to 12; nothing ends with it)")), minutes),
      h("p", { class: "row" },
        press(desk, running ? _("Start the clock anew") : _("Start the clock"), "timer", () => ({ seconds: seconds() })),
        running && press(desk, _("Take the clock away"), "timer", () => ({ seconds: 0 }))),
    ];
  }

  function ends() {
    if (scene.over) return [h("p", {}, _("The class is over. What happened stays here to look at."))];
    const ask = (now) => () => {
      sure = now;
      draw();
      ending.querySelector("button").focus();
    };
    if (!sure) return [h("p", { class: "row" }, h("button", { type: "button", "data-key": "end", click: ask(true) }, _("End the class …")))];
    return [
      h("p", {}, _("End the class for everybody? After that nobody can answer, and nothing can be said.")),
      h("p", { class: "row" },
        h("button", { type: "button", "data-key": "end:not", click: ask(false) }, _("No, go on")),
        press(desk, _("Yes, end the class"), "end", () => ({}))),
    ];
  }

  const draw = () => rebuilt(ending, [scene.over, sure], ends);

  function tick() {
    say(clock, scene && scene.timer ? face(scene.timer) : "");
    clock.hidden = !clock.textContent;
  }
  setInterval(tick, 500);

  function update(now) {
    scene = now;
    rebuilt(buttons, [scene.paused, scene.can], () => pausing(scene));
    rebuilt(timer, [Boolean(scene.timer), desk.can("timer")], () => timing(scene));
    draw();
    tick();
  }
  return { node, update };
}
