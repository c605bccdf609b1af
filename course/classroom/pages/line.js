// The line to the server: it says who one is, hears what is shown, and sends each thing until it was answered.

import { keptIn, secret } from "./kept.js";

const SOON = 500; // ms until a line that broke is tried again; then twice as long each time
const LATEST = 8000;
const GAP = 250; // ms between two things sent: who sends more often is cut off
const PATIENCE = 12000; // ms for an answer; the server gives up on its own after ten seconds
const SLEPT = 15000; // ms in the background
const FINAL = ["code", "key"];

/**
 * Open a line. `first` says who one is. `heard` gets each message that isn't about the line itself, `answered(slot,
 * message, verdict)` what became of something sent, and `changed` is called when `state`, `error` or what waits may
 * differ. What waits is kept in the tab under the name `keep`.
 *
 * `state`: "connecting" until the first greeting, "open", "lost" while it is tried again, "refused" with an `error`.
 */
export function connect(first, { heard, answered = () => {}, changed = () => {}, keep = "" }) {
  const place = keptIn(`waiting:${keep}`);
  let waiting = place.read() || []; // {slot, message}, in order; only the first of them is under way
  let socket = null;
  let delay = SOON;
  let retry = 0;
  let deadline = 0;
  let next = 0;
  let sentAt = 0;
  let hiddenAt = 0;
  const line = { state: "connecting", error: "", tries: 0, send, waits, close };

  function set(state, error = "") {
    line.state = state;
    line.error = error;
    changed();
  }

  function open() {
    drop();
    line.tries += 1;
    const address = new URL("live", location.href);
    address.protocol = address.protocol === "https:" ? "wss:" : "ws:";
    address.hash = "";
    socket = new WebSocket(address.href);
    deadline = setTimeout(lost, PATIENCE);
    socket.onopen = () => socket.send(JSON.stringify(first));
    socket.onmessage = (event) => hear(JSON.parse(event.data));
    socket.onclose = lost;
  }

  /** Let go of the line as it is, without a word. */
  function drop() {
    for (const timer of [retry, deadline, next]) clearTimeout(timer);
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
    socket = null;
  }

  function lost() {
    drop();
    if (line.state === "refused" && FINAL.includes(line.error)) return;
    retry = setTimeout(open, delay * (0.75 + Math.random() / 2)); // not all phones of a room at once
    delay = Math.min(2 * delay, LATEST);
    if (line.state === "open") set("lost");
    else changed();
  }

  function hear(message) {
    clearTimeout(deadline);
    if (message.error) {
      delay = message.error === "wait" ? 60000 : LATEST;
      set("refused", message.error);
      lost();
    } else if (message.hello) {
      delay = SOON;
      line.tries = 0;
      set("open");
      sentAt = 0;
      transmit();
    } else if (message.verdict) {
      judge(message);
    } else {
      heard(message);
      expect();
    }
  }

  function judge({ id, verdict }) {
    const found = waiting.find((one) => one.message.id === id);
    if (!found) return; // something newer took its place, and is under way
    if (verdict === "busy") {
      next = setTimeout(transmit, 1000);
      return;
    }
    keepWaiting(waiting.filter((one) => one !== found));
    answered(found.slot, found.message, verdict);
    changed();
    transmit();
  }

  /** Send something until it was answered. Whatever waits in the same slot gives way to it. */
  function send(message, slot = "") {
    const whole = { id: secret(24), ...message };
    const busy = waiting.length > 0 && (waiting.length > 1 || waiting[0].slot !== slot || !slot);
    keepWaiting([...waiting.filter((one) => !slot || one.slot !== slot), { slot, message: whole }]);
    if (!busy && line.state === "open") transmit();
    changed();
    return whole.id;
  }

  /** Send the first of what waits, not too soon after the last. */
  function transmit() {
    clearTimeout(next);
    if (!waiting.length || line.state !== "open") return;
    const rest = sentAt + GAP - Date.now();
    if (rest > 0 && rest <= GAP) {
      next = setTimeout(transmit, rest);
      return;
    }
    sentAt = Date.now();
    socket.send(JSON.stringify(waiting[0].message));
    expect();
  }

  /** A line on which an answer is awaited for too long is taken for broken. */
  function expect() {
    clearTimeout(deadline);
    if (waiting.length) deadline = setTimeout(lost, PATIENCE);
  }

  function keepWaiting(now) {
    waiting = now;
    if (waiting.length) place.keep(waiting);
    else place.drop();
  }

  /** What waits in a slot, in the order it was sent. */
  function waits(slot) {
    return waiting.filter((one) => one.slot === slot).map((one) => one.message);
  }

  /** Try at once, where there is reason to think that it works now. */
  function again() {
    if (line.state === "refused" || socket) return;
    delay = SOON;
    open();
  }

  /** After a long sleep nobody knows whether a line still holds: it is laid anew. */
  function woke() {
    const slept = hiddenAt && Date.now() - hiddenAt > SLEPT;
    hiddenAt = document.hidden ? Date.now() : 0;
    if (document.hidden) return;
    if (slept && line.state === "open") {
      drop();
      set("lost");
    }
    again();
  }

  function close() {
    drop();
    document.removeEventListener("visibilitychange", woke);
    window.removeEventListener("online", again);
    window.removeEventListener("pageshow", woke);
  }

  document.addEventListener("visibilitychange", woke);
  window.addEventListener("online", again);
  window.addEventListener("pageshow", woke);
  open();
  return line;
}
