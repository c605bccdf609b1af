// Today's review: what became of a plan, what fades, and a button that begins a talk or a drill below.

function render({ model, el, signal }) {
  const { root, tell } = frame(el, "door", model);
  const ids = { title: unique("title"), plan: unique("plan"), note: unique("note"), group: unique("outcome") };
  const door = doorway(() => line.send({ do: "begin" }));
  const ask = h("form", { class: "m9-plan", "aria-labelledby": ids.plan, submit: keep });
  const thanks = h("p", { class: "m9-thanks", role: "status", tabindex: "-1" });
  root.setAttribute("aria-labelledby", ids.title);
  root.prepend(h("h3", { id: ids.title }, model.get("scene").title), ask, thanks, ...door.nodes);

  let shown = null; // the scene on the screen
  let asked = null; // the record of the plan that is asked about
  let lacking = false; // whether to say what is missing
  let sent = false; // whether an answer is on its way
  const line = connect(model, el, signal, update);
  const draft = () => draftOf(`outcome:${asked}`);
  const picked = () => ask.querySelector("input:checked")?.value;
  const note = () => ask.querySelector("textarea");

  function keep(event) {
    event.preventDefault();
    lacking = !picked();
    if (lacking) mend();
    else sent = line.send({ do: "outcome", record: asked, outcome: picked(), note: note().value });
  }

  function change() {
    lacking = false;
    draft().keep({ outcome: picked(), note: note().value });
    mend();
  }

  /** The plan, what can have become of it, and room to say more. */
  function question(plan) {
    const before = draft().read() ?? {};
    const words = h("textarea", { id: ids.note, rows: "2", maxlength: String(plan.longest), input: change });
    words.value = before.note ?? "";
    const options = plan.outcomes.map(({ name, text }) =>
      h("label", {},
        h("input", { type: "radio", name: ids.group, value: name, checked: name === before.outcome, change }),
        h("span", {}, text)));
    return [
      h("h4", { id: ids.plan }, _("Your plan, made {since}", { since: plan.since })),
      h("div", { class: "m9-quoted" },
        h("p", {}, h("b", {}, _("Next shift, when …")), " ", plan.when),
        h("p", {}, h("b", {}, _("I’ll …")), " ", plan.then)),
      h("fieldset", {}, h("legend", {}, _("What became of it?")), options),
      h("div", { class: "m9-field" }, h("label", { for: ids.note }, _("What happened? (if you like)")), words),
      h("div", { class: "m9-row" }, h("button", { type: "submit", class: "m9-button" }, _("Save my answer"))),
    ];
  }

  /** A plan that is asked about stays as it is while somebody answers. */
  function put(scene) {
    const record = scene.plan?.record ?? null;
    if (record !== asked) {
      if (sent && !scene.notice) draft().drop(); // it is on disk
      asked = record;
      ask.replaceChildren(...(scene.plan ? question(scene.plan) : []));
    }
    ask.hidden = !scene.plan;
    thanks.textContent = scene.thanks;
    thanks.hidden = !scene.thanks;
    if (!sent || line.waiting) return;
    sent = false;
    thanks.focus();
  }

  function mend() {
    door.mend(line);
    for (const button of ask.querySelectorAll("button")) {
      button.toggleAttribute("aria-disabled", false);
      if (line.waiting || line.trouble) button.setAttribute("aria-disabled", "true");
    }
    tell(line.news, lacking && _("Pick one of the four answers first."), shown.notice);
  }

  function update() {
    const scene = model.get("scene");
    if (scene !== shown) {
      shown = scene;
      put(scene);
      door.show(scene, line.waiting);
    }
    mend();
  }
  update();
}

export default { render };
