// "Next shift, when …, I'll …": two boxes, and a button that saves what they say.

function render({ model, el, signal }) {
  const { root, tell } = frame(el, "next-shift", model);
  const ids = { title: unique("title"), when: unique("when"), then: unique("then") };
  const { longest, topic } = model.get("scene");
  const draft = draftOf(`plan:${topic}`);
  const typed = () => {
    draft.keep({ when: when.value, then: then.value });
    mend();
  };
  const box = (id) => h("textarea", { id, rows: "2", maxlength: String(longest), input: typed });
  const when = box(ids.when);
  const then = box(ids.then);
  const save = h("button", { type: "button", class: "m9-button m9-main", click: keep }, _("Save my plan"));
  root.setAttribute("aria-labelledby", ids.title);
  root.prepend(
    h("h3", { id: ids.title }, _("My plan")),
    h("div", { class: "m9-field" }, h("label", { for: ids.when }, _("Next shift, when …")), when),
    h("div", { class: "m9-field" }, h("label", { for: ids.then }, _("I’ll …")), then),
    h("div", { class: "m9-row" }, save),
  );

  let shown = null;
  let asked = false; // whether to say what is missing
  const line = connect(model, el, signal, update);
  const words = () => ({ when: when.value.trim(), then: then.value.trim() });
  const saved = () => shown.plan && shown.plan.when === words().when && shown.plan.then === words().then;

  function keep() {
    asked = !(words().when && words().then);
    if (asked) mend();
    else line.send({ do: "plan", ...words() });
  }

  function mend() {
    if (shown.kept && saved()) draft.drop();
    save.toggleAttribute("aria-disabled", false);
    if (line.waiting || line.trouble) save.setAttribute("aria-disabled", "true");
    const missing = asked && !(words().when && words().then) && _("Fill in both boxes first.");
    const done = shown.kept && saved() && _("Saved. You can change it at any time.");
    tell(line.news || missing || done, shown.notice);
  }

  /** Show what was saved, unless somebody is at work on other words here. */
  function update() {
    const scene = model.get("scene");
    if (scene !== shown) {
      const before = shown?.plan ?? { when: "", then: "" };
      const untouched = words().when === before.when && words().then === before.then;
      const told = (!shown && draft.read()) || (untouched && scene.plan);
      shown = scene;
      if (told) {
        when.value = told.when;
        then.value = told.then;
      }
    }
    mend();
  }
  update();
}

export default { render };
