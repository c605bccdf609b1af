// A drill: one question at a time, and what the answer does.

function choose(item, draft, changed) {
  const name = unique("pick");
  return item.options.map((option) => {
    const chosen = draft === option.place;
    const reason = item.feedback && item.answer === option.place && item.feedback.reasons[option.place];
    return h("div", { class: "m9-option" },
      h("label", {},
        h("input", { type: "radio", name, value: option.place, checked: chosen, change: () => changed(option.place) }),
        h("span", {}, option.text)),
      reason && chosen && verdict(verdictOf(reason), reason));
  });
}

function mark(item, draft, changed) {
  const pick = (line) => {
    const changes = (event) => {
      const { [line.place]: _, ...rest } = draft ?? {};
      changed(event.target.value ? { ...rest, [line.place]: event.target.value } : rest);
    };
    const name = `Line ${line.place}, ${line.who}: ${line.text}`;
    return h("select", { "aria-label": name, "data-place": line.place, change: changes },
      h("option", { value: "" }, "Fine as it is"),
      item.labels.map((label) =>
        h("option", { value: label.name, selected: draft?.[line.place] === label.name }, label.title)));
  };
  const current = item.feedback && same(draft, item.answer);
  const words = (reason) => (reason.points > 0 ? "You found it." : reason.points < 0 ? "This line is fine." : "Look again.");
  return h("ol", { class: "m9-transcript" }, item.lines.map((line) => {
    const reason = current && item.feedback.reasons[line.place];
    return h("li", { class: line.markable ? "m9-markable" : "" },
      h("p", {}, h("b", {}, line.who), " ", line.text), line.markable && pick(line),
      reason && verdict(words(reason), reason));
  }));
}

function verdict(words, reason) {
  return h("p", { class: `m9-verdict ${reason.points > 0 ? "m9-right" : "m9-wrong"}` }, h("b", {}, words), " ", reason.text);
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const verdictOf = (reason) => (reason.points > 0 ? "Yes." : "Not this one.");

function summary(scene) {
  const answered = scene.items.filter((item) => item.answer !== null);
  const every = answered.length === scene.items.length;
  const words = every ? "All answered" : `${answered.length} of ${scene.items.length} answered`;
  if (scene.graded || !answered.length) return words;
  const sum = (key) => answered.reduce((total, item) => total + item.feedback[key], 0);
  return `${words}, ${sum("earned")} of ${sum("possible")} right`;
}

function render({ model, el, signal }) {
  const { root, tell } = frame(el, "drill");
  const ids = { title: unique("title"), ask: unique("ask") };
  const drafts = {};
  const title = h("h3", { id: ids.title });
  const introduction = h("p", {});
  const score = h("p", { class: "m9-soft" });
  const heard = h("p", { class: "m9-hidden", role: "status" });
  const question = h("div", { class: "m9-question" });
  const check = h("button", { type: "button", class: "m9-button m9-main", click: answer }, "Check my answer");
  const previous = h("button", { type: "button", class: "m9-button", click: () => go(at - 1) }, "Back");
  const next = h("button", { type: "button", class: "m9-button", click: () => go(at + 1) }, "Next question");
  root.setAttribute("aria-labelledby", ids.title);
  root.prepend(h("header", {}, title, introduction), question, h("div", { class: "m9-row" }, check, previous, next, score), heard);

  let shown = null;
  const line = connect(model, el, signal, update);
  const first = model.get("scene").items.findIndex((item) => item.answer === null);
  let at = Math.max(first, 0);

  const item = () => shown.items[at];
  const draft = (of) => (of.id in drafts ? drafts[of.id] : of.answer);
  const settled = (of) => same(draft(of), of.answer);
  let sent = null;

  function answer() {
    const given = draft(item()) ?? (item().kind === "mark" ? {} : null);
    if (given === null) tell("Choose an answer first.");
    else send(item(), given);
  }

  function send(of, given) {
    if (line.send({ do: "answer", item: of.id, answer: given })) sent = given;
  }

  function go(to) {
    at = Math.min(Math.max(to, 0), shown.items.length - 1);
    draw();
    mend();
    question.querySelector("h4").focus();
  }

  function changed(value) {
    drafts[item().id] = value;
    for (const old of question.querySelectorAll(".m9-verdict")) old.remove();
    keep();
  }

  /** A graded answer is kept as soon as it is picked: nobody loses marks over a button. */
  function keep() {
    const open = shown.graded && !line.waiting && shown.items.find((one) => !settled(one));
    if (open) send(open, draft(open));
  }

  /** What was answered in another view counts here too; what was changed since our own answer stays. */
  function merge(scene) {
    scene.items.forEach((one, place) => {
      const news = shown && !same(one.answer, shown.items[place].answer);
      if (news && !same(one.answer, sent)) delete drafts[one.id];
    });
    shown = scene;
  }

  function draw() {
    const focus = question.contains(document.activeElement) ? document.activeElement : null;
    const place = focus && [focus.dataset.place, focus.value];
    const { situation, ask, kind } = item();
    const body = kind === "choose" ? choose(item(), draft(item()), changed) : mark(item(), draft(item()), changed);
    question.replaceChildren(
      h("h4", { tabindex: "-1" }, `Question ${at + 1} of ${shown.items.length}`),
      ...(situation ? [h("p", { class: "m9-situation" }, situation)] : []),
      h("div", { role: kind === "choose" ? "radiogroup" : "group", "aria-labelledby": ids.ask },
        h("p", { id: ids.ask, class: "m9-ask" }, ask), body));
    previous.hidden = at === 0;
    next.hidden = at === shown.items.length - 1;
    if (place) [...question.querySelectorAll("input, select")]
      .find((field) => (place[0] ? field.dataset.place === place[0] : field.value === place[1]))?.focus();
  }

  /** What is under way, and what came of it. */
  function mend() {
    const known = !line.waiting && item().answer !== null && settled(item());
    check.hidden = shown.graded;
    check.toggleAttribute("aria-disabled", false);
    if (line.waiting || line.trouble) check.setAttribute("aria-disabled", "true");
    score.textContent = summary(shown);
    for (const field of question.querySelectorAll("input, select")) field.disabled = line.trouble && shown.graded;
    const words = known && item().feedback ? spoken(item()) : "";
    if (heard.textContent !== words) heard.textContent = words;
    const saved = known && shown.graded ? "Your answer is saved. You can change it until you hand in." : "";
    tell(line.news || saved, shown.notice);
  }

  /** What a screen reader hears; to the eye it stands beside the answer. */
  function spoken({ kind, answer, feedback }) {
    if (kind === "mark") return `${feedback.earned} of ${feedback.possible} right. Read on above.`;
    const reason = feedback.reasons[answer];
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
