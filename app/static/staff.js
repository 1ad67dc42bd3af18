// Improves the forms of the desk; all of them work without it.
"use strict";

// How much is left of a text, while it is written. Nothing is cut off: too long is said, and kept.
for (const counter of document.querySelectorAll(".counter[data-for]")) {
  const field = document.getElementById(counter.dataset.for);
  if (!field) continue;
  const most = Number(counter.dataset.most), calm = counter.textContent;
  const show = () => {
    // Characters as the desk counts them, not halves of some.
    const left = most - [...field.value].length;
    const words = left < 0 ? counter.dataset.over : counter.dataset.left;
    counter.textContent = left > 1000 ? calm : words.replace("{n}", Math.abs(left));
    counter.classList.toggle("is-over", left < 0 && !("gentle" in counter.dataset));
  };
  field.addEventListener("input", show);
  show();
}

// A button pressed twice sends once.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "yes";
  // Unless nothing came of it: whoever stopped the browser can send it again.
  setTimeout(() => delete form.dataset.sent, 5000);
});
// Back in a page that the browser kept, its forms can be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.forms) delete form.dataset.sent;
});

// Whoever leaves with something unsent is asked first.
let isSending = false;
const changed = new Set();
document.addEventListener("input", (event) => {
  if (event.target.form && event.target.form.method === "post") changed.add(event.target.form);
});
document.addEventListener("submit", () => { isSending = true; });
window.addEventListener("beforeunload", (event) => {
  const isText = [...changed].some((form) => form.querySelector("textarea"));
  if (isText && !isSending) event.preventDefault();
});
