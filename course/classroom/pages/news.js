// What has happened since a page was last drawn, in sentences for who listens to it.

import { _ } from "./dom.js";
import { question } from "./choose.js";
import { spoken } from "./talk.js";

const same = (one, other) => one && other && one.text === other.text && one.from === other.from;

/** What a round asks, in a sentence. */
export function asked(round, customer) {
  if (round.way === "type") return _("What would you say? Use your own words.");
  if (round.way === "cards") return _("Role play: {title}", { title: round.of });
  return question(round, customer);
}

function talked(before, now) {
  const went = before.lines.some((line, at) => !same(line, now.lines[at]));
  if (!went) return now.lines.slice(before.lines.length).map((line) => spoken(line, now.customer));
  const last = now.lines[now.lines.length - 1];
  return [_("The talk goes back."), last ? spoken(last, now.customer) : ""];
}

function rounds(before, now) {
  const [was, is] = [before.round, now.round];
  if (!is) return [];
  if (!was || was.number !== is.number) return is.open ? [asked(is, now.customer)] : [];
  return was.open && !is.open ? [_("The round is closed.")] : [];
}

function turns(before, now) {
  const told = [];
  if (now.ended && !before.ended) told.push(now.ended.title, now.ended.text);
  if (now.paused !== before.paused) told.push(now.paused ? _("The class is paused.") : _("The class goes on."));
  if (now.over && !before.over) told.push(_("The class is over."));
  return told;
}

/** All of it, joined; "" for nothing. `before` is the scene that was shown, null at first. */
export function news(before, now) {
  if (!before) return "";
  return [...talked(before, now), ...rounds(before, now), ...turns(before, now)].filter(Boolean).join(" ");
}
