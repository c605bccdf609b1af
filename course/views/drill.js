// A drill: one question at a time, and what the answer does.

const RESTED = 1500; // ms without a key, after which words are kept

function summary(scene) {
  const answered = scene.items.filter((item) => item.answer !== null && !lacking(item, item.answer));
  const [n, all] = [answered.length, scene.items.length];
  const sum = (key) => (scene.graded ? 0 : answered.reduce((total, item) => total + item.feedback[key], 0));
  const [earned, possible] = [sum("earned"), sum("possible")];
  if (!possible) return n === all ? _("All answered") : _("{n} of {all} answered", { n, all });
  return n === all
    ? _("All answered, {earned} of {possible} right", { earned, possible })
    : _("{n} of {all} answered, {earned} of {possible} right", { n, all, earned, possible });
}

function render({ model, el, signal }) {
  const { root, tell } = frame(el, "drill", model);
  const ids = { title: unique("title"), ask: unique("ask") };
  const drafts = {};
  const stored = (of) => draftOf(`drill:${shown.name}:${of.id}`);
  const title = h("h3", { id: ids.title });
  const introduction = h("p", {});
  const score = h("p", { class: "m9-soft" });
  const heard = h("p", { class: "m9-hidden", role: "status" });
  const question = h("div", { class: "m9-question" });
  const check = h("button", { type: "button", class: "m9-button m9-main", click: answer }, _("Check my answer"));
  // To translate: to the question before.
  const previous = h("button", { type: "button", class: "m9-button", click: () => go(at - 1) }, _("Back"));
  const next = h("button", { type: "button", class: "m9-button", click: () => go(at + 1) }, _("Next question"));
  root.setAttribute("aria-labelledby", ids.title);
  root.prepend(h("header", {}, title, introduction), question, h("div", { class: "m9-row" }, check, previous, next, score), heard);

  let shown = null;
  const line = connect(model, el, signal, update);
  const first = model.get("scene").items.findIndex((item) => item.answer === null);
  let at = Math.max(first, 0);

  const item = () => shown.items[at];
  const draft = (of) => (of.id in drafts ? drafts[of.id] : of.answer);
  const blank = (of) => of.kind === "write" && !draft(of)?.trim();
  const settled = (of) => same(draft(of), of.answer) || blank(of);
  const sent = {}; // by item, the answer that was sent and hasn't come back as it was
  let moved = ""; // what a screen reader hears of a step that was moved
  let resting = null; // words are kept when the typing rests

  function answer() {
    const given = draft(item()) ?? untouched(item());
    const lacks = lacking(item(), given);
    if (lacks) tell(lacks);
    else send(item(), given);
  }

  function send(of, given) {
    if (line.send({ do: "answer", item: of.id, answer: given })) sent[of.id] = given;
  }

  function go(to) {
    at = Math.min(Math.max(to, 0), shown.items.length - 1);
    moved = "";
    draw();
    mend();
    question.querySelector("h4").focus();
  }

  function changed(value, said = "", done = false) {
    drafts[item().id] = value;
    moved = said;
    for (const old of question.querySelectorAll(".m9-verdict")) old.remove();
    clearTimeout(resting);
    if (item().kind === "write") stored(item()).keep(value);
    if (item().kind === "write" && !done) resting = setTimeout(keep, RESTED);
    else keep();
    if (["mark", "sort", "order"].includes(item().kind)) draw(); // the next pick adds to this one
    mend();
  }

  /** A graded answer is kept as soon as it is picked: nobody loses marks over a button. */
  function keep() {
    const open = shown.graded && !line.waiting && shown.items.find((one) => !settled(one) && !same(draft(one), sent[one.id]));
    if (open) send(open, draft(open));
    for (const one of shown.items) if (one.kind === "write" && same(draft(one), one.answer)) stored(one).drop();
  }

  /** What was answered in another view counts here too; what was changed since our own answer stays. */
  function merge(scene) {
    scene.items.forEach((one, place) => {
      if (!shown || same(one.answer, shown.items[place].answer)) return;
      if (same(one.answer, sent[one.id])) delete sent[one.id];
      else delete drafts[one.id];
    });
    const before = shown;
    shown = scene;
    for (const one of before ? [] : scene.items) {
      const words = one.kind === "write" && stored(one).read();
      if (words) drafts[one.id] = words;
    }
  }

  function draw() {
    const focus = question.contains(document.activeElement) ? document.activeElement : null;
    if (focus?.tagName === "TEXTAREA" && focus.dataset.place === item().id) return; // never under somebody's hands
    const place = focus && [focus.dataset.place, focus.value];
    const { situation, ask, kind } = item();
    const body = KINDS[kind](item(), draft(item()), changed);
    question.replaceChildren(
      h("h4", { tabindex: "-1" }, _("Question {n} of {all}", { n: at + 1, all: shown.items.length })),
      ...(situation ? [h("p", { class: "m9-situation" }, situation)] : []),
      h("div", { role: kind === "choose" ? "radiogroup" : "group", "aria-labelledby": ids.ask },
        h("p", { id: ids.ask, class: "m9-ask" }, ask), body));
    previous.hidden = at === 0;
    next.hidden = at === shown.items.length - 1;
    check.textContent = kind === "write" ? _("Save and compare") : _("Check my answer");
    if (place) [...question.querySelectorAll("input, select, button")]
      .find((field) => (place[0] ? field.dataset.place === place[0] : field.value === place[1]))?.focus();
  }

  /** What is under way, and what came of it. */
  function mend() {
    const known = !line.waiting && item().answer !== null && same(draft(item()), item().answer);
    check.hidden = shown.graded;
    check.toggleAttribute("aria-disabled", false);
    if (line.waiting || line.trouble) check.setAttribute("aria-disabled", "true");
    score.textContent = summary(shown);
    // Words may be written on: the tab keeps them until they can be sent.
    for (const field of question.querySelectorAll("input, select")) field.disabled = line.trouble && shown.graded;
    const words = known && item().feedback ? spoken(item()) : moved;
    if (heard.textContent !== words) heard.textContent = words;
    tell(line.news || (shown.graded && saved(item(), known)), shown.notice);
  }

  /** What a learner needs to know of a graded answer. */
  function saved(of, known) {
    if (of.answer !== null && blank(of)) return _("What you wrote before still stands as your answer.");
    if (!known) return "";
    const left = lacking(of, of.answer);
    return left ? _("Saved so far. {left}", { left }) : _("Your answer is saved. You can change it until you hand in.");
  }

  /** What a screen reader hears; to the eye it stands beside the answer. */
  function spoken({ kind, answer, feedback }) {
    if (kind === "write") return _("Saved. One good way to say it: {words}", { words: feedback.reasons.model.text });
    const { earned, possible, reasons } = feedback;
    if (kind !== "choose") return _("{earned} of {possible} right. Read on above.", { earned, possible });
    const reason = reasons[answer];
    return `${verdictOf(reason)} ${reason.text}`;
  }

  function update() {
    const scene = model.get("scene");
    if (scene !== shown) {
      merge(scene);
      title.textContent = scene.title;
      introduction.textContent = scene.introduction;
      draw();
      keep();
    }
    mend();
  }
  update();
}

export default { render };
