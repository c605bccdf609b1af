// What has grown with practice: a bar for each skill, a ring for each customer, and the same in words.

const SKILLS = [N_("Skill"), N_("Its bar"), N_("Given when needed"), N_("Last needed")];
const KINDS = [N_("Kind of customer"), N_("Talked with"), N_("Passed")];

function render({ model, el, signal }) {
  const { root, tell } = frame(el, "progress", model);
  const id = unique("title");
  const begin = h("p", {});
  const sum = h("p", {});
  const grown = h("div", {});
  const met = h("div", {});
  const rule = h("p", {});
  const fair = h("p", { class: "m9-soft" });
  const counted = h("p", { class: "m9-soft", role: "status" });
  const again = h("button", { type: "button", class: "m9-button", click: () => line.send({ do: "look" }) }, _("Count again"));
  root.setAttribute("aria-labelledby", id);
  root.prepend(
    h("h3", { id }, _("My progress")),
    begin,
    sum,
    h("div", { class: "m9-row" }, again, counted),
    grown,
    h("div", { class: "m9-rule" }, h("h4", {}, _("How a bar grows")), rule, fair),
    met,
  );
  let shown = null;
  const line = connect(model, el, signal, update);

  /** A table whose cells know their heads: on a narrow page they stand below each other, and it stays a table. */
  function table(caption, heads, rows) {
    const head = (words) => h("th", { scope: "col", role: "columnheader" }, words);
    const cell = (content, at) =>
      at === 0
        ? h("th", { scope: "row", role: "rowheader" }, content)
        : h("td", { role: "cell", "data-head": heads[at] }, content);
    return h(
      "table",
      { role: "table" },
      h("caption", {}, caption),
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, heads.map(head))),
      h("tbody", { role: "rowgroup" }, rows.map((cells) => h("tr", { role: "row" }, cells.map(cell)))),
    );
  }

  const drawn = (markup, words) => h("span", { class: "m9-drawn" }, drawing(markup), h("span", {}, words));

  function draw({ skills, kinds, legend }) {
    const bars = skills.map((one) => [one.name, drawn(one.drawn, one.level), one.given, one.last]);
    const rings = kinds.map((one) => [one.name, drawn(one.drawn, one.met), one.passed]);
    grown.replaceChildren(table(_("Skills"), SKILLS.map((words) => _(words)), bars));
    met.replaceChildren(
      table(_("Customers"), KINDS.map((words) => _(words)), rings),
      h("p", { class: "m9-legend" }, legend.map((ring) => drawn(ring.drawn, ring.text))),
    );
  }

  function update() {
    const scene = model.get("scene");
    again.toggleAttribute("aria-disabled", false);
    if (line.waiting || line.trouble) again.setAttribute("aria-disabled", "true");
    if (scene !== shown) {
      shown = scene;
      for (const [node, words] of [[begin, scene.begin], [sum, scene.sum], [rule, scene.rule], [fair, scene.fair]]) {
        node.textContent = words;
      }
      begin.hidden = !scene.begin;
      sum.hidden = grown.hidden = met.hidden = Boolean(scene.begin);
      draw(scene);
    }
    counted.textContent = line.waiting ? "" : scene.counted; // so that the same words are said again
    tell(line.news, scene.notice);
  }
  update();
}

export default { render };
