// The end of an exercise: what is still missing, and the file to hand in.

function render({ model, el, signal }) {
  const { root, tell } = frame(el, "hand-in", model);
  const id = unique("title");
  const press = (what) => () => start(what);
  const check = h("button", { type: "button", class: "m9-button", click: press("check") }, _("Check what is missing"));
  const make = h("button", { type: "button", class: "m9-button m9-main", click: press("make") }, _("Make my hand-in file"));
  const { checks, marks } = model.get("scene");
  const context = model.widget_manager?.context; // JupyterLab has one; elsewhere learners save by themselves
  const promise = marks ? _("It shows marks where it can.") : _("It shows no marks.");
  const saves = context ? _("Both buttons save the notebook first.") : "";
  const said = h("p", { class: "m9-said", role: "status" });
  const found = h("div", { class: "m9-found" });
  root.setAttribute("aria-labelledby", id);
  root.prepend(
    h("h3", { id }, checks ? _("Is everything there?") : _("Your hand-in file")),
    // To translate: with the words that stand on the button.
    checks && h("p", {}, [_("“Check what is missing” looks at each part."), promise, saves].filter(Boolean).join(" ")),
    h("div", { class: "m9-row" }, checks && check, make),
    said,
    found,
  );

  let saving = false;
  let shown = null;
  const line = connect(model, el, signal, update);

  /** Save the notebook, so that what is looked at is what was written. */
  async function start(what) {
    if (saving || line.waiting || line.trouble) return;
    saving = true;
    update();
    try {
      await context?.save();
    } catch {
      // what happened is told below, and JupyterLab says why
    }
    saving = false;
    line.send({ do: what, unsaved: Boolean(context?.model?.dirty) });
  }

  const row = ({ name, done, text }) =>
    h(
      "li",
      { class: done ? "m9-done" : "m9-missing" },
      h("span", { class: "m9-mark", "aria-hidden": "true" }, done ? "✓" : "○"),
      h("p", {}, h("b", {}, name), " ", h("span", { class: "m9-state" }, done ? _("Nothing is missing.") : _("Still to do.")), " ", text),
    );

  async function show({ said: words, rows = [], file, inside = [], notes = [] }) {
    const parts = [
      file && h("p", {}, await download(context, file), " ", _("In it:")),
      inside.length && h("ul", { class: "m9-inside" }, inside.map((some) => h("li", {}, some))),
      rows.length && h("ol", { class: "m9-parts" }, rows.map(row)),
      notes.map((note) => h("p", { class: "m9-soft" }, note)),
    ];
    if (signal.aborted) return;
    found.replaceChildren(...parts.flat().filter(Boolean));
    said.textContent = words;
  }

  function update() {
    const { answer } = model.get("scene");
    const busy = saving || line.waiting || line.trouble;
    for (const button of [check, make]) {
      button.toggleAttribute("aria-disabled", false);
      if (busy) button.setAttribute("aria-disabled", "true");
    }
    if (saving || line.waiting) said.textContent = ""; // so that the same words are said again
    else if (answer.said && (answer !== shown || !said.textContent)) {
      shown = answer;
      show(answer);
    }
    tell(line.news);
  }
  update();
}

export default { render };
