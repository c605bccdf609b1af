// The way through the course: one stop after the other, each a link. It asks how things stand whenever it comes into view.

/** How far a module is. */
function standing({ state, next, done, of }) {
  if (state === "done") return _("Done");
  if (state === "new") return next ? _("Not started, this is next") : _("Not started");
  return next ? _("Begun, {done} of {of} done, this is next", { done, of }) : _("Begun, {done} of {of} done", { done, of });
}

function render({ model, el, signal }) {
  const { root, tell } = frame(el, "map", model);
  const id = unique("title");
  const summary = h("p", { class: "m9-summary", role: "status" });
  const body = h("div", { class: "m9-map-body" });
  root.setAttribute("aria-labelledby", id);
  root.prepend(h("h3", { id }, _("The map")), summary, body);

  let shown = "";
  const line = connect(model, el, signal, update);

  /** JupyterLab opens a page beside this one; elsewhere the address is enough. */
  function link(href, ...words) {
    const node = h("a", { href }, ...words);
    const manager = model.widget_manager;
    const path = manager?.context?.urlResolver?.resolveUrl(href);
    path?.then((found) => manager.rendermime?.linkHandler?.handleLink(node, found));
    return node;
  }

  const first = ({ href, name, left }) =>
    // To translate: the module that comes next follows.
    h("p", { class: "m9-next" }, h("b", {}, _("Next:")), " ", link(href, name), ". ", left);

  const due = ({ href, text }) => h("p", { class: "m9-due" }, h("b", {}, _("Due:")), " ", text, " ", link(href, _("Go to the practice room")));

  const parts = ({ done, of }) =>
    h("span", { class: "m9-parts", "aria-hidden": "true" }, Array.from({ length: of }, (none, at) => h("i", { class: at < done && "m9-full" })));

  const version = ({ href, language, text }) => h("p", { lang: language }, link(href, text));

  const stop = (module) =>
    h(
      "li",
      { class: `m9-stop m9-${module.state}${module.next ? " m9-is-next" : ""}`, "aria-current": module.next && "step" },
      h("span", { class: "m9-sign", "aria-hidden": "true" }, module.state === "done" ? "✓" : module.number),
      h("div", {}, h("p", {}, link(module.href, module.name)), h("p", { class: "m9-soft" }, module.about), module.versions.map(version), state(module)),
    );

  const state = ({ left, extras, due, ...module }) =>
    h(
      "p",
      { class: "m9-state" },
      parts(module),
      " ",
      h("b", {}, standing(module)),
      ". ",
      [left, extras && `${extras}.`, due].filter(Boolean).join(" "),
    );

  const page = ({ href, name, about }) => h("li", {}, h("p", {}, link(href, name)), h("p", { class: "m9-soft" }, about));

  /** Draw anew only what is new: a link that has the focus keeps it. */
  function update() {
    const { ack, notice, ...scene } = model.get("scene");
    const text = JSON.stringify(scene);
    if (text !== shown) {
      shown = text;
      const at = body.contains(document.activeElement) && document.activeElement.getAttribute("href");
      body.replaceChildren(
        ...[first(scene.next), scene.due && due(scene.due)].filter(Boolean),
        h("ol", { class: "m9-stops", "aria-label": _("Modules") }, scene.modules.map(stop)),
        h("ul", { class: "m9-pages", "aria-label": _("For any day") }, scene.pages.map(page)),
      );
      if (at) body.querySelector(`a[href="${at}"]`)?.focus();
      if (summary.textContent !== scene.summary) summary.textContent = scene.summary;
    }
    tell(line.news, notice);
  }
  update();

  // Not through the line: nobody pressed anything, so there is nothing to say about sending.
  const look = ([entry]) => entry.isIntersecting && !line.trouble && model.send({ do: "look", id: "look" });
  const watch = new IntersectionObserver(look);
  watch.observe(root);
  signal.addEventListener("abort", () => watch.disconnect());
}

export default { render };
