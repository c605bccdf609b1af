// One's own customers: a list, and the form of the one that is open. What is written is saved as it is typed.

const RESTS = 1200; // ms without a key after which what was typed is saved
const CHANGED = N_("You’ve changed something since then. Press the button again to see how it is now.");

/** One thing that is asked: its words, a field, and a place for what is wrong. `changed` hears of each letter. */
function boxOf(asked, longest, changed) {
  const ids = { field: unique("box"), help: unique("help"), wrong: unique("wrong") };
  const props = {
    id: ids.field, "aria-describedby": `${ids.help} ${ids.wrong}`, "aria-required": asked.needed && "true",
    input: () => changed(asked.id, false), change: () => changed(asked.id, true),
  };
  const options = [["", _("Choose …")], ...asked.options].map(([value, words]) => h("option", { value }, words));
  const field = asked.options.length
    ? h("select", props, options)
    : h("textarea", { ...props, rows: String(asked.rows), maxlength: String(longest), autocomplete: "off" });
  const wrong = h("p", { id: ids.wrong, class: "m9-wrong" });
  const label = h("label", { for: ids.field }, asked.needed ? asked.label : _("{label} (if you like)", { label: asked.label }));
  const node = h("div", { class: "m9-field" }, label, h("p", { id: ids.help, class: "m9-soft" }, asked.help), field, wrong);
  const mark = (words) => {
    wrong.textContent = words;
    field.toggleAttribute("aria-invalid", false);
    if (words) field.setAttribute("aria-invalid", "true");
  };
  return { node, field, mark, needed: asked.needed };
}

/** The whole form: its node, and its boxes by id, each with the section that it is in. */
function formOf({ sections, meanings, longest }, changed) {
  const boxes = new Map();
  const parts = sections.map(({ title, groups }, at) => {
    const left = h("span", { class: "m9-left" });
    const part = h("details", { open: at === 0 }, h("summary", {}, title, left));
    const mine = [];
    for (const group of groups) {
      const own = group.boxes.map((asked) => {
        const box = { ...boxOf(asked, longest, changed), part };
        boxes.set(asked.id, box);
        mine.push(box);
        return box.node;
      });
      const help = group.help && h("p", {}, group.help);
      part.append(
        group.title
          ? h("fieldset", {}, h("legend", {}, group.title), help, own)
          : h("div", { class: "m9-group" }, help, own),
      );
    }
    const count = () => {
      const open = mine.filter((box) => box.needed && !box.field.value.trim()).length;
      const standing = open ? _("{n} still to fill in", { n: open }) : _("✓ nothing is missing");
      left.textContent = ` · ${standing}`;
    };
    return { part, count };
  });
  const words = h("details", { class: "m9-meanings" }, h("summary", {}, _("What replies do, in plain words")),
    h("dl", {}, meanings.map(([name, means]) => h("div", {}, h("dt", {}, name), h("dd", {}, means)))));
  const node = h("div", { class: "m9-form" }, words, parts.map(({ part }) => part));
  return { node, boxes, count: () => parts.forEach((one) => one.count()) };
}

/** What the last button found, below its sentence. */
function foundOf({ mend = [], players = [], unheard = [], notes = [], old }) {
  const table = players.length > 0 && h("table", {},
    h("caption", {}, _("We had every talk there can be, and counted who gets through:")),
    h("tbody", {}, players.map(([who, often]) => h("tr", {}, h("th", { scope: "row" }, who), h("td", {}, often)))));
  const typed = unheard.length > 0 && h("details", {},
    h("summary", {}, _("Words that may be heard another way ({n})", { n: unheard.length })),
    h("p", {}, _("Who picks a reply gets what you said it does. Who types it is heard by the course, and the course hears:")),
    h("ul", {}, unheard.map((words) => h("li", {}, words))));
  return [
    old && h("p", { class: "m9-soft" }, _(CHANGED)),
    mend.length > 0 && h("ul", { class: "m9-mend" }, mend.map((words) => h("li", {}, words))),
    table, typed, notes.map((words) => h("p", { class: "m9-soft" }, words)),
  ].flat().filter(Boolean);
}

function render({ model, el, signal }) {
  const { root, tell } = frame(el, "own", model);
  const context = model.widget_manager?.context;
  const ids = { title: unique("title"), name: unique("name"), open: unique("open") };
  const title = h("h3", { id: ids.title, tabindex: "-1" }, _("A customer of your own"));
  const rows = h("ul", { class: "m9-customers" });
  const name = h("input", { id: ids.name, type: "text", maxlength: "60", autocomplete: "off", keydown: (event) => {
    if (event.key === "Enter" && !event.repeat && !event.isComposing) begin();
  } });
  const start = h("button", { type: "button", class: "m9-button m9-main", click: begin }, _("Begin"));
  const asks = h("p", { class: "m9-wrong", role: "status" });
  const list = h("div", { class: "m9-list" },
    h("p", {}, _("Write down a customer you once had, and meet them again here. It stays on this computer, unless you hand it in.")),
    h("p", { class: "m9-soft" }, _("Leave out threats and violence. There the only right reply is to get safe.")),
    rows,
    h("div", { class: "m9-field" },
      h("label", { for: ids.name }, _("What shall we call a new customer? Not by their real name.")),
      h("div", { class: "m9-row" }, name, start), asks));
  const heading = h("h4", { id: ids.open, tabindex: "-1" });
  const place = h("div");
  const press = (what) => (event) => event.detail < 2 && ask(what);
  const button = (what, words, main) =>
    h("button", { type: "button", class: main ? "m9-button m9-main" : "m9-button", click: press(what) }, words);
  const buttons = [button("check", _("Check it")), button("play", _("Play it"), true), button("file", _("Make a file to hand in"))];
  const back = h("button", { type: "button", class: "m9-button", click: press("close") }, _("Back to my customers"));
  const kept = h("span", { class: "m9-soft" });
  const said = h("p", { class: "m9-said", role: "status" });
  const found = h("div", { class: "m9-found" });
  const open = h("section", { class: "m9-opened", "aria-labelledby": ids.open },
    heading, place, h("div", { class: "m9-row" }, buttons, back, kept), said, found);
  root.setAttribute("aria-labelledby", ids.title);
  root.prepend(h("header", {}, title), list, open);

  let shown = null; // the scene on the screen
  let form = null; // of the customer that is open
  let tab = null; // what the browser keeps of it
  let dirty = {}; // what was typed and not sent yet, by box
  let sent = null; // what is on its way
  let loose = {}; // what Python has, but not the disk
  let todo = null; // the button that waits for what was typed to be saved
  let asked = null; // what was asked for last, until it has come
  let told = null; // what was found last
  let ripe = false;
  let timer = 0;
  signal.addEventListener("abort", () => clearTimeout(timer));
  const line = connect(model, el, signal, update);

  function begin() {
    const words = name.value.trim();
    asks.textContent = words ? "" : _("Write a name first. Any name will do.");
    if (words && line.send({ do: "begin", name: words })) asked = "begin";
  }

  function ask(what) {
    if (todo || line.trouble) return;
    todo = what;
    said.textContent = ""; // so that the same words are said again
    pump();
  }

  function changed(id, now) {
    dirty[id] = form.boxes.get(id).field.value;
    form.boxes.get(id).mark("");
    form.count();
    keep();
    clearTimeout(timer);
    const rest = () => {
      ripe = true;
      pump();
    };
    if (now) rest();
    else timer = setTimeout(rest, RESTS);
    mend();
  }

  const many = (boxes) => Object.keys(boxes).length > 0;

  function keep() {
    if (many(dirty) || many(loose)) tab.keep({ ...loose, ...dirty });
    else tab.drop();
  }

  /** Send what there is to send, one thing at a time: first what was typed, then the button. */
  function pump() {
    if (line.waiting || line.trouble) return;
    const customer = shown.open?.short;
    if (customer && many(dirty) && (ripe || todo)) {
      ripe = false;
      sent = { ...dirty };
      line.send({ do: "write", customer, boxes: sent });
    } else if (todo) {
      asked = todo;
      todo = null;
      line.send(asked === "close" ? { do: "close" } : { do: asked, customer });
    }
  }

  /** What was on its way has come: only what was typed over meanwhile is left to send. */
  function settle() {
    if (!sent || line.waiting) return;
    for (const [id, words] of Object.entries(sent)) if (dirty[id] === words) delete dirty[id];
    loose = shown.kept ? {} : { ...loose, ...sent };
    sent = null;
    keep();
  }

  function opened() {
    const { short, given } = shown.open;
    form = formOf(model.get("form"), changed);
    tab = draftOf(`own:${short}`);
    [dirty, loose, told] = [{}, {}, null];
    place.replaceChildren(form.node);
    for (const [id, box] of form.boxes) box.field.value = given[id] ?? "";
    for (const [id, words] of Object.entries(tab.read() ?? {})) {
      if (!form.boxes.has(id) || words === (given[id] ?? "")) continue;
      form.boxes.get(id).field.value = words;
      dirty[id] = words;
      ripe = true;
    }
    keep();
    said.textContent = "";
    found.replaceChildren();
  }

  /** What another view wrote goes into the boxes that nobody is at work on here. */
  function filled() {
    for (const [id, box] of form.boxes) {
      const words = shown.open.given[id] ?? "";
      const mine = id in dirty || document.activeElement === box.field;
      if (!mine && box.field.value !== words) box.field.value = words;
    }
  }

  function row({ short, name: called, state }) {
    const go = (event) => {
      if (event.detail < 2 && line.send({ do: "open", customer: short })) asked = "open";
    };
    return h("li", { "data-short": short },
      h("p", {}, h("b", {}, called), " ", h("span", { class: "m9-soft" }, state)),
      h("button", { type: "button", class: "m9-button", "aria-label": _("Open {name}", { name: called }), click: go }, _("Open")));
  }

  async function showFound(news) {
    told = news;
    const parts = foundOf(news);
    if (news.file) parts.unshift(h("p", {}, context ? _("Save it from here:") : _("It lies beside your lessons:"), " ", await download(context, news.file)));
    if (signal.aborted || told !== news) return;
    found.replaceChildren(...parts);
    if (said.textContent !== (news.said ?? "")) said.textContent = news.said ?? "";
    if (!form || news.old) return; // somebody is at work on it
    const wrong = news.boxes ?? {};
    for (const [id, box] of form.boxes) box.mark(wrong[id] ?? "");
    const first = [...form.boxes].find(([id]) => id in wrong)?.[1];
    if (first) {
      first.part.open = true;
      first.field.focus();
    }
  }

  function show(before) {
    const { open: now, customers } = shown;
    const moved = now?.short !== before?.open?.short;
    settle();
    list.hidden = Boolean(now);
    open.hidden = !now;
    if (moved && now) opened();
    else if (moved) form = null;
    else if (now) filled();
    if (form) form.count();
    heading.textContent = now ? now.given.name || now.short : "";
    rows.replaceChildren(...customers.map(row));
    if (asked && !line.waiting) arrived(before);
    if (!now && shown.found.said) asks.textContent = shown.found.said;
    if (now && JSON.stringify(shown.found) !== JSON.stringify(told ?? {})) showFound(shown.found);
  }

  /** What was asked for is here: the focus goes where somebody would look. */
  function arrived(before) {
    if (["begin", "open"].includes(asked) && shown.open) {
      name.value = "";
      heading.focus();
    } else if (asked === "close" && !shown.open) {
      (rows.querySelector(`[data-short="${before?.open?.short}"] button`) ?? title).focus();
    } else if (shown.found.said) {
      told = null; // the same words are news again
    }
    asked = null;
  }

  function mend() {
    const busy = line.waiting || line.trouble;
    for (const one of [...buttons, back, start]) {
      one.toggleAttribute("aria-disabled", false);
      if (busy && !sent) one.setAttribute("aria-disabled", "true");
    }
    const unsaved = many(dirty) || many(loose);
    kept.textContent = !shown?.open ? "" : unsaved ? _("Not saved yet …") : _("All you wrote is saved.");
    tell(line.news, shown?.notice);
  }

  function update() {
    const scene = model.get("scene");
    if (scene !== shown) {
      const before = shown;
      shown = scene;
      show(before);
    }
    pump();
    mend();
  }
  update();
}

export default { render };
