// How a conversation went: its ending, the heat turn by turn, techniques, marks with their reasons.

const FEW = 4; // of a kind that are shown at once

function bullets(title, items, empty) {
  const told = (item) =>
    h("li", {}, h("b", {}, item.name), " ", item.text,
      item.model && h("span", { class: "m9-model" }, _("A colleague might say:"), " ", h("q", {}, item.model)));
  const all = (some) => h("ul", {}, some.map(told));
  const rest = items.slice(FEW);
  return h("section", {},
    h("h5", {}, title),
    items.length ? all(items.slice(0, FEW)) : h("p", {}, empty),
    rest.length > 0 && h("details", {}, h("summary", {}, _("And {n} more", { n: rest.length })), all(rest)));
}

function table(names, rows) {
  return h("table", {},
    h("thead", {}, h("tr", {}, names.map((name) => h("th", { scope: "col" }, name)))),
    h("tbody", {}, rows.map(([first, ...others]) =>
      h("tr", {}, h("th", { scope: "row" }, first), others.map((words) => h("td", {}, words))))));
}

/** How it went. */
function story({ debrief, graded }, restart) {
  const marks = debrief.marks.map((item) => [item.turn, item.marks, item.text]);
  return [
    h("h4", { tabindex: "-1", class: "m9-ending" }, debrief.title),
    h("p", {}, debrief.text),
    h("p", { class: "m9-score" }, h("b", {}, debrief.score), " ", debrief.verdict),
    h("figure", {},
      h("figcaption", {}, debrief.caption), drawing(debrief.heat_svg),
      debrief.dashed && h("p", { class: "m9-soft" }, debrief.dashed),
      h("details", {},
        h("summary", {}, _("The same as a table")),
        // To translate: above a column with the turns of a talk by number.
        table([_("Turn"), _("What you did"), _("Heat after it")], debrief.heat_rows))),
    h("div", { class: "m9-pair" },
      h("div", {},
        bullets(_("What you used"), debrief.used, _("Nothing from the lesson yet.")),
        debrief.fell.length > 0 && bullets(_("What made it harder"), debrief.fell, "")),
      bullets(_("What would have helped"), debrief.missed, _("Nothing is missing."))),
    h("section", {},
      h("h5", {}, _("Your marks, and why")),
      marks.length ? table([_("Turn"), _("Marks"), _("Why")], marks) : h("p", {}, _("No marks this time."))),
    h("p", {},
      h("button", { type: "button", class: "m9-button", click: restart }, _("Start again")), " ",
      graded
        ? _("Your first finished try is the one that counts.")
        // To translate: it goes on from the button before it, “Start again”.
        : _("or go back to one of your turns above, and try other words.")),
  ];
}
