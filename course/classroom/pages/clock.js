// How much time is left of what the facilitator set. Nothing ends with it.

import { _ } from "./dom.js";

let skew = 0; // ms by which the server's clock is ahead of this one's

/** Learn the server's time from an answer of its own, as far as it tells. */
export function learnTime(response) {
  const told = Date.parse(response.headers.get("Date"));
  const off = told - Date.now();
  skew = Math.abs(off) > 2000 ? off : 0; // it tells whole seconds
}

/** The seconds that are left of a timer, at least 0. */
export function left({ seconds, since }, now = Date.now()) {
  const gone = (now + skew - Date.parse(since)) / 1000;
  return Math.max(0, Math.min(seconds, Math.ceil(seconds - gone)));
}

/** What a timer shows. */
export function face(timer) {
  const rest = left(timer);
  if (!rest) return _("Time’s up. Take the time you need to finish.");
  return `${Math.floor(rest / 60)}:${String(rest % 60).padStart(2, "0")}`;
}
