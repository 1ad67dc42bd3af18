// Searches a copy of the site that no server answers for: the index is a script beside it.
"use strict";

const FIELDS = { instrument: 3, theme: 4, status: 5, stage: 6, extent: 7, corroboration: 8 };
const MOST = 200;
const LETTERS = { ё: "е", ә: "а", ғ: "г", қ: "к", ң: "н", ө: "о", ү: "у", ұ: "у", һ: "х", і: "и" };

// As app/domain/folding.py folds what is searched.
function fold(text) {
  const folded = text.normalize("NFKC").toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ")
    .replace(/[ёәғқңөүұһі]/g, (letter) => LETTERS[letter])
    .replace(/[\u00ad\u0300-\u036f]/g, "");
  return folded.match(/[\p{L}\p{N}\p{M}]+/gu) || [];
}

const index = window.scorecard;
const form = document.getElementById("page_search");
const list = document.getElementById("page_found");
const told = document.getElementById("page_told");

// Words of each row, made when they are first needed.
const words = new Map();
function wordsOf(row) {
  if (!words.has(row)) {
    const own = fold(`${row[0]} ${row[1]} ${row[2]}`);
    words.set(row, ` ${own.join(" ")} ${row[10]}`);
  }
  return words.get(row);
}

function fits(row, asked, given) {
  for (const [name, place] of Object.entries(FIELDS)) {
    const wanted = given.get(name);
    if (!wanted) continue;
    if (name === "instrument" && index.instruments[row[place]][0] !== wanted) return false;
    if (name === "theme" && !row[place].some((one) => index.themes[one][0] === wanted)) return false;
    if (place > 4 && row[place] !== wanted) return false;
  }
  const due = given.get("overdue");
  if (due && (due === "true") !== (row[9] === 1)) return false;
  return asked.every((word) => wordsOf(row).includes(` ${word}`));
}

function nameOf(field, value) {
  const choice = [...form.elements[field].options].find((one) => one.value === value);
  return choice ? choice.textContent : "";
}

function line(row) {
  const made = document.createElement("li");
  made.className = `row is-${row[7] === "part" && row[5] === "enacted" ? "enacted-part" : row[5]}`;
  const head = document.createElement("h2");
  const link = document.createElement("a");
  link.href = `commitments/${row[0]}.html`;
  link.textContent = row[2];
  head.append(link);
  const status = document.createElement("p");
  status.textContent = nameOf("status", row[5]);
  const where = document.createElement("p");
  where.className = "meta";
  where.textContent = [index.instruments[row[3]][1], row[1]].filter(Boolean).join(" · ");
  made.append(head, status, where);
  return made;
}

function show() {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const field of form.elements) if (field.name) field.value = given.get(field.name) || "";
  const asked = fold(given.get("q") || "").slice(0, 12);
  const found = index.rows.filter((row) => fits(row, asked, given));
  list.replaceChildren(...found.slice(0, MOST).map(line));
  told.textContent = told.dataset.told.replace("%1", found.length).replace("%2", index.rows.length);
  document.getElementById("page_more").hidden = found.length <= MOST;
}

function ask() {
  const given = new URLSearchParams();
  for (const field of form.elements) if (field.name && field.value) given.set(field.name, field.value);
  location.hash = given.toString();
}

if (index && form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  form.addEventListener("change", ask);
  addEventListener("hashchange", show);
  form.hidden = told.hidden = false;
  document.getElementById("page_without").hidden = true;
  show();
}
