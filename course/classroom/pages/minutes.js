// After the class: what the room chose before and after talking, what was said, heard, left untried; as files; and gone.

import { _, begin, fill, h, N_, say } from "./dom.js";

const REFUSED = {
  key: N_("This key doesn’t open this room. Open the page from the desk: its address is whole there."),
  code: N_("There is no such room on this server. It may have been erased."),
};
const AWAY = N_("The server doesn’t answer. Is it running? Load this page again when it is.");
const HERE = "minutes";

const [code, key] = location.hash.slice(1).split(".");
const page = begin(_("After the class"));
const told = h("p", { class: "trouble", role: "alert", hidden: true });
const body = h("div", {});
page.append(h("h1", {}, _("After the class")), told, body);

/** Ask the server about this room. Gives null, and says why, where that can't be done. */
async function ask(where, method = "GET") {
  try {
    const answer = await fetch(`${where}?code=${encodeURIComponent(code)}`, { method, headers: { Authorization: key } });
    if (answer.ok) return answer;
    const { error, why } = await answer.json();
    trouble(why || _(REFUSED[error] || AWAY));
  } catch {
    trouble(_(AWAY));
  }
  return null;
}

function trouble(words) {
  told.hidden = !words;
  say(told, words);
}

/** A table with its name, which is unseen where it stands above as a heading. */
function table(caption, heads, rows, named = "") {
  return h("div", { class: "wide", role: "group", tabindex: "0", "aria-label": caption },
    h("table", {},
      h("caption", { class: named }, caption),
      h("thead", {}, h("tr", {}, heads.map((head) => h("th", { scope: "col" }, head)))),
      h("tbody", {}, rows.map(([first, ...others]) =>
        h("tr", {}, h("th", { scope: "row" }, first), others.map((cell) => h("td", {}, cell)))))));
}

function bar(count, most, kind) {
  const filled = h("span", { class: "filled" });
  filled.style.width = `${(100 * count) / Math.max(most, 1)}%`;
  return h("span", { class: ["track", kind].join(" "), "aria-hidden": "true" }, filled);
}

/** One vote, beside the one before talking if there was one: bars, and the same as a table. */
function vote(asked, before) {
  const most = Math.max(...asked.counts.concat(before ? before.counts : []).map(({ count }) => count));
  const first = (id) => before.counts.find((one) => one.id === id).count;
  const name = asked.way === "predict" ? _("Predicted: what would come of “{reply}”?", { reply: asked.of }) : before ? _("Voted, before and after talking") : _("Voted");
  const mark = ({ id, text }) => [text, id === asked.came && h("b", {}, " ", _("✓ This is what happened"))];
  return h("figure", {},
    h("figcaption", {}, name),
    h("div", { "aria-hidden": "true" }, asked.counts.map((option) =>
      h("div", { class: "bars" }, h("p", {}, option.text), before && bar(first(option.id), most, "first"), bar(option.count, most, "now")))),
    table(_("The same as a table"),
      before ? [_("Reply"), _("First"), _("After talking")] : [_("Reply"), _("Votes")],
      asked.counts.map((option) => [mark(option), ...(before ? [first(option.id)] : []), option.count])));
}

/** The rounds of a moment, each with the one that it repeats. What was repeated isn't shown alone. */
function votes(rounds) {
  const repeated = new Set(rounds.map(({ again }) => again));
  const chain = (asked) => rounds.find(({ round }) => round === asked.again);
  return rounds.filter(({ round }) => !repeated.has(round)).map((asked) => vote(asked, chain(asked)));
}

function moment(one) {
  const untried = one.untried.map(({ text, why, count }) =>
    h("li", {}, h("q", {}, text), " ", count > 0 && h("b", {}, count === 1 ? _("1 vote. ") : _("{n} votes. ", { n: count })), why));
  return h("section", { "aria-labelledby": `moment-${one.number}` },
    h("h3", { id: `moment-${one.number}` }, _("Turn {n}", { n: one.turn })),
    h("blockquote", {}, one.line),
    votes(one.rounds),
    one.said && h("p", {}, h("b", {}, _("What was said:")), " ", one.said),
    one.coach && h("p", { class: "soft" }, one.coach),
    one.elsewhere.length > 0 && h("p", {}, h("b", {}, _("Tried as well, before going back:")), " ", one.elsewhere.join(" · ")),
    untried.length > 0 && h("details", {}, h("summary", {}, _("Roads not taken")), h("ul", {}, untried)));
}

function heard(items) {
  if (!items.length) return h("p", {}, _("Nothing yet."));
  const kind = ({ pitfall, title }) => (pitfall ? _("Pitfall: {title}", { title }) : title);
  return table(_("What was heard"), [_("What it does"), _("Said"), _("In typed replies")], items.map((item) => [kind(item), item.said, item.typed]), "unseen");
}

function cards({ title, people, ticks }) {
  const count = people === 1 ? _("1 person took part.") : _("{n} people took part.", { n: people });
  return h("section", {}, h("h3", {}, title), h("p", {}, count), table(_("What observers ticked"), [_("Seen"), _("Times")], ticks.map(({ line, count: times }) => [line, times])));
}

/** A file that the browser saves: what is in it never stands in an address. */
function saving(label, where, name) {
  async function click() {
    const answer = await ask(where);
    if (!answer) return;
    const link = h("a", { href: URL.createObjectURL(await answer.blob()), download: name });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  }
  return h("button", { type: "button", click }, label);
}

function erasing() {
  const node = h("div", {});
  const first = () => fill(node, h("button", { type: "button", click: sure }, _("Erase this class …")));
  function sure() {
    const not = h("button", { type: "button", click: () => (first(), node.firstChild.focus()) }, _("No, keep it"));
    fill(node, h("p", {}, _("Erase everything that was said, voted and typed in this class, for good? Files that you saved stay with you.")),
      h("p", { class: "row" }, not, h("button", { type: "button", click: erase }, _("Yes, erase it"))));
    not.focus();
  }
  async function erase() {
    if (!(await ask("erase", "POST"))) return;
    fill(body, h("p", { role: "status", tabindex: "-1" }, _("This class is erased.")));
    body.firstChild.focus();
  }
  first();
  return node;
}

function draw(told) {
  const people = told.people === 1 ? _("1 person joined.") : _("{n} people joined.", { n: told.people });
  const file = `${told.day}-${HERE}`;
  fill(body,
    h("p", {}, h("b", {}, told.title), " ", told.place),
    h("p", {}, told.day, ". ", people, " ", _("Nobody is named here, and no phone can be told from another.")),
    told.ending && h("p", {}, h("b", {}, told.ending.title), " ", told.ending.text),
    h("h2", {}, _("Turn by turn")), told.moments.length ? told.moments.map(moment) : h("p", {}, _("Nothing was asked yet.")),
    h("h2", {}, _("What was heard")), heard(told.heard),
    told.cards.length > 0 && [h("h2", {}, _("Role play")), told.cards.map(cards)],
    h("h2", {}, _("To keep")),
    h("p", { class: "row" }, saving(_("Save as a table (CSV)"), "minutes.csv", `${file}.csv`), saving(_("Save everything (JSON)"), "minutes.json", `${file}.json`)),
    h("p", {}, _("At home, whoever likes can talk with the same customer alone: “{title}” in the course.", { title: told.title })),
    h("h2", {}, _("To erase")), erasing());
}

async function load() {
  const answer = await ask("minutes.json");
  if (answer) draw(await answer.json());
}
load();
