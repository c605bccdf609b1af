// A reply in somebody's own words: what they wrote is never lost.

const NEAR = 200; // characters before the limit, from which on they are counted
const NOT_SAID = N_("Your words weren’t said, because the talk has moved on. They are still here: read what the customer says now, then send them if they fit.");

/** Whether words stand in the talk at their turn; what was too long may have been cut there. */
function wereSaid({ turn, words }, { lines }) {
  const said = lines.find((line) => line.from === "you" && line.turn === turn);
  return Boolean(said?.text.trim()) && words.trim().startsWith(said.text.trim());
}

function measure(words, longest, language) {
  const left = longest - [...words].length;
  if (left > NEAR) return ["", ""];
  if (left >= 0) return ["near", left === 1 ? _("1 character left") : _("{n} characters left", { n: left })];
  const first = longest.toLocaleString(language);
  return ["over", _("Only the first {first} characters are judged: {n} too many", { first, n: -left })];
}

/** The field and its button; `say` takes the words, and tells whether they are on their way. */
function ownWords(model, say) {
  const scene = model.get("scene");
  const ids = { field: unique("words"), hint: unique("hint"), count: unique("count") };
  const tab = draftOf(`play:${scene.draft}`);
  const field = h("textarea", {
    id: ids.field, rows: "1", autocomplete: "off", enterkeyhint: "send",
    "aria-describedby": `${ids.hint} ${ids.count}`, input: changed, keydown: key,
  });
  const grow = h("div", { class: "m9-grow" }, field);
  const count = h("p", { id: ids.count, class: "m9-count" });
  // To translate: the button that says what was typed.
  const button = h("button", { type: "button", class: "m9-button", click }, _("Say"));
  const told = h("p", { class: "m9-told", role: "status" });
  const heard = h("span", { class: "m9-hidden", role: "status" });
  const node = h("div", { class: "m9-own m9-field" },
    h("div", { class: "m9-ask" },
      h("label", { for: ids.field }, scene.typed ? _("Say it in your own words") : _("Or say it in your own words")),
      h("span", { id: ids.hint, class: "m9-hint" }, _("Enter says it, Shift+Enter starts a new line."))),
    h("div", { class: "m9-say" }, grow, button),
    count, told, heard);

  let turn = scene.turn;
  let sent = null; // the words under way, and their turn
  let unsaved = false; // said, but not on disk yet: the tab keeps them until then
  let length = ""; // how near the limit is

  function fit() {
    grow.dataset.words = `${field.value} `; // a line that was only just begun has a height too
    const [near, words] = measure(field.value, scene.longest, model.get("language"));
    count.textContent = words;
    if (near !== length) heard.textContent = words; // a screen reader hears it once, not at each letter
    length = near;
  }

  function write(words) {
    field.value = words;
    fit();
  }

  function changed() {
    tab.keep({ turn, words: field.value });
    told.textContent = "";
    fit();
  }

  function send() {
    if (say(field.value, button)) sent = { turn, words: field.value };
  }

  function click(event) {
    if (event.detail > 1) return;
    if (field.value.trim()) return send();
    told.textContent = _("Write a few words first.");
    field.focus();
  }

  function key(event) {
    const plain = event.key === "Enter" && !(event.shiftKey || event.ctrlKey || event.metaKey || event.altKey);
    if (!plain || event.isComposing) return;
    event.preventDefault();
    if (!event.repeat && field.value.trim()) send();
  }

  /** Look what became of the words: only when they were said does the field let go of them. */
  function settle(now, waiting) {
    turn = now.turn;
    if (unsaved && now.saved) {
      unsaved = false;
      if (!field.value) tab.drop();
    }
    if (!sent || waiting) return;
    const { words } = sent;
    if (!wereSaid(sent, now)) {
      told.textContent = _(NOT_SAID);
    } else {
      const rest = field.value.startsWith(words) ? field.value.slice(words.length).trimStart() : field.value;
      write(rest);
      if (rest) tab.keep({ turn, words: rest });
      else if (now.saved) tab.drop();
      else unsaved = true;
    }
    sent = null;
  }

  const left = tab.read();
  if (left?.words) {
    if (wereSaid(left, scene)) unsaved = true;
    else write(left.words);
  }
  return { node, field, settle };
}
