// What a browser keeps for us: in this tab, or for good; in memory alone where it keeps nothing.

const PREFIX = "module-nine-class:";

/** A place for one thing, as JSON. `forGood`: it outlives the tab. */
export function keptIn(name, forGood = false) {
  const key = PREFIX + name;
  let memory = null;
  const attempt = (act) => {
    try {
      return act(forGood ? localStorage : sessionStorage);
    } catch {
      return null; // it is full, or forbidden
    }
  };
  return {
    read() {
      const found = attempt((store) => JSON.parse(store.getItem(key)));
      return found === null ? memory : found;
    },
    keep(what) {
      memory = what;
      attempt((store) => store.setItem(key, JSON.stringify(what)));
    },
    drop() {
      memory = null;
      attempt((store) => store.removeItem(key));
    },
  };
}

/** A word nobody guesses, of so many hexadecimal digits. */
export function secret(digits = 32) {
  const bytes = crypto.getRandomValues(new Uint8Array(digits / 2));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** What only this phone knows: it keeps its seat in the room of a code. */
export function phoneOf(code) {
  const place = keptIn(`phone:${code}`, true);
  const tab = keptIn(`phone:${code}`);
  const phone = [place.read(), tab.read()].find((word) => /^[0-9a-f]{32}$/.test(word)) || secret();
  place.keep(phone);
  tab.keep(phone);
  return phone;
}
