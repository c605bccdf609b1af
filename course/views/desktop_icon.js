// A button that puts an icon on the desktop, and where it is.

function render({ model, el, signal }) {
  const { root, tell } = frame(el, "icon", model);
  const id = unique("title");
  const make = h("button", { type: "button", class: "m9-button m9-main", click: press }, _("Put an icon on my desktop"));
  const said = h("div", { class: "m9-said", role: "status" });
  root.setAttribute("aria-labelledby", id);
  root.prepend(h("h3", { id }, _("Next time, with one click")), h("div", { class: "m9-row" }, make), said);

  let shown = null;
  const line = connect(model, el, signal, update);

  function press() {
    if (!line.send({ do: "make" })) return;
    said.replaceChildren(); // so that the same words are said again
    shown = null;
  }

  function update() {
    const scene = model.get("scene");
    make.toggleAttribute("aria-disabled", false);
    if (line.waiting || line.trouble) make.setAttribute("aria-disabled", "true");
    else if (scene !== shown) {
      shown = scene;
      said.replaceChildren(...scene.said.map((words) => h("p", {}, words)));
    }
    tell(line.news);
  }
  update();
}

export default { render };
