// One conversation on the screen: what was said, what can be said next, and at the end how it went.

const FACES = {
  cool: "M7.5 9.5h3M13.5 9.5h3M8 14.5q4 3 8 0",
  warm: "M7 8.5l3.5 .8M17 8.5l-3.5 .8M8.5 15.5h7",
  hot: "M6.5 7.5l4 2M17.5 7.5l-4 2M8 16.5q4 -3 8 0",
};
// To translate: who says the words below.
const SPEAKERS = { you: N_("You"), coach: N_("Coach") };
const SETTLE = 300; // ms in which new choices ignore a click that was meant for the old ones

function face(band) {
  const eyes = '<circle cx="9" cy="11.6" r="1"/><circle cx="15" cy="11.6" r="1"/>';
  return drawing(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" class="m9-face" aria-hidden="true">' +
      `<circle cx="12" cy="12" r="10.5" class="m9-skin"/>${eyes}` +
      `<path d="${FACES[band] ?? "M9 15.5h6"}" class="m9-look"/></svg>`,
  );
}

/** The customer's heat as a face, ten steps and words. */
function meter(heat) {
  const steps = Array.from({ length: heat.max }, (none, step) =>
    h("i", { class: step < heat.value ? "m9-on" : "", style: `--step: ${step + 1}` }),
  );
  return [
    h("span", { class: "m9-steps", "aria-hidden": "true" }, steps),
    h("span", { class: "m9-heat-words" }, h("b", {}, heat.word), " ", _("Heat {value} of {max}", { value: heat.value, max: heat.max })),
  ];
}

function head(scene, ids) {
  const { customer, heat } = scene;
  return [
    h("div", { class: "m9-who" }, face(heat?.band),
      h("div", {},
        h("h3", { id: ids.title }, scene.title),
        h("p", {}, h("b", {}, `${customer.name}.`), " ", customer.who))),
    heat && h("div", { class: `m9-heat m9-${heat.band}` }, meter(heat)),
  ];
}

function list(title, items) {
  return items?.length > 0 && h("div", {}, h("dt", {}, title), items.map((item) => h("dd", {}, item)));
}

function role({ place, role, care }) {
  return h("details", { class: "m9-role" },
    h("summary", {}, _("Where you are, and what you may do")),
    care && h("p", {}, h("b", {}, care)),
    h("p", {}, place),
    h("p", {}, role.you),
    h("dl", {},
      list(_("You know"), role.knows), list(_("You may"), role.may), list(_("You may not"), role.may_not)));
}

/** One line of the talk; `pick` takes what somebody says they meant. */
function entry(line, scene, pick) {
  const other = SPEAKERS[line.from];
  const speaker = line.from === "customer" ? scene.customer.name : other && _(other);
  const name = `m9-line m9-from-${line.from}${line.silent ? " m9-silent" : ""}`;
  return h("li", { class: name, "data-turn": String(line.turn) },
    speaker && h("span", { class: "m9-speaker" }, speaker),
    line.heard && did(line.heard),
    h("span", { class: "m9-words" }, line.text),
    line.heard?.unsure && doubt(line.heard.unsure, line.turn, pick),
    line.heard && advice(line.heard),
    line.heat && h("span", { class: "m9-change" }, line.heat));
}

/** Give each reply in a list its way back. */
function offer(node, back) {
  for (const reply of node.querySelectorAll(".m9-from-you:not(:has(.m9-link))")) {
    const words = reply.querySelector(".m9-words").textContent;
    reply.append(
      h("button", { type: "button", class: "m9-link", click: () => back(Number(reply.dataset.turn)) },
        _("Go back to this turn"), h("span", { class: "m9-hidden" }, `: ${words}`)));
  }
}

/** Build what a node holds anew only if it shows something else by now: otherwise the focus in it would be lost. */
function show(node, about, build) {
  const key = JSON.stringify(about);
  if (node.key === key) return;
  node.key = key;
  node.replaceChildren(...build().filter(Boolean));
}

/** Show lines in a list; what is there already stays, so that only news is read out. */
function fill(node, lines, scene, pick) {
  const keys = lines.map((line) => JSON.stringify(line));
  const shown = node.keys ?? [];
  const same = shown.length <= keys.length && shown.every((key, i) => key === keys[i]);
  if (!same) node.replaceChildren();
  const from = same ? shown.length : 0;
  node.append(...lines.slice(from).map((line) => entry(line, scene, pick)));
  node.keys = keys;
}

/** What is read before a hard scene: it may be skipped, and nobody asks why. */
function gate({ care, graded, customer }, start, skip) {
  const way = graded
    ? _("If you’d rather not, leave this part out and tell your instructor. There is another way to do it.")
    : _("If you skip it, nobody is told, and you can open it another day.");
  return [
    h("h4", { tabindex: "-1" }, _("Before you begin")),
    h("p", {}, care),
    h("p", {}, way),
    h("div", { class: "m9-row" },
      h("button", { type: "button", class: "m9-button m9-main", click: start }, _("Start the talk with {name}", { name: customer.name })),
      h("button", { type: "button", class: "m9-button", click: skip }, _("Skip it"))),
  ];
}

function skipped({ graded }, start) {
  const words = graded
    ? _("Skipped. Tell your instructor, who has another way for you.")
    : _("Skipped. Read on below whenever you like.");
  return [
    h("h4", { tabindex: "-1" }, words),
    h("button", { type: "button", class: "m9-button", click: start }, _("Open it after all")),
  ];
}

function render({ model, el, signal }) {
  const ids = { title: unique("title"), ask: unique("ask") };
  const { root, tell } = frame(el, "conversation", model);
  const header = h("header", {});
  const care = h("section", { class: "m9-care", "aria-label": _("Before you begin") });
  const about = h("div", {});
  const before = h("ol", { class: "m9-log" });
  const old = h("section", { class: "m9-old" });
  const talk = h("ol", { class: "m9-log" });
  const log = h("div", { role: "log", "aria-live": "polite" }, talk);
  const now = h("section", { class: "m9-now" }, h("h4", {}, _("This try")), log);
  const options = h("div", { class: "m9-options" });
  const pause = h("button", { type: "button", class: "m9-pause", "data-choice": "", click: click({ do: "pause" }) },
    h("i", { "aria-hidden": "true" }), _("Pause: say nothing for a moment"));
  const kept = h("p", { class: "m9-hidden", role: "status" });
  const reply = h("div", { class: "m9-reply", role: "group", "aria-labelledby": ids.ask });
  const end = h("section", { class: "m9-debrief" });
  root.setAttribute("aria-labelledby", ids.title);
  now.append(reply);
  const tries = h("div", { class: "m9-tries" }, old, now);
  root.append(header, care, about, before, tries, end, kept);
  root.lastChild.after(root.querySelector(".m9-notice"));

  let shown = null; // the scene on the screen
  let gated = "asked"; // "asked", "skipped" or "" once the talk was begun
  let fresh = 0; // when its choices appeared
  let pressed = null; // the button whose message is under way
  const line = connect(model, el, signal, update);
  const own = ownWords(model, (text, button) => send({ do: "say", text }, button));
  const ask = h("p", { id: ids.ask, class: "m9-ask" }, _("What do you say?"));
  const { typed, judged } = model.get("scene");
  const words = judged ? own.node : h("p", { class: "m9-soft" }, _("Pick a reply here: so far, typed words are judged in English only."));
  reply.append(ask, ...(typed ? [words, options] : [options, words]), pause);

  function send(message, button = null) {
    if (performance.now() - fresh < SETTLE) return false;
    pressed = button;
    return line.send({ turn: shown.turn, ...message });
  }
  function click(message) {
    return (event) => event.detail < 2 && send(message, event.currentTarget);
  }
  const back = (turn) => send({ do: "back", to: turn });
  const restart = () => send({ do: "restart" });
  const pick = (at, label, button) => send({ do: "meant", at, label }, button);

  /** Somebody begins, or skips, a scene that carries a notice. */
  function pass(to) {
    gated = to;
    hold(shown);
    (to ? care.querySelector("h4") : about.querySelector("summary")).focus(); // whoever can't see it begins at its top
  }

  /** Before a scene with a notice was begun, nothing of it is shown. */
  function hold(scene) {
    if (!scene.care || scene.turn > 0) gated = "";
    const start = () => pass("");
    const parts = { asked: () => gate(scene, start, () => pass("skipped")), skipped: () => skipped(scene, start), "": () => [] };
    show(care, [gated, scene.care], parts[gated]);
    care.hidden = !gated;
    for (const part of [about, before, tries, end]) part.hidden = Boolean(gated) || (part === end && !scene.debrief);
  }

  function choice(item, index) {
    return h("button", { type: "button", class: "m9-choice", "data-choice": item.id, click: click({ do: "say", choice: item.id }) },
      h("kbd", { "aria-hidden": "true" }, String(index + 1)), h("span", {}, item.text));
  }

  /** Mark what is under way; nothing is disabled, so the focus stays where it is. */
  function mark() {
    for (const button of root.querySelectorAll(".m9-reply button, .m9-doubt button")) {
      button.classList.toggle("m9-sending", line.waiting !== null && button === pressed);
      button.toggleAttribute("aria-disabled", false);
      if (line.waiting || line.trouble) button.setAttribute("aria-disabled", "true");
    }
    tell(line.news, shown.notice);
  }

  function draw(scene) {
    const { earlier } = scene;
    const begun = scene.turn === 1 && about.firstChild && !talk.querySelector(".m9-from-you");
    const opened = begun ? false : (about.firstChild?.open ?? scene.turn === 0); // room for the talk, once it begins
    const split = earlier?.turn ?? 0;
    const common = earlier ? scene.lines.filter((item) => item.turn < split) : [];
    show(header, [scene.heat, scene.customer], () => head(scene, ids));
    show(about, [scene.place, scene.role, scene.care], () => [role(scene)]);
    about.firstChild.open = opened;
    root.classList.toggle("m9-two", Boolean(earlier));
    log.setAttribute("aria-label", _("Conversation with {name}", { name: scene.customer.name }));
    fill(before, common, scene, pick);
    fill(talk, scene.lines.slice(common.length), scene, pick);
    press(root, scene.meant);
    old.replaceChildren();
    if (earlier) {
      const past = h("ol", { class: "m9-log" });
      fill(past, earlier.lines, scene);
      old.append(h("h4", {}, _("Your try before")), past);
    }
    reply.hidden = scene.ended;
    show(options, [scene.turn, scene.choices], () => scene.choices.map(choice));
    show(end, scene.debrief, () => (scene.debrief ? story(scene, restart) : []));
    hold(scene);
    setTimeout(offerBack, SETTLE);
  }

  /** At the end each reply gets its way back, once the last line was read out: these are no news. */
  function offerBack() {
    log.setAttribute("aria-live", shown.ended ? "off" : "polite");
    for (const node of [before, talk]) {
      if (shown.ended) offer(node, back);
      else node.querySelectorAll(".m9-link").forEach((link) => link.remove());
    }
  }

  /** Where what came of the last reply begins. */
  function news() {
    const first = (turn, who = "") => talk.querySelector(`${who}[data-turn="${turn}"]`);
    return first(shown.turn - 1, ".m9-from-coach") ?? first(shown.turn);
  }

  /** Lead the focus on, but only from inside: a mirrored view never takes it. Who types goes on typing. */
  function lead(had) {
    if (!had) return;
    const next = own.node.contains(document.activeElement) ? null : options.querySelector("button");
    const target = shown.ended ? end.querySelector("h4") : (next ?? own.field);
    target.focus({ preventScroll: true });
    (shown.ended ? end : reply).scrollIntoView({ block: shown.ended ? "start" : "nearest" });
    if (!shown.ended) news()?.scrollIntoView({ block: "nearest" }); // to be read first, even where choices don't fit below
  }

  /** What was meant stands in the button that was pressed; a screen reader hears that it is kept. */
  function tellKept(was, now) {
    const line = now.lines.find(({ turn, heard }) => heard?.unsure && now.meant[turn] !== was.meant[turn]);
    const option = line?.heard.unsure.options.find(({ label }) => label === now.meant[line.turn]);
    if (option) kept.textContent = _("Kept: {what}.", { what: option.text });
  }

  function update() {
    const scene = model.get("scene");
    if (scene !== shown) {
      const had = root.contains(document.activeElement);
      const moved = shown && scene.turn !== shown.turn;
      const changed = !shown || JSON.stringify({ ...scene, ack: 0 }) !== JSON.stringify({ ...shown, ack: 0 });
      if (shown) tellKept(shown, scene);
      shown = scene;
      if (changed) {
        draw(scene);
        fresh = performance.now();
        if (moved) lead(had);
      }
    }
    own.settle(shown, line.waiting);
    mark();
  }

  root.addEventListener("keydown", (event) => {
    if (gated || event.target === own.field || event.ctrlKey || event.metaKey || event.altKey || !/^[1-9]$/.test(event.key)) return;
    const button = reply.querySelectorAll(".m9-choice")[Number(event.key) - 1];
    button?.focus();
    button?.click();
  });
  fresh = -SETTLE;
  update();
}

export default { render };
