// Everything the learner did, as files: an address, whether words go along, and a button.

function render({ model, el, signal }) {
  const { root, tell } = frame(el, "take-along", model);
  const ids = { title: unique("title"), mail: unique("mail"), words: unique("words"), hint: unique("hint") };
  const scene = model.get("scene");
  const mail = h("input", {
    id: ids.mail, type: "text", inputmode: "email", autocomplete: "email", maxlength: String(scene.longest),
    "aria-describedby": ids.hint, keydown: (event) => event.key === "Enter" && make(),
  });
  const words = h("input", { id: ids.words, type: "checkbox" });
  const making = h("button", { type: "button", class: "m9-button m9-main", click: make }, _("Make my files"));
  const answered = answers(model, signal, (text) => `: ${text}`);
  root.setAttribute("aria-labelledby", ids.title);
  root.prepend(
    h("h3", { id: ids.title }, _("Take along what you did")),
    h("p", {}, _("You get two files. One holds everything, word for word: it is yours. The other tells an employer’s learning system what you did and how it went.")),
    h("div", { class: "m9-field" },
      h("label", { for: ids.mail }, _("E-mail address that the learning system knows you by, if there is one")), mail,
      h("p", { id: ids.hint, class: "m9-soft" }, _("It goes into that file only. Leave it empty if you aren’t sure."))),
    h("p", { class: "m9-check" }, words, " ", h("label", { for: ids.words }, _("Put my own words into that file, too"))),
    h("div", { class: "m9-row" }, making),
    answered.said,
    answered.found,
  );

  const line = connect(model, el, signal, update);

  function make() {
    if (making.getAttribute("aria-disabled") !== "true") line.send({ do: "make", mail: mail.value, words: words.checked });
  }

  function update() {
    const { answer, notice } = model.get("scene");
    making.toggleAttribute("aria-disabled", false);
    if (line.waiting || line.trouble) making.setAttribute("aria-disabled", "true");
    answered.show(answer, line.waiting);
    tell(line.news, notice);
  }
  update();
}

export default { render };
