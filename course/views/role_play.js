// Cards for a role play: customer, clerk, observer; the observer ticks what was seen.

function items(lines) {
  return h("ul", {}, lines.map((line) => h("li", {}, line)));
}

function card(name, ...parts) {
  const id = unique(name);
  return h("section", { class: `m9-card m9-${name}`, "aria-labelledby": id },
    h("h4", { id }, `${name[0].toUpperCase()}${name.slice(1)}`), ...parts);
}

function render({ model, el, signal }) {
  const { root, tell } = frame(el, "role-play");
  const { title, minutes, situation, customer, clerk, observer, alone } = model.get("scene");
  const id = unique("title");
  const tick = (at) => (event) => {
    if (!line.send({ do: "tick", line: at, seen: event.target.checked })) event.target.checked = !event.target.checked;
  };
  const boxes = observer.watch.map((_, at) => h("input", { type: "checkbox", change: tick(at) }));
  root.setAttribute("aria-labelledby", id);
  root.prepend(
    h("header", {}, h("h3", { id }, title), h("p", { class: "m9-soft" }, `Role play in threes, about ${minutes} minutes`),
      h("p", {}, situation)),
    h("div", { class: "m9-cards" },
      card("customer", h("p", {}, customer.who),
        h("p", {}, h("b", {}, "You begin: "), `“${customer.opening}”`), items(customer.moods)),
      card("clerk", h("p", {}, clerk.who), h("p", {}, h("b", {}, clerk.task)), items(clerk.try)),
      card("observer", h("p", {}, "Say nothing. Tick what you see."),
        h("ul", {}, observer.watch.map((words, at) => h("li", {}, h("label", {}, boxes[at], h("span", {}, words))))),
        h("p", {}, h("b", {}, "Afterward, ask:")), items(observer.ask))),
    h("details", { class: "m9-alone" }, h("summary", {}, "Nobody to play with?"), h("p", {}, alone)),
  );

  const line = connect(model, el, signal, update);

  function update() {
    const scene = model.get("scene");
    boxes.forEach((box, at) => {
      if (!line.waiting) box.checked = scene.seen.includes(at);
      box.disabled = line.trouble;
    });
    tell(line.news, scene.notice);
  }
  update();
}

export default { render };
