// The skills test: one scene at a time, each pick kept at once; at the end what has changed, and every reason.

function render({ model, el, signal }) {
  const { root, tell } = frame(el, "skills", model);
  root.classList.add("m9-drill"); // its questions look like a drill's
  const ids = { title: unique("title"), ask: unique("ask") };
  const title = h("h3", { id: ids.title, tabindex: "-1" });
  const words = h("div", { class: "m9-words" });
  const question = h("div", { class: "m9-question" });
  const outcome = h("div", { class: "m9-outcome" });
  const button = (name, click, main) => h("button", { type: "button", class: `m9-button ${main ? "m9-main" : ""}`, click }, name);
  const begin = button(_("Start the test"), () => step("begin"), true);
  const finish = button(_("Finish the test"), () => step("finish"), true);
  const previous = button(_("Back"), () => go(at - 1));
  const next = button(_("Next question"), () => go(last() ? open() : at + 1));
  const count = h("p", { class: "m9-soft" });
  root.setAttribute("aria-labelledby", ids.title);
  root.prepend(h("header", {}, title, words), question, outcome, h("div", { class: "m9-row" }, begin, previous, next, finish, count));

  let shown = null;
  let at = 0;
  let asked = ""; // the step that was asked for: it comes after the picks, and takes the focus along
  let sent = false; // whether it is on its way
  const picks = {}; // by item, what was picked here and hasn't come back yet
  const line = connect(model, el, signal, update);

  const item = () => shown.items[at];
  const pick = (of) => picks[of.id] ?? of.answer;
  const left = () => shown.items.filter((one) => pick(one) === null).length;
  const open = () => shown.items.findIndex((one) => pick(one) === null);
  const last = () => at === shown.items.length - 1;

  function step(name) {
    if (asked || line.trouble) return;
    asked = name;
    keep();
    mend();
  }

  function go(to) {
    at = Math.min(Math.max(to, 0), shown.items.length - 1);
    draw();
    mend();
    question.querySelector("h4").focus();
  }

  function changed(place) {
    picks[item().id] = place;
    keep();
    mend();
  }

  /** Send what was picked, one after the other, and then the step: a quick reader doesn't wait for the disk. */
  function keep() {
    const [first] = Object.keys(picks);
    if (first) line.send({ do: "answer", item: first, answer: picks[first] });
    else if (asked && !sent) sent = line.send({ do: asked });
  }

  /** What has come back needs no keeping here. */
  function merge(scene) {
    for (const one of scene.items) if (picks[one.id] === one.answer) delete picks[one.id];
    if (scene.state !== "open") for (const id of Object.keys(picks)) delete picks[id];
    const begun = shown?.state !== "open" && scene.state === "open";
    shown = scene;
    if (begun) at = Math.max(open(), 0);
    return begun;
  }

  function draw() {
    const held = question.contains(document.activeElement) && document.activeElement.value;
    const of = shown.state === "open" ? item() : null;
    question.hidden = !of;
    question.replaceChildren();
    if (!of) return;
    question.append(
      h("h4", { tabindex: "-1" }, _("Question {n} of {all}", { n: at + 1, all: shown.items.length })),
      h("p", {}, of.situation),
      h("p", { class: "m9-situation" }, h("b", {}, `${of.who}:`), " ", _("“{words}”", { words: of.says })),
      h("div", { role: "radiogroup", "aria-labelledby": ids.ask },
        h("p", { id: ids.ask, class: "m9-ask" }, _("What would you say next?")), choose(of, pick(of), changed)));
    if (held) question.querySelector(`input[value="${held}"]`)?.focus();
  }

  function mend() {
    const asks = shown.state === "open";
    begin.hidden = shown.state !== "ready";
    previous.hidden = !asks || at === 0;
    next.hidden = !asks || (last() && [-1, at].includes(open()));
    next.textContent = last() ? _("To a question that is left") : _("Next question");
    finish.hidden = !asks || left() > 0;
    for (const one of [begin, finish]) {
      one.toggleAttribute("aria-disabled", false);
      if (asked || line.trouble) one.setAttribute("aria-disabled", "true");
    }
    count.hidden = !asks;
    const all = shown.items.length;
    count.textContent = asks ? _("{n} of {all} answered", { n: all - left(), all }) : "";
    const ready = asks && !left() && _("That’s all of them. You can still change a reply. Once you finish, they stay as they are.");
    tell(line.news || ready, shown.notice);
  }

  function update() {
    const scene = model.get("scene");
    if (scene !== shown) {
      const before = shown;
      const begun = merge(scene);
      title.textContent = scene.title;
      words.replaceChildren(...scene.words.map((text) => h("p", {}, text)));
      words.hidden = !scene.words.length;
      if (!same(before?.items, scene.items) || before?.state !== scene.state) draw();
      if (!same(before?.result, scene.result)) outcome.replaceChildren(...(scene.result ? results(scene.result) : []));
      outcome.hidden = !scene.result;
      if (sent && !line.waiting) {
        asked = "";
        sent = false;
        if (scene.state !== before.state) (begun ? question.querySelector("h4") : title).focus();
      }
      keep();
    }
    mend();
  }
  update();
}

/** What came of it: the counts, what they tell, pair by pair in a table, and each scene with its reasons. */
function results({ counts, changes, caution, pairs, readings, old }) {
  return [
    h("h4", {}, _("What came of it")),
    h("ul", { class: "m9-counts" }, counts.map((text) => h("li", {}, text))),
    ...changes.map((text) => h("p", {}, text)),
    old && h("p", { class: "m9-soft" }, old),
    pairs && table(pairs),
    pairs && h("p", { class: "m9-soft" }, caution),
    ...readings.map(reading),
  ].filter(Boolean);
}

function table({ columns, rows }) {
  const cell = ({ best, text }) => h("td", { class: best ? "m9-best" : "" }, h("span", { "aria-hidden": "true" }, best ? "✓ " : "○ "), text);
  return h("table", {},
    h("caption", {}, _("Which reply you picked, skill by skill")),
    h("thead", {}, h("tr", {}, h("th", { scope: "col" }, _("Skill")), columns.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, rows.map(({ skill, cells }) => h("tr", {}, h("th", { scope: "row" }, skill), cells.map(cell)))));
}

function reading({ title, items }) {
  return h("details", {},
    h("summary", {}, title),
    h("ol", { class: "m9-scenes" }, items.map((item, place) => h("li", {},
      h("h5", {}, `${place + 1}. ${item.skill}`),
      h("p", {}, item.situation),
      h("p", { class: "m9-situation" }, h("b", {}, `${item.who}:`), " ", _("“{words}”", { words: item.says })),
      h("ul", {}, item.replies.map(reply))))));
}

function reply({ text, verdict: verdicts, why, best, picked }) {
  return h("li", { class: picked ? "m9-picked" : "" },
    picked && h("p", { class: "m9-yours" }, _("You picked this:")),
    h("p", {}, _("“{words}”", { words: text })),
    h("p", { class: `m9-verdict ${best ? "m9-right" : "m9-wrong"}` }, h("b", {}, verdicts), " ", why));
}

export default { render };
