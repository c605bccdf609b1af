// What is the learner's: where it is, a button that makes one file of it, and what to type to bring it back or erase it.

const TERMINAL = N_("It takes a terminal, the window in which commands are typed: Command Prompt on Windows, Terminal on a Mac. If that’s new to you, show this page to somebody who looks after the computer.");

function render({ model, el, signal }) {
  const { root, tell } = frame(el, "your-data", model);
  const id = unique("title");
  const make = h("button", { type: "button", class: "m9-button m9-main", click: () => { told = ""; line.send({ do: "make" }); } }, _("Make my backup file"));
  const said = h("p", { class: "m9-said", role: "status" });
  const found = h("p", { class: "m9-found" });
  const typed = (words, copying) => {
    const code = h("code", { class: "m9-command" }, words);
    const copy = async () => {
      const done = await navigator.clipboard?.writeText(words).then(() => true, () => false);
      if (!done) getSelection().selectAllChildren(code);
      told = done ? _("Copied.") : _("It’s marked now: copy it with Ctrl+C, on a Mac with Command+C.");
      update();
    };
    return h("div", { class: "m9-row" }, code, h("button", { type: "button", class: "m9-button", "aria-label": copying, click: copy }, _("Copy")));
  };
  const { folder, shared, name, size, restore, erase } = model.get("scene");
  const context = model.widget_manager?.context;
  root.setAttribute("aria-labelledby", id);
  root.prepend(
    h("h3", { id }, _("Your data")),
    h("p", {}, _("Nothing that you do here leaves this computer, unless you hand it in yourself. It’s kept in this folder:")),
    typed(folder, _("Copy the folder")),
    h("p", {},
      size ? _("Your practice takes {size} there so far.", { size }) : _("There’s no practice of yours in it so far."), " ",
      _("Whoever uses this computer under the same account can read it, as with any file.")),
    h("h4", {}, _("One file to keep")),
    h("p", {}, shared
      ? _("The button puts {name}’s practice into one file, and nobody else’s. Lessons and exercises aren’t in it, because all of you share them.", { name })
      : _("The button puts everything you did here into one file. Copy it to a stick or to another computer, and your work is safe.")),
    h("div", { class: "m9-row" }, make),
    said,
    found,
    h("h4", {}, _("Bring it back")),
    h("p", {}, _(TERMINAL), " ", _("Type this, with the name of your backup in place of FILE:")),
    typed(restore, _("Copy what brings it back")),
    h("p", {}, _("Nothing that is here gets lost by it.")),
    h("h4", {}, _("Erase it")),
    h("p", {},
      shared ? _("This erases {name}’s practice, and nobody else’s.", { name }) : _("This erases everything you did here."), " ",
      _("Close the course first. It asks once more before it does anything:")),
    typed(erase, _("Copy what erases it")),
  );

  let shown = null;
  let told = ""; // what came of a button that needs no Python
  const line = connect(model, el, signal, update);

  async function show({ said: words = "", file, path }) {
    const listed = async () => [await download(context, file), " ", _("It’s in the list of files on the left, too.")];
    const parts = file ? (context ? await listed() : [_("It’s here: {path}", { path })]) : [];
    if (signal.aborted) return;
    found.replaceChildren(...parts);
    said.textContent = words;
  }

  function update() {
    make.toggleAttribute("aria-disabled", false);
    if (line.waiting || line.trouble) make.setAttribute("aria-disabled", "true");
    const { made } = model.get("scene");
    if (line.waiting) said.textContent = ""; // so that the same words are said again
    else if (made !== shown || !said.textContent) {
      shown = made;
      show(made);
    }
    tell(line.news || told);
  }
  update();
}

export default { render };
