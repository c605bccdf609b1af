// What everybody can rely on, in a few lines.

import { _, h } from "./dom.js";

/** The ground rules, as a list. */
export function rules() {
  return h("ul", { class: "rules" },
    h("li", {}, _("The facilitator sees what you type, without your name. It’s shown only if it’s picked.")),
    h("li", {}, _("Mistakes are welcome. That’s what we’re here for.")),
    h("li", {}, _("You may just watch, at any time, and say no to anything.")),
    h("li", {}, _("What’s said in this room stays in this room.")));
}
