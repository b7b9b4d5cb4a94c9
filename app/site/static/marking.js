"use strict";
// Words that are marked in the text go into the field beside it; its button then does what it does without scripts.
(() => {
  const text = document.getElementById("field-text");
  const words = document.getElementById("field-marked");
  const button = document.getElementById("add-marked");
  const hint = document.getElementById("nothing-marked");
  // Some browsers move no caret in what is read-only: it is writable then, and nothing can be written into it.
  text.readOnly = false;
  text.inputMode = "none";
  text.setAttribute("aria-readonly", "true");
  text.addEventListener("beforeinput", (event) => event.preventDefault());
  button.addEventListener("click", (event) => {
    const marked = text.value.slice(text.selectionStart, text.selectionEnd).trim();
    if (words.value.trim() === "") words.value = marked;
    if (words.value !== "") return;
    event.preventDefault();
    hint.hidden = false;
    text.focus();
  });
})();
