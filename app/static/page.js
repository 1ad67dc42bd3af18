// Improves the public pages; all of them are whole without it.
"use strict";

function button(name, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.textContent = name;
  made.addEventListener("click", () => press(made));
  return made;
}

// A press instead of selecting a long text.
if (navigator.clipboard) {
  for (const code of document.querySelectorAll("[data-copy]")) {
    const { copy, copied } = code.dataset;
    const told = document.createElement("span");
    told.className = "unseen";
    told.setAttribute("role", "status");
    const press = async (pressed) => {
      try {
        await navigator.clipboard.writeText(code.value);
      } catch {
        code.select();
        return;
      }
      pressed.textContent = told.textContent = copied;
      setTimeout(() => {
        pressed.textContent = copy;
        told.textContent = "";
      }, 3000);
    };
    const made = button(copy, press);
    made.setAttribute("aria-describedby", code.id);
    code.after(made, told);
  }
}

// What the reader's own device shares with.
if (navigator.share) {
  for (const place of document.querySelectorAll("[data-share]")) {
    const { share, title } = place.dataset;
    const press = () => navigator.share({ title, url: location.href }).catch(() => {});
    place.append(button(share, press));
  }
}

// An address may point into something that is folded up.
function unfold() {
  let name = "";
  try {
    name = decodeURIComponent(location.hash.slice(1));
  } catch { /* no name can be read from it */ }
  const target = name && document.getElementById(name);
  if (!target) return;
  let isFolded = false;
  for (let one = target.closest("details"); one; one = one.parentElement.closest("details")) {
    isFolded = isFolded || !one.open;
    one.open = true;
  }
  if (isFolded) target.scrollIntoView();
}
addEventListener("hashchange", unfold);
unfold();

// On paper nothing can be unfolded.
let unfolded = [];
addEventListener("beforeprint", () => {
  unfolded = [...document.querySelectorAll("main details:not([open]), .cite:not([open])")];
  for (const one of unfolded) one.open = true;
});
addEventListener("afterprint", () => {
  for (const one of unfolded) one.open = false;
});
