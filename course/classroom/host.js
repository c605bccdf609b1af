// The facilitator's desk, which the class server serves, in a frame; and where no server runs, a button that starts one.

const AGAIN = 500; // ms until a server that is starting is asked again
const TRIES = 60;
const LATE = N_("The class server hasn’t answered yet. Look again in a moment; or type “make class” in a terminal: it says what is wrong.");
const GOES_ON = N_("The class server goes on when you close this notebook. It can be stopped at any time and started again: nothing is lost.");
const ONLY_HERE = N_("Whoever has this page’s address leads the class: keep it off the projector.");

function render({ model, el, signal }) {
  const { root, tell } = frame(el, "host", model);
  const id = unique("title");
  const said = h("p", { role: "status" });
  const button = (words, message, main) =>
    h("button", { type: "button", class: `m9-button${main ? " m9-main" : ""}`, click: () => press(message) }, words);
  const start = button(_("Start the class server"), { do: "start" }, true);
  const look = button(_("Look again"), { do: "look" });
  const stop = button(_("Stop the class server"), { do: "stop" });
  const row = h("div", { class: "m9-row" }, start, look);
  const place = h("div", { class: "m9-desk" });
  const title = _("The class with {title}", { title: model.get("scene").title });
  root.setAttribute("aria-labelledby", id);
  root.prepend(h("h3", { id }, title), said, row, place);

  let address = "";
  let tries = 0;
  let late = false;
  const line = connect(model, el, signal, update);

  function press(message) {
    tries = 0;
    late = false;
    line.send(message);
  }

  /** Shown in a frame; its page finds its own way back after a break, so the frame stays as long as its address does. */
  function open(found) {
    if (found === address) return;
    const led = row.contains(document.activeElement);
    address = found;
    place.hidden = false;
    const own = h("a", { href: found, target: "_blank", rel: "noreferrer" }, _("Open the desk in a tab of its own"));
    place.replaceChildren(
      h("p", { class: "m9-soft" }, own, " · ", _(ONLY_HERE)),
      h("iframe", { src: found, title: _("The desk of this class"), referrerpolicy: "no-referrer" }),
      h("details", {}, h("summary", {}, _("When the class is over")), h("p", {}, _(GOES_ON)), h("div", { class: "m9-row" }, stop)),
    );
    if (led) own.focus();
  }

  function update() {
    const scene = model.get("scene");
    const led = place.contains(document.activeElement);
    const words = late ? _(LATE) : scene.said;
    if (said.textContent !== words) said.textContent = words;
    said.hidden = !words;
    row.hidden = scene.here || (scene.coming && !late);
    start.hidden = scene.coming;
    place.hidden = !scene.here;
    if (place.hidden) {
      address = "";
      place.replaceChildren();
      if (led) start.focus();
    }
    for (const node of [start, look, stop]) {
      node.toggleAttribute("aria-disabled", false);
      if (line.waiting || line.trouble) node.setAttribute("aria-disabled", "true");
    }
    tell(line.news);
  }

  /** While a server starts, it is asked again and again. */
  function wait() {
    const { coming } = model.get("scene");
    if (!coming || line.waiting || late) return;
    late = ++tries > TRIES;
    if (late) update();
    else line.send({ do: "look" });
  }

  model.on("msg:custom", (message) => typeof message.desk === "string" && open(message.desk));
  const waiting = setInterval(wait, AGAIN);
  signal.addEventListener("abort", () => clearInterval(waiting));
  update();
  if (model.get("scene").here) line.send({ do: "look" });
}

export default { render };
