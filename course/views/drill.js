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
  const same = item.feedback && JSON.stringify(draft) === JSON.stringify(item.answer);
  const words = (reason) => (reason.points > 0 ? "You found it." : reason.points < 0 ? "This line is fine." : "Look again.");
  return h("ol", { class: "m9-transcript" }, item.lines.map((line) => {
    const reason = same && item.feedback.reasons[line.place];
    return h("li", { class: line.markable ? "m9-markable" : "" },
      h("p", {}, h("b", {}, line.who), " ", line.text), line.markable && pick(line),
      reason && verdict(words(reason), reason));
  }));
}

function verdict(words, reason) {
  return h("p", { class: `m9-verdict ${reason.points > 0 ? "m9-right" : "m9-wrong"}` }, h("b", {}, words), " ", reason.text);
}

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
  const check = h("button", { type: "button", class: "m9-button m9-main", click: answer });
  const previous = h("button", { type: "button", class: "m9-button", click: () => go(at - 1) }, "Back");
  const next = h("button", { type: "button", class: "m9-button", click: () => go(at + 1) }, "Next question");
  root.setAttribute("aria-labelledby", ids.title);
  root.prepend(h("header", {}, title, introduction), question, h("div", { class: "m9-row" }, check, previous, next, score), heard);

  let shown = null;
  const line = connect(model, el, signal, update);
  const first = model.get("scene").items.findIndex((item) => item.answer === null);
  let at = Math.max(first, 0);

  const item = () => shown.items[at];
  const draft = () => (item().id in drafts ? drafts[item().id] : item().answer);

  function answer() {
    const empty = item().kind === "mark" ? {} : null;
    const given = draft() ?? empty;
    if (given === null) tell("Choose an answer first.");
    else line.send({ do: "answer", item: item().id, answer: given });
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
  }

  function draw() {
    const focus = question.contains(document.activeElement) ? document.activeElement : null;
    const place = focus && [focus.dataset.place, focus.value];
    const { situation, ask, kind } = item();
    const body = kind === "choose" ? choose(item(), draft(), changed) : mark(item(), draft(), changed);
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
    const { answer } = item();
    const settled = !line.waiting && answer !== null && JSON.stringify(draft()) === JSON.stringify(answer);
    check.textContent = shown.graded ? "Save my answer" : "Check my answer";
    check.toggleAttribute("aria-disabled", false);
    if (line.waiting || line.trouble) check.setAttribute("aria-disabled", "true");
    score.textContent = summary(shown);
    const words = settled && item().feedback ? spoken(item()) : "";
    if (heard.textContent !== words) heard.textContent = words;
    const saved = settled && shown.graded ? "Your answer is saved." : "";
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
      shown = scene;
      title.textContent = scene.title;
      introduction.textContent = scene.introduction;
      draw();
    }
    mend();
  }
  update();
}

export default { render };
