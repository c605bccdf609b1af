// What came of a button that makes files: what is said of it, links that save them, and notes.

/** The place for answers: `said` and `found` go on the page, `show` is called at each change. `told` writes what a file is. */
function answers(model, signal, told) {
  const context = model.widget_manager?.context; // JupyterLab has one
  const said = h("p", { class: "m9-said", role: "status" });
  const found = h("div", { class: "m9-found" });
  let shown = null;

  async function fill({ said: words, lines = [], files, notes }) {
    const rows = [];
    for (const file of files) rows.push(h("li", {}, await download(context, file.name), told(file.text)));
    if (signal.aborted) return;
    found.replaceChildren(
      ...lines.map((some) => h("p", {}, h("b", {}, some))),
      ...(rows.length ? [h("ul", { class: "m9-files" }, rows)] : []),
      ...notes.map((some) => h("p", { class: "m9-soft" }, some)),
    );
    said.textContent = words;
  }

  /** Show an answer, once. */
  function show(answer, waiting) {
    if (waiting) said.textContent = ""; // so that the same words are said again
    else if (answer.said && (answer !== shown || !said.textContent)) {
      shown = answer;
      fill(answer);
    }
  }
  return { said, found, show };
}
