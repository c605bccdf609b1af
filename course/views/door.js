// A door: what is said in front of it, a button that has something come in, and where the focus goes then.

/** A press of the button calls `open`. Whoever pressed it is led to the words that say what came. */
function doorway(open) {
  const said = h("div", { class: "m9-said", role: "status", tabindex: "-1" });
  const list = h("ul", { class: "m9-fading" });
  const button = h("button", { type: "button", class: "m9-button", click: () => press() });
  const row = h("div", { class: "m9-row" }, button);
  let pressed = false;
  let shown = "";

  function press() {
    if (button.getAttribute("aria-disabled") !== "true") pressed = open();
  }

  /** Say how things stand; words that are there already stay, so that only news is read out. */
  function show(scene, waiting) {
    const words = JSON.stringify(scene.said);
    if (words !== shown) said.replaceChildren(...scene.said.map((text) => h("p", {}, text)));
    const news = words !== shown;
    shown = words;
    list.replaceChildren(...(scene.fading ?? []).map((text) => h("li", {}, text)));
    list.hidden = !scene.fading?.length;
    button.textContent = scene.button ?? "";
    button.classList.toggle("m9-main", scene.main);
    row.hidden = !scene.button;
    if (!pressed || waiting) return;
    pressed = false;
    if (news) said.focus();
  }

  function mend(line) {
    button.toggleAttribute("aria-disabled", false);
    if (line.waiting || line.trouble) button.setAttribute("aria-disabled", "true");
  }
  return { nodes: [said, list, row], show, mend };
}
