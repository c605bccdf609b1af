// What every view shares: building elements, and the line to Python.
// page.py puts this file in front of the view's own, because a widget is one module.

// Sentences stand whole, in one string each, in a call of _ or, where they are set before they are shown, of N_.
const GONE = N_("This view has lost touch with Python. Everything you did is saved, nothing is lost: choose Run ▸ Run All Cells in the menu at the top, and you can go on.");
const OFFLINE = N_("The connection to Jupyter is down. Nothing is lost, and it is being tried again. If this stays, reload the page.");
const SLOW = N_("Still sending. Python is busy or has stopped; what you chose is kept here.");
const SENDING = N_("Sending…");
const SENDING_AFTER = 400; // ms, so that a quick answer isn't preceded by a flash of words
const SLOW_AFTER = 6000;
const GRACE = 500; // ms that an answer may come after Python said that it is done
const LOST = ["restarting", "autorestarting", "dead", "terminating"];

let spoken = {}; // by English sentence: the same in the language of the page

/** A sentence in the language of the page, with `parts` in the places of their {names}. */
function _(sentence, parts = {}) {
  return (spoken[sentence] ?? sentence).replace(/\{(\w+)\}/g, (gap, name) => parts[name] ?? gap);
}

/** The sentence as it is, marked to be translated where it is shown. */
function N_(sentence) {
  return sentence;
}

/** Build an element. Strings always go in as text: nobody's words are read as HTML. */
function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === false || value == null) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...children.flat(2).filter((child) => child != null && child !== false));
  return node;
}

/** Turn a drawing of ours (numbers and fixed words only) into an element. */
function drawing(markup) {
  return new DOMParser().parseFromString(markup, "image/svg+xml").documentElement;
}

/** A name for one element of one view; each view is a module of its own, so counting wouldn't do. */
const unique = (name) => `m9-${name}-${Math.random().toString(36).slice(2)}`;

/** Words that aren't saved yet outlive a dead kernel and a reload: the browser keeps them in this tab. */
function draftOf(about) {
  const name = `module-nine:${about}`;
  const attempt = (act) => {
    try {
      return act(sessionStorage);
    } catch {
      return null; // a browser that stores nothing
    }
  };
  return {
    read: () => attempt((store) => JSON.parse(store.getItem(name))),
    keep: (words) => attempt((store) => store.setItem(name, JSON.stringify(words))),
    drop: () => attempt((store) => store.removeItem(name)),
  };
}

/** A frame, in the page's language, in which Jupyter's one-letter shortcuts don't fire (Ctrl+S still does), with a place for bad news. */
function frame(el, name, model) {
  const notice = h("div", { class: "m9-notice", role: "status" });
  const quiet = "data-lm-suppress-shortcuts";
  const root = h("section", { class: `m9 m9-${name}`, lang: model.get("language"), [quiet]: true });
  spoken = model.get("words");
  // Most shortcuts look for what has the focus, itself: there, too, they must find the mark.
  root.addEventListener("focusin", (event) => event.target.setAttribute(quiet, ""));
  root.addEventListener("keydown", (event) => {
    for (const node of [root, event.target]) node.toggleAttribute(quiet, !(event.ctrlKey || event.metaKey));
    if (event.repeat && event.key === "Enter") event.preventDefault(); // a held key answers once
  });
  // JupyterLab takes line breaks from whatever is typed in a cell, unless it doesn't hear of them.
  root.addEventListener("beforeinput", (event) => event.stopPropagation(), true);
  root.append(notice);
  el.replaceChildren(root);
  const tell = (...words) => {
    const text = words.filter(Boolean).join(" ");
    if (notice.textContent !== text) notice.textContent = text;
  };
  return { root, tell };
}

/**
 * The line to Python. A message waits until the scene carries its id back, which happens
 * after it is on disk. `changed` is called whenever `waiting`, `news` or `trouble` may differ:
 * `news` is what there is to say about the line, and `trouble` whether it is bad.
 */
function connect(model, el, signal, changed) {
  const line = { waiting: null, news: "", trouble: false, send };
  const client = unique("client");
  let count = 0;
  let gone = false;

  function say(news) {
    if (signal.aborted || line.news === _(news)) return;
    line.news = _(news);
    line.trouble = news !== "" && news !== SENDING;
    el.firstChild.classList.toggle("m9-lost", line.trouble);
    changed();
  }
  function lose() {
    gone = true;
    say(GONE);
  }

  function send(message) {
    if (line.waiting || gone) return false;
    const id = `${client}-${++count}`;
    const still = () => line.waiting?.id === id && !gone;
    line.waiting = { ...message, id };
    // Python finished with the message and said nothing: it never knew this view.
    const done = (reply) => {
      if (reply.content.execution_state === "idle") setTimeout(() => still() && lose(), GRACE);
    };
    model.send(line.waiting, { iopub: { status: done } });
    setTimeout(() => still() && !line.trouble && say(SENDING), SENDING_AFTER);
    setTimeout(() => still() && say(SLOW), SLOW_AFTER);
    changed();
    return true;
  }

  model.on("change:scene", () => {
    if (line.waiting && model.get("scene").ack === line.waiting.id) {
      line.waiting = null;
      say("");
    }
    changed();
  });
  model.on("comm_live_update", () => el.closest(".jupyter-widgets-disconnected") && lose());

  const kernel = model.widget_manager?.kernel;
  const onStatus = (sender, status) => LOST.includes(status) && lose();
  const onConnection = (sender, status) => !gone && say(status === "connected" ? "" : OFFLINE);
  kernel?.statusChanged?.connect(onStatus);
  kernel?.connectionStatusChanged?.connect(onConnection);
  signal.addEventListener("abort", () => {
    kernel?.statusChanged?.disconnect(onStatus);
    kernel?.connectionStatusChanged?.disconnect(onConnection);
  });
  return line;
}
