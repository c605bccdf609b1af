// The page that participants open: the code, and then the class.

import { _, announcer, begin, fill, h, say } from "./dom.js";
import { answers as answersOver } from "./answer.js";
import { codeForm, codeHere } from "./code.js";
import { phoneOf } from "./kept.js";
import { connect } from "./line.js";
import { news } from "./news.js";
import { room } from "./room.js";
import { rules } from "./rules.js";

const BLINK = 1000; // ms that a line may be gone before one is told

const page = begin(_("The live class"));
const announce = announcer(document.getElementById("news"));

function wrong({ error }, code) {
  return error === "wait"
    ? _("Too many codes were tried from here. Please wait a minute, and try again.")
    : _("There’s no class with the code {code}. Look at the wall once more.", { code });
}

/** What there is to say about the line; "" while all is well. */
function weather({ state, error, tries }) {
  if (state === "open") return "";
  if (error === "log") return _("The class’s computer has trouble saving. What you chose is kept, and it’s being tried again.");
  if (error === "wait") return _("Too many codes were tried from here. This page tries again in a minute.");
  if (state === "lost") return _("The line is gone. What you chose is kept, and it’s being tried again.");
  return tries > 2 ? _("The class can’t be reached yet. Is this phone in the right Wi-Fi? It’s being tried again.") : _("Connecting…");
}

/** Ask for the code. `trouble` is what was wrong with the one before. */
function ask(typed = "", trouble = "") {
  const { form, field } = codeForm(enter, _("Join"), typed, trouble);
  fill(page, h("h1", {}, _("The live class")), form, h("h2", {}, _("Ground rules")), rules());
  if (trouble) field.focus();
}

function enter(code) {
  history.replaceState(null, "", `#${code}`);
  join(code, true);
}

/** Go in. `typed`: by the form, whose place the class then takes. */
function join(code, typed = false) {
  let scene = null;
  let own = null;
  let told = 0;
  let inside = null;
  const state = h("p", { class: "state" }, _("Connecting…"));
  const place = h("div", {});
  fill(page, state, place);

  const line = connect({ do: "join", code, phone: phoneOf(code) }, { heard, answered, changed, keep: code });
  const answers = answersOver(line);

  function heard(message) {
    if (message.you) {
      own = message.you;
      answers.caughtUp();
    }
    if (message.scene) {
      announce(news(scene, message.scene));
      scene = message.scene;
    }
    draw();
  }

  function answered(slot, message, verdict) {
    answers.heard(slot, message, verdict);
    const here = scene && own && scene.round && scene.round.number === message.round;
    announce(verdict === "counted" ? _("Counted.") : here ? answers.trouble(scene.round, own) : "");
  }

  function changed() {
    if (line.state === "refused" && !scene && line.error !== "log") {
      line.close();
      ask(code, wrong(line, code));
      return;
    }
    clearTimeout(told);
    if (line.state === "open") weathered();
    else told = setTimeout(weathered, BLINK);
    draw();
  }

  function weathered() {
    const words = weather(line);
    if (state.textContent !== words) announce(words || (scene && _("The line is back.")));
    say(state, words);
    state.hidden = !words;
  }

  function draw() {
    if (!scene || !own) return;
    if (!inside) {
      inside = room(place, code, answers);
      document.title = scene.title;
      inside.draw(scene, own);
      if (typed) inside.title.focus();
    }
    inside.draw(scene, own);
  }
}

window.addEventListener("hashchange", () => location.reload());
if (codeHere()) join(codeHere());
else ask();
