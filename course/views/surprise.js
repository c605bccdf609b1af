// A door with a surprise behind it.

function render({ model, el, signal }) {
  const { root, tell } = frame(el, "door", model);
  const id = unique("title");
  const door = doorway(() => line.send({ do: "call" }));
  root.setAttribute("aria-labelledby", id);
  root.prepend(h("h3", { id }, model.get("scene").title), ...door.nodes);

  let shown = null;
  const line = connect(model, el, signal, update);

  function update() {
    const scene = model.get("scene");
    if (scene !== shown) door.show(scene, line.waiting);
    shown = scene;
    door.mend(line);
    tell(line.news, scene.notice);
  }
  update();
}

export default { render };
