// The five kinds of question, each drawn for a draft of its answer; `changed` is told the next draft.

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
      const { [line.place]: before, ...rest } = draft ?? {};
      changed(event.target.value ? { ...rest, [line.place]: event.target.value } : rest);
    };
    const name = _("Line {place}, {who}: {text}", { place: line.place, who: line.who, text: line.text });
    return h("select", { "aria-label": name, "data-place": line.place, change: changes },
      h("option", { value: "" }, _("Fine as it is")),
      item.labels.map((label) =>
        h("option", { value: label.name, selected: draft?.[line.place] === label.name }, label.title)));
  };
  const current = item.feedback && same(draft, item.answer);
  const words = (reason) => (reason.points > 0 ? _("You found it.") : reason.points < 0 ? _("This line is fine.") : _("Look again."));
  return h("ol", { class: "m9-transcript" }, item.lines.map((line) => {
    const reason = current && item.feedback.reasons[line.place];
    return h("li", { class: line.markable ? "m9-markable" : "" },
      h("p", {}, h("b", {}, `${line.who}:`), " ", line.text), line.markable && pick(line),
      reason && verdict(words(reason), reason));
  }));
}

function sort(item, draft, changed) {
  const name = unique("sort");
  const current = item.feedback && same(draft, item.answer);
  return h("div", { class: "m9-sayings" }, item.lines.map((line) => {
    const reason = current && item.feedback.reasons[line.place];
    const bin = ({ name: value, title }) =>
      h("label", {},
        h("input", {
          type: "radio", name: `${name}-${line.place}`, value, checked: draft?.[line.place] === value,
          "data-place": `${line.place}:${value}`, change: () => changed({ ...draft, [line.place]: value }),
        }),
        h("span", {}, title));
    return h("fieldset", { class: "m9-saying" },
      h("legend", {}, line.text), h("div", { class: "m9-bins" }, item.bins.map(bin)),
      reason && verdict(verdictOf(reason), reason));
  }));
}

function order(item, draft, changed) {
  const texts = Object.fromEntries(item.steps.map((step) => [step.place, step.text]));
  const now = draft ?? shownOrder(item);
  const current = item.feedback && same(draft, item.answer);
  const mover = (at, by, words) => {
    const to = at + by;
    const edge = to < 0 || to >= now.length;
    const move = () => {
      if (edge) return;
      const next = [...now];
      [next[at], next[to]] = [next[to], next[at]];
      changed(next, _("Now at place {n} of {all}: {step}", { n: to + 1, all: now.length, step: texts[now[at]] }));
    };
    return h("button", {
      type: "button", class: "m9-button", "aria-label": `${words}: ${texts[now[at]]}`,
      "data-place": `${now[at]}:${by}`, "aria-disabled": edge && "true", click: move,
    }, words);
  };
  return h("ol", { class: "m9-steps-list" }, now.map((place, at) => {
    const reason = current && item.feedback.reasons[place];
    return h("li", {},
      h("p", {}, texts[place]),
      h("div", { class: "m9-row" }, mover(at, -1, _("Up")), mover(at, 1, _("Down"))),
      reason && verdict(reason.points > 0 ? _("In its place.") : _("Not here."), reason));
  }));
}

function write(item, draft, changed) {
  const reason = item.feedback && same(draft, item.answer) && item.feedback.reasons.model;
  const typed = (event) => changed(event.target.value);
  const box = h("textarea", {
    rows: "4", maxlength: String(item.longest), "aria-label": item.ask, "data-place": item.id,
    input: typed, change: (event) => changed(event.target.value, "", true),
  });
  box.value = draft ?? "";
  return h("div", { class: "m9-field" }, box, reason && verdict(_("One good way to say it:"), { ...reason, points: 1 }));
}

const KINDS = { choose, mark, sort, order, write };
const shownOrder = (item) => item.steps.map((step) => step.place);

/** What an answer is before anything was picked, if that can be an answer. */
function untouched(item) {
  if (item.kind === "mark") return {};
  return item.kind === "order" ? shownOrder(item) : null;
}

/** What is still to be done before an answer can be given; "" when nothing is. */
function lacking(item, given) {
  if (item.kind === "write") return given?.trim() ? "" : _("Write something first.");
  if (given === null) return _("Choose an answer first.");
  const left = item.kind === "sort" ? item.lines.length - Object.keys(given).length : 0;
  if (!left) return "";
  return left === 1 ? _("1 line is left to sort.") : _("{n} lines are left to sort.", { n: left });
}

function verdict(words, reason) {
  return h("p", { class: `m9-verdict ${reason.points > 0 ? "m9-right" : "m9-wrong"}` }, h("b", {}, words), " ", reason.text);
}

const same = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const verdictOf = (reason) => (reason.points > 0 ? _("Yes.") : _("Not this one."));
