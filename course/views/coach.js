// What the coach says of a reply; of typed words also which of them did it, and a way to say what was meant.

const SIGNS = { technique: "+", pitfall: "−" };

const quoted = (words) => words.flatMap((some, at) => (at ? [" … ", h("q", {}, some)] : [h("q", {}, some)]));

/** The words that did something, each with a sign and the name of what it did. */
function did({ quotes, nothing }) {
  const row = ({ kind, name, words }) =>
    h("li", { class: `m9-${kind}` },
      h("i", { class: "m9-sign", "aria-hidden": "true" }, SIGNS[kind]),
      h("span", {}, h("b", {}, name), " ", quoted(words)));
  return quotes.length ? h("ul", { class: "m9-did" }, quotes.map(row)) : nothing && h("span", {}, nothing);
}

/** What a colleague might have said, and what to add. */
function advice({ nearest, add }) {
  return [
    nearest && h("span", { class: "m9-model" }, `${nearest.told} `, h("q", {}, nearest.words)),
    add && h("span", {}, add),
  ];
}

/** What the judge is unsure of; with `pick`, buttons that say what was meant. */
function doubt({ words, options }, turn, pick) {
  const id = unique("doubt");
  const button = ({ label, text }) =>
    h("button", {
      type: "button", class: "m9-button m9-meant", "aria-pressed": "false", "data-label": label,
      click: (event) => pick(turn, label, event.currentTarget),
    }, text);
  return h("div", { class: "m9-doubt", role: "group", "aria-labelledby": id, "data-turn": String(turn) },
    h("span", { id }, _("I’m not sure what this does:"), " ", quoted(words)),
    pick && h("div", { class: "m9-row" }, options.map(button)));
}

/** Show in all that is unsure which answer is kept. */
function press(root, meant) {
  for (const group of root.querySelectorAll(".m9-doubt"))
    for (const button of group.querySelectorAll("button"))
      button.setAttribute("aria-pressed", String(meant[group.dataset.turn] === button.dataset.label));
}
