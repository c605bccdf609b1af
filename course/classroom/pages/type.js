// A round in which one types what the clerk could say.

import { _, h, say } from "./dom.js";
import { keptIn } from "./kept.js";
import { writing } from "./write.js";

const draftOf = (round, code) => `${code}:${round.number}`;

/** A round that is open. */
export function typing(round, answers, code) {
  const sent = h("blockquote", {});
  const standing = h("p", { class: "standing" });
  const { form, field, press, draft } = writing({
    name: `round-${round.number}`,
    label: _("What would you say? Use your own words."),
    button: _("Send"),
    keep: draftOf(round, code),
    send: (text) => answers.send(round, { text }),
  });
  const node = h("div", {}, form, standing, sent,
    h("p", { class: "soft" }, _("The facilitator reads it without your name. The room sees it only if it’s picked.")));

  let fresh = true;

  function update({ round: now, you, paused }) {
    const { text = "" } = answers.mine(now, you);
    if (fresh && !field.value) field.value = text;
    fresh = false;
    if (text && field.value.trim() === text && !answers.pending(now)) draft.drop();
    press.disabled = paused;
    say(press, text ? _("Send the change") : _("Send"));
    say(standing, answers.standing(now, you));
    sent.hidden = !text;
    say(sent, text);
  }
  return { node, update };
}

/** A round that is closed: what one sent, or hadn't sent yet. */
export function typed(round, answers, code) {
  const words = h("blockquote", {});
  const standing = h("p", { class: "standing" });
  const node = h("div", {}, standing, words,
    h("p", { class: "soft" }, _("This round is closed.")));
  const draft = keptIn(`draft:${draftOf(round, code)}`).read() || "";

  function update({ round: now, you }) {
    const { text = "" } = answers.mine(now, you);
    const unsent = draft.trim() && draft.trim() !== text;
    say(standing, answers.standing(now, you) || (unsent ? _("The round was closed before you sent this.") : ""));
    say(words, text || draft.trim());
    words.hidden = !words.textContent;
  }
  return { node, update };
}
