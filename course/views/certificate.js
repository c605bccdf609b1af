// What is left before the certificate; then a name to print, and a button that makes it.

const NONE_YET = N_("A certificate says in how many new conversations you chose or wrote recommended replies. You haven’t had one yet.");

function counts(held, recommended) {
  return held === 1
    ? _("So far you chose or wrote recommended replies in {recommended} of 1 new conversation.", { recommended })
    : _("So far you chose or wrote recommended replies in {recommended} of {held} new conversations.", { recommended, held });
}

function render({ model, el, signal }) {
  const { root, tell } = frame(el, "certificate", model);
  const ids = { title: unique("title"), name: unique("name"), tests: unique("tests"), hint: unique("hint") };
  const scene = model.get("scene");
  const mend = () => update();
  const name = h("input", {
    id: ids.name, type: "text", autocomplete: "name", maxlength: String(scene.longest),
    "aria-describedby": ids.hint, input: mend, keydown: (event) => event.key === "Enter" && make(),
  });
  const tests = h("input", { id: ids.tests, type: "checkbox" });
  const button = (label, click, main) => h("button", { type: "button", class: `m9-button${main ? " m9-main" : ""}`, click }, label);
  const making = button(_("Make my certificate"), make, true);
  const counting = button(_("Look again"), look);
  const standing = h("p", { role: "status" });
  const left = h("ul", { class: "m9-left" });
  const missing = h("div", { class: "m9-part" }, h("h4", {}, _("What is left to do")), left, h("div", { class: "m9-row" }, counting));
  const answered = answers(model, signal, (text) => ` (${text})`);
  const form = h(
    "div",
    { class: "m9-part" },
    h("div", { class: "m9-field" },
      h("label", { for: ids.name }, _("The name to print")), name,
      h("p", { id: ids.hint, class: "m9-soft" }, _("It is kept on this computer with your practice, and nowhere else."))),
    h("p", { class: "m9-check" }, tests, " ", h("label", { for: ids.tests }, _("Print how my skills tests went, too"))),
    h("div", { class: "m9-row" }, making),
    answered.said,
    answered.found,
  );
  root.setAttribute("aria-labelledby", ids.title);
  const counted = h("p", { class: "m9-soft" }, _("Each customer counts once: as your first talk with them went, if you took nothing back in it."));
  root.prepend(h("h3", { id: ids.title }, _("My certificate")), standing, counted, missing, form);
  name.value = scene.name;

  let asked = false; // whether to say that the name is missing
  const line = connect(model, el, signal, update);

  function make() {
    asked = !name.value.trim();
    if (asked) name.focus();
    else if (making.getAttribute("aria-disabled") !== "true") line.send({ do: "make", name: name.value, tests: tests.checked });
    update();
  }

  function look() {
    if (counting.getAttribute("aria-disabled") === "true") return;
    standing.textContent = ""; // so that the same words are said again
    line.send({ do: "look" });
  }

  function update() {
    const { answer, left: todo, held, recommended, limits, notice } = model.get("scene");
    const ready = todo.length === 0;
    const words = held ? `${counts(held, recommended)} ${limits}` : _(NONE_YET);
    if (!line.waiting && standing.textContent !== words) standing.textContent = words;
    const looked = missing.contains(document.activeElement);
    missing.hidden = ready;
    form.hidden = !ready;
    if (ready && looked) name.focus();
    left.replaceChildren(...todo.map((some) => h("li", {}, some)));
    for (const node of [making, counting]) {
      node.toggleAttribute("aria-disabled", false);
      if (line.waiting || line.trouble) node.setAttribute("aria-disabled", "true");
    }
    const typed = asked && name.value.trim();
    if (typed) asked = false;
    name.toggleAttribute("aria-invalid", false);
    if (asked) name.setAttribute("aria-invalid", "true");
    if (asked) answered.said.textContent = _("Type the name to print first.");
    else answered.show(answer, line.waiting || typed);
    tell(line.news, notice);
  }
  update();
}

export default { render };
