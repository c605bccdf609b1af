// What every page of the live class shares: sentences in its language, and building elements.
// A phone from 2019 can read these pages: nothing that is younger stands in them, in JavaScript or in CSS.

import { language, words } from "./words.js";

/** A sentence in the language of the page, with `parts` in the places of their {names}. */
export function _(sentence, parts = {}) {
  const said = words[sentence] || sentence;
  return said.replace(/\{(\w+)\}/g, (gap, name) => (name in parts ? parts[name] : gap));
}

/** The sentence as it is, marked to be translated where it is shown. */
export function N_(sentence) {
  return sentence;
}

/** Build an element. Strings always go in as text: nobody's words are read as HTML. */
export function h(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") node.addEventListener(name, value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  node.append(...kept(children));
  return node;
}

/** Put these into an element, in the place of all that is in it. */
export function fill(node, ...children) {
  node.textContent = "";
  node.append(...kept(children));
}

/** Have an element say a text, unless it says so already. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

const shown = new WeakMap();

/**
 * Build what is in an element anew, if `what` it shows has changed. Whoever had the focus inside, and lost it, finds it
 * on the heading there.
 */
export function show(node, what, build) {
  const now = JSON.stringify(what);
  if (shown.get(node) === now) return;
  shown.set(node, now);
  const held = node.contains(document.activeElement);
  fill(node, build());
  const heading = node.querySelector("[tabindex='-1']");
  if (held && heading && !node.contains(document.activeElement)) heading.focus();
}

/** Say something to who listens to the page, politely and once. What comes at the same time is said together. */
export function announcer(node) {
  let waiting = [];
  return (sentence) => {
    if (!sentence) return;
    waiting.push(sentence);
    if (waiting.length > 1) return;
    setTimeout(() => {
      fill(node, h("p", {}, waiting.join(" ")));
      waiting = [];
    }, 100);
  };
}

/** Begin a page: in its language, with its title and nothing in it yet. */
export function begin(title) {
  document.documentElement.lang = language;
  document.title = title;
  const page = document.getElementById("page");
  fill(page);
  return page;
}

function kept(children) {
  return children.flat(3).filter((child) => child !== null && child !== undefined && child !== false);
}
