// Cards for a role play: customer, clerk, observer; the observer ticks what was seen.

function items(lines) {
  return h("ul", {}, lines.map((line) => h("li", {}, line)));
}

function card(name, title, ...parts) {
  const id = unique(name);
  return h("section", { class: `m9-card m9-${name}`, "aria-labelledby": id },
    h("h4", { id }, title), ...parts);
}

function render({ model, el, signal }) {
  const { root, tell } = frame(el, "role-play", model);
  const { title, minutes, situation, customer, clerk, observer, alone } = model.get("scene");
  const id = unique("title");
  const boxes = observer.watch.map(() => h("input", { type: "checkbox", change: keep }));
  root.setAttribute("aria-labelledby", id);
  root.prepend(
    h("header", {}, h("h3", { id }, title), h("p", { class: "m9-soft" }, _("Role play in threes, about {minutes} minutes", { minutes })),
      h("p", {}, situation)),
    h("div", { class: "m9-cards" },
      card("customer", _("Customer"), h("p", {}, customer.who),
        h("p", {}, h("b", {}, _("You begin:")), " ", _("“{words}”", { words: customer.opening })), items(customer.moods)),
      card("clerk", _("Clerk"), h("p", {}, clerk.who), h("p", {}, h("b", {}, clerk.task)), items(clerk.try)),
      card("observer", _("Observer"), h("p", {}, _("Say nothing. Tick what you see.")),
        h("ul", {}, observer.watch.map((words, at) => h("li", {}, h("label", {}, boxes[at], h("span", {}, words))))),
        h("p", {}, h("b", {}, _("Afterward, ask:"))), items(observer.ask))),
    h("details", { class: "m9-alone" }, h("summary", {}, _("Nobody to play with?")), h("p", {}, alone)),
  );

  let seen = []; // by Python's account
  let sent = null; // the box that is on its way
  const line = connect(model, el, signal, update);

  /** Boxes go to Python one by one, however fast they are ticked. */
  function keep() {
    const at = boxes.findIndex((box, place) => box.checked !== seen.includes(place));
    if (at >= 0 && line.send({ do: "tick", line: at, seen: boxes[at].checked })) sent = at;
  }

  function update() {
    const scene = model.get("scene");
    if (scene.seen !== seen) {
      boxes.forEach((box, at) => {
        const news = seen.includes(at) !== scene.seen.includes(at);
        if (news && at !== sent) box.checked = scene.seen.includes(at);
      });
      seen = scene.seen;
      if (!line.waiting) {
        sent = null;
        keep();
      }
    }
    for (const box of boxes) box.disabled = line.trouble;
    tell(line.news, scene.notice);
  }
  update();
}

export default { render };
