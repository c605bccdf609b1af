// A talk made harder: with whom, in which ways, and a button that begins it in the place below.

const WAYS = [
  ["hints", N_("No coach until the end"), N_("You won’t see how warm it gets, either. Afterward you’ll read it all.")],
  ["typed", N_("Only in my own words"), N_("There is no reply to pick.")],
  ["hotter", N_("They come in hotter"), N_("They start two steps angrier.")],
];

function render({ model, el, signal }) {
  const { root, tell } = frame(el, "harder", model);
  const ids = { title: unique("title"), who: unique("who"), hotter: unique("hotter") };
  const { kinds, first, not_hotter: notHotter } = model.get("scene");
  const named = new Map(kinds.flatMap(({ customers }) => customers.map((one) => [one.name, one])));
  const option = ({ name, text }) => h("option", { value: name, selected: name === first }, text);
  const who = h("select", { id: ids.who, change: fit },
    kinds.map(({ title, customers }) => h("optgroup", { label: title }, customers.map(option))));
  const boxes = Object.fromEntries(WAYS.map(([way]) => [way, h("input", { type: "checkbox", id: unique(way) })]));
  const notes = Object.fromEntries(WAYS.map(([way, , note]) => [way, h("span", { class: "m9-soft", id: unique(way) }, _(note))]));
  const start = h("button", { type: "button", class: "m9-button m9-main", click: begin }, _("Start the talk"));
  root.setAttribute("aria-labelledby", ids.title);
  root.prepend(
    h("h3", { id: ids.title }, _("A harder talk")),
    h("div", { class: "m9-field" }, h("label", { for: ids.who }, _("With whom?")), who),
    h("fieldset", {}, h("legend", {}, _("What makes it harder?")), WAYS.map(way)),
    h("div", { class: "m9-row" }, start),
  );

  function way([name, title]) {
    boxes[name].setAttribute("aria-describedby", notes[name].id);
    return h("div", { class: "m9-way" },
      boxes[name], h("label", { for: boxes[name].id }, _(title)), notes[name]);
  }

  /** Not everyone may come in hotter: then the box says why, and is off. */
  function fit() {
    const may = named.get(who.value).hotter;
    boxes.hotter.disabled = !may;
    if (!may) boxes.hotter.checked = false;
    notes.hotter.textContent = may ? _(WAYS[2][2]) : notHotter;
  }

  const line = connect(model, el, signal, update);

  function begin(event) {
    if (event.detail > 1) return;
    const { hints, typed, hotter } = boxes;
    line.send({ customer: who.value, hints: !hints.checked, typed: typed.checked, hotter: hotter.checked });
  }

  function update() {
    start.toggleAttribute("aria-disabled", false);
    if (line.waiting || line.trouble) start.setAttribute("aria-disabled", "true");
    tell(line.news, model.get("scene").begun);
  }
  fit();
  update();
}

export default { render };
