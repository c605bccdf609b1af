// What has happened since the desk was last drawn, in sentences for who listens to it.

import { verdict } from "./desk_verdict.js";
import { _ } from "./dom.js";
import { news as shared } from "./news.js";

/** Sentences, "" among them where there is nothing to say. */
export function news(before, now) {
  const { round } = now;
  const same = before.round && round && before.round.number === round.number;
  const closed = same && before.round.open && !round.open;
  const all = same && round.open && now.here > 0 && now.answered >= now.here && before.answered < now.answered;
  return [shared(before, now), closed ? verdict(now) : "", all ? _("Everybody who is here has answered.") : ""];
}
