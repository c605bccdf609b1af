// Past talks: a list, and what can be done with the one that is open. It is read in the place below this one.

const AT_ONCE = 10; // talks that are shown before somebody asks for more

function render({ model, el, signal }) {
  const { root, tell } = frame(el, "past-talks", model);
  const ids = { title: unique("title"), which: unique("which"), open: unique("open"), turn: unique("turn"), other: unique("other") };
  const which = h("select", { id: ids.which, change: () => { room = AT_ONCE; list(); } });
  const filter = h("div", { class: "m9-field" }, h("label", { for: ids.which }, _("Which talks?")), which);
  const empty = h("p", {}, _("Nothing is here yet. Have a talk in any lesson. Afterward you’ll find it here."));
  const rows = h("ol", { class: "m9-talks" });
  const more = h("button", { type: "button", class: "m9-button", click: showMore }, _("Show more"));
  const lost = h("p", { class: "m9-soft" });
  const open = h("section", { class: "m9-open", "aria-labelledby": ids.open });
  root.setAttribute("aria-labelledby", ids.title);
  root.prepend(
    h("header", {},
      h("h3", { id: ids.title }, _("Your past talks")),
      h("p", {}, _("Open one to read it again with the coach’s notes. Then you can take it up at any turn, or put another one beside it."))),
    filter, empty, rows, more, lost, open,
  );

  let shown = null; // the scene on the screen
  let room = AT_ONCE; // talks that there is room for
  const line = connect(model, el, signal, update);
  const press = (message) => (event) => event.detail < 2 && line.send(message);

  function row(talk) {
    const about = _("Open the talk with {name}, {when}", { name: talk.name, when: talk.when });
    return h("li", { "data-tip": talk.tip },
      h("div", {},
        h("b", {}, `${talk.name}: ${talk.title}`),
        h("p", { class: "m9-soft" }, `${talk.when}. ${talk.how}`)),
      h("button", { type: "button", class: "m9-button", "aria-label": about, click: press({ do: "open", tip: talk.tip }) },
        // To translate: “Open the talk with {name}, {when}” begins with the same word, for those who tell the computer what to press.
        _("Open")));
  }

  /** The talks with whom was asked for, as many as there is room for. What is there already stays, with the focus in it. */
  function list() {
    const talks = shown.talks.filter((talk) => !which.value || talk.customer === which.value);
    const known = new Map([...rows.children].map((item) => [item.dataset.tip, item]));
    const wanted = talks.slice(0, room).map((talk) => known.get(talk.tip) ?? row(talk));
    for (const item of known.values()) if (!wanted.includes(item)) item.remove();
    wanted.forEach((item, at) => rows.children[at] !== item && rows.insertBefore(item, rows.children[at] ?? null));
    for (const item of wanted) item.setAttribute("aria-current", String(item.dataset.tip === shown.open?.tip));
    more.hidden = talks.length <= room;
  }

  function showMore() {
    const next = room;
    room += AT_ONCE;
    list();
    rows.children[next].querySelector("button").focus();
  }

  function choose() {
    const before = which.value;
    const customers = new Map(shown.talks.map((talk) => [talk.customer, talk.title]));
    const all = [...customers].sort(([, one], [, other]) => one.localeCompare(other, model.get("language")));
    which.replaceChildren(h("option", { value: "" }, _("All of them")), ...all.map(([name, title]) => h("option", { value: name }, title)));
    which.value = customers.has(before) ? before : "";
    filter.hidden = all.length < 2;
  }

  /** A choice of many, and the button that does it. */
  function field(id, label, options, words, act) {
    const select = h("select", { id }, options);
    const button = h("button", { type: "button", class: "m9-button", click: (event) => event.detail < 2 && act(select.value) }, words);
    return h("div", { class: "m9-field" }, h("label", { for: id }, label), h("div", { class: "m9-row" }, select, button));
  }

  function tools({ title, changed, turns, others }) {
    const at = turns.map(({ turn, text }) => h("option", { value: String(turn) }, text));
    const fresh = h("option", { value: "" }, _("A new talk, from the start"));
    const beside = others.map(({ tip, text }) => h("option", { value: tip }, text));
    return [
      h("h4", { id: ids.open, tabindex: "-1" }, title),
      changed && h("p", { class: "m9-soft" }, changed),
      field(ids.turn, _("Take it up again at"), [...at, fresh], _("Go on from there"),
        (turn) => line.send({ do: "take_up", turn: turn === "" ? null : Number(turn) })),
      beside.length > 0 && field(ids.other, _("Put beside it"), beside, _("Show both"), (tip) => line.send({ do: "beside", tip })),
      h("p", {}, h("button", { type: "button", class: "m9-button", click: press({ do: "close" }) }, _("Close this talk"))),
    ].filter(Boolean);
  }

  /** What is open keeps its choices while only what shows below it changes. */
  function draw(was, now) {
    const about = (scene) => JSON.stringify({ ...scene?.open, below: "" });
    open.hidden = !now.open;
    if (about(was) !== about(now)) open.replaceChildren(...(now.open ? tools(now.open) : []));
  }

  /** Lead the focus to a talk that was opened, and back to its row once it is closed. */
  function lead(was, now) {
    if (was?.open?.tip === now.open?.tip) return;
    if (now.open) open.querySelector("h4").focus();
    else (rows.querySelector(`[data-tip="${was.open.tip}"] button`) ?? rows.querySelector("button"))?.focus();
  }

  function update() {
    const scene = model.get("scene");
    if (scene !== shown) {
      const had = root.contains(document.activeElement);
      const was = shown;
      shown = scene;
      if (JSON.stringify(was?.talks) !== JSON.stringify(scene.talks)) choose();
      list();
      draw(was, scene);
      empty.hidden = scene.talks.length > 0;
      lost.textContent = scene.missing;
      lost.hidden = !scene.missing;
      if (had) lead(was, scene);
    }
    for (const button of root.querySelectorAll("button")) {
      button.toggleAttribute("aria-disabled", false);
      if (line.waiting || line.trouble) button.setAttribute("aria-disabled", "true");
    }
    tell(line.news, shown.open?.below, shown.notice);
  }
  update();
}

export default { render };
