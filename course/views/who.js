// Who is learning: a name to pick, or a name to type. One line, once it is known and there is an activity below.

const NO_LOCK = N_("A name keeps your practice apart from that of others. It is no lock, and there is no password: whoever uses this computer under the same account can look at your practice.");
const EXERCISES = N_("Exercises to hand in are one set for all of you: hand in yours before somebody else begins one.");
const FRESH = N_("Does somebody else use this computer, too? Then type your name, and your practice stays yours.");
const ALONE = N_("One person has learned on this computer so far, so no lesson asks. If several of you use it, say who you are.");
const OPEN_AGAIN = N_("In each lesson that is open, choose Run ▸ Run All Cells before you go on.");

function render({ model, el, signal }) {
  const { root, tell } = frame(el, "who", model);
  const ids = { title: unique("title"), fresh: unique("fresh"), own: unique("own") };
  const { longest } = model.get("scene");
  const body = h("div", { class: "m9-body" });
  root.setAttribute("aria-labelledby", ids.title);
  root.prepend(body);
  let shown = null;
  let asked = ""; // what was typed nowhere and has to be
  let mine = false; // whether this view asked for what is coming, and so may take the focus along
  const line = connect(model, el, signal, update);

  function send(message) {
    asked = "";
    mine = true;
    line.send(message);
  }

  function named(id, label, button, value, done) {
    const box = h("input", { id, type: "text", maxlength: String(longest), autocomplete: "off", value });
    const go = () => {
      if (box.value.trim()) return done(box.value);
      asked = _("Type a name first.");
      box.focus();
      mend();
    };
    const enter = (event) => event.key === "Enter" && !event.isComposing && (event.preventDefault(), go());
    box.addEventListener("keydown", enter);
    return h(
      "div",
      { class: "m9-field" },
      h("label", { for: id }, label),
      h("div", { class: "m9-row" }, box, h("button", { type: "button", class: "m9-button", click: go }, button)),
    );
  }

  function names({ learners, now }) {
    const pick = ({ slug, title }) =>
      h(
        "li",
        {},
        h(
          "button",
          { type: "button", class: "m9-button", "data-slug": slug, click: () => send({ do: "choose", slug }) },
          title,
        ),
      );
    return h("ul", { class: "m9-row m9-names" }, learners.filter(({ slug }) => slug !== now?.slug).map(pick));
  }
  const fresh = (label) => named(ids.fresh, label, _("Begin as somebody new"), "", (name) => send({ do: "add", name }));
  const own = (label, { name }) => named(ids.own, label, _("Save my name"), name, (typed) => send({ do: "rename", name: typed }));
  const title = (words) => h("h3", { id: ids.title, tabindex: "-1" }, words);

  /** Before anything else can be shown. */
  const question = (scene) => [
    title(_("Who is learning?")),
    names(scene),
    fresh(_("Somebody new? Type your name:")),
    h("p", { class: "m9-soft" }, _(NO_LOCK)),
  ];
  /** Above an activity. */
  const brief = (scene) => [
    h(
      "details",
      {},
      h("summary", { id: ids.title }, _("{name} is learning. Somebody else?", { name: scene.now.title })),
      names(scene),
      fresh(_("Somebody new? Type your name:")),
    ),
  ];
  const alone = ({ now, fresh: untouched }) =>
    untouched
      ? [title(_("Who is learning?")), h("p", {}, _(FRESH)), own(_("Your name:"), now)]
      : [
          title(_("Who is learning?")),
          h("p", {}, _(ALONE)),
          own(_("I’m the one who has learned here. My name:"), now),
          fresh(_("I’m somebody else. My name:")),
        ];
  const several = (scene) => [
    title(_("{name} is learning", { name: scene.now.title })),
    h("p", {}, _("Somebody else? Pick your name:")),
    names(scene),
    fresh(_("Somebody new? Type your name:")),
    own(_("{name}, your name can be changed:", { name: scene.now.title }), scene.now),
    h("p", {}, _(EXERCISES)),
  ];

  function parts(scene) {
    if (!scene.now) return question(scene);
    if (!scene.full) return brief(scene);
    return [...(scene.learners.length > 1 ? several : alone)(scene), h("p", { class: "m9-soft" }, _(NO_LOCK))];
  }

  function mend() {
    for (const button of body.querySelectorAll("button")) {
      button.toggleAttribute("aria-disabled", false);
      if (line.waiting || line.trouble) button.setAttribute("aria-disabled", "true");
    }
    const { said, switched } = model.get("scene");
    tell(line.news || asked || said, switched && _(OPEN_AGAIN));
  }

  /** Drawn anew only when it says something else, so that nobody's typing is lost. */
  function update() {
    const scene = model.get("scene");
    const told = JSON.stringify([scene.now, scene.learners]);
    if (told !== shown) {
      const first = shown === null;
      shown = told;
      root.classList.toggle("m9-brief", Boolean(scene.now && !scene.full));
      body.replaceChildren(...parts(scene));
      if (!first && mine) body.querySelector("summary, h3").focus();
      mine = false;
    }
    mend();
  }
  update();
}

export default { render };
