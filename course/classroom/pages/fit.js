// Words as large as the screen takes them: the back row reads, too.

const LARGEST = 0.06; // of the height of the screen, if it is as wide as most are
const SMALLEST = 14; // px: what doesn't fit at this size is scrolled
const STEPS = 7;

/** Set the size of an element's words, so that nothing needs to be scrolled if that can be. */
export function fit(node) {
  const fits = (size) => {
    node.style.fontSize = `${size}px`;
    return node.scrollHeight <= node.clientHeight && node.scrollWidth <= node.clientWidth;
  };
  let high = Math.max(SMALLEST, Math.min(LARGEST * window.innerHeight, (LARGEST / 1.6) * window.innerWidth));
  let low = SMALLEST;
  if (!fits(high)) {
    for (let step = 0; step < STEPS; step += 1) {
      const middle = (low + high) / 2;
      if (fits(middle)) low = middle;
      else high = middle;
    }
    fits(low);
  }
  const cut = node.scrollHeight > node.clientHeight;
  if (cut) node.setAttribute("tabindex", "0"); // then the keyboard scrolls it
  else node.removeAttribute("tabindex");
}
