// One slow breath: in words, and, for whoever likes, as a circle that grows and shrinks. It starts when asked and stops when asked.

const IN = 4000; // ms
const OUT = 6000; // ms: out takes longer than in

function render({ model, el, signal }) {
  const { root } = frame(el, "breath", model);
  const id = unique("title");
  const circle = h("div", { class: "m9-circle", "aria-hidden": "true" });
  const words = h("p", { class: "m9-breath-words", role: "status" });
  const button = h("button", { type: "button", class: "m9-button m9-main", click: () => (timer ? stop() : start()) });
  root.setAttribute("aria-labelledby", id);
  root.prepend(
    h("h3", { id }, _("One slow breath")),
    h("ol", { class: "m9-breath-steps" }, model.get("scene").steps.map((step) => h("li", {}, step))),
    h("div", { class: "m9-breath-play" }, circle, h("div", {}, words, button)),
  );

  let timer = null;

  function turn(inward) {
    circle.style.setProperty("--m9-pace", `${inward ? IN : OUT}ms`);
    circle.classList.toggle("m9-full", inward);
    // To translate: breathe in, then out.
    words.textContent = inward ? _("In …") : _("… and out, slowly");
    timer = setTimeout(() => turn(!inward), inward ? IN : OUT);
  }
  function start() {
    button.textContent = _("Stop");
    turn(true);
  }
  function stop() {
    clearTimeout(timer);
    timer = null;
    circle.classList.remove("m9-full");
    words.textContent = "";
    button.textContent = _("Breathe with a circle");
  }
  signal.addEventListener("abort", () => clearTimeout(timer));
  stop();
}

export default { render };
