// Searches a copy of the site: the index is a script beside it.
"use strict";

const MOST = 200;
const FIELDS = ["instrument", "theme", "status", "stage", "extent", "corroboration", "overdue"];

// As app/domain/folding.py does it.
function fold(text) {
  const folded = text.normalize("NFKC").toLowerCase().replace(/ß/g, "ss").replace(/ς/g, "σ")
    .replace(/[ёәғқңөүұһі]/g, (letter) => "еагкноуухи"["ёәғқңөүұһі".indexOf(letter)])
    .replace(/[\u00ad\u0300-\u036f]/g, "");
  return folded.match(/[\p{L}\p{N}]+/gu) || [];
}

const byId = (id) => document.getElementById(id);
const index = window.scorecard;
const form = byId("page_search");
const list = byId("page_found");
const told = byId("page_told");

// A group is a stem: what its words begin with, then endings with rows.
const words = window.scorecardWords;
const groups = words?.groups.split(";").map((group) => group.split(","));
const endings = words?.endings.split(" ");

// The server's own stem of a word that is written; of another form the longest.
function stemsOf(word) {
  let found = groups.filter(([start, ...forms]) =>
    forms.some((form) => `${start}${form} `.startsWith(`${word} `)));
  for (let cut = word.length; cut > 2 && !found.length; cut--) {
    if (!endings.includes(word.slice(cut))) continue;
    found = groups.filter(([start]) => start === word.slice(0, cut));
  }
  return found;
}

function rowsOf(word) {
  const rows = new Set();
  const same = stemsOf(word);
  for (const group of groups) {
    for (const form of group.slice(1)) {
      if (!same.includes(group) && !(group[0] + form).startsWith(word)) continue;
      let row = 0;
      for (const step of form.split(" ").slice(1)) rows.add(row += parseInt(step, 36));
    }
  }
  return rows;
}

function fits(row, given) {
  return FIELDS.every((name, place) => {
    const wanted = given.get(name);
    return !wanted || [row[place + 3]].flat().includes(wanted);
  });
}

function nameOf(field, value) {
  const choice = [...form.elements[field].options].find((one) => one.value === value);
  return choice?.textContent ?? "";
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
  where.textContent = [index.instruments[row[3]], row[1]].filter(Boolean).join(" · ");
  made.append(head, status, where);
  return made;
}

function show() {
  const given = new URLSearchParams(location.hash.slice(1));
  for (const field of form.elements) if (field.name) field.value = given.get(field.name) || "";
  const query = given.get("q") || "";
  const asked = [...new Set(fold(query))].slice(0, 12).map(rowsOf);
  const found = index.rows.filter((row, place) =>
    (asked.length || !query) && asked.every((rows) => rows.has(place)) && fits(row, given));
  list.replaceChildren(...found.slice(0, MOST).map(line));
  const [some, all] = [found, index.rows].map(({ length }) => length.toLocaleString(document.documentElement.lang));
  told.textContent = told.dataset.told.replace("%1", some).replace("%2", all);
  byId("page_more").hidden = found.length <= MOST;
}

function ask() {
  const given = new URLSearchParams();
  for (const field of form.elements) if (field.name && field.value) given.set(field.name, field.value);
  location.hash = given.toString();
}

if (index && words && form) {
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask();
  });
  form.addEventListener("change", ask);
  addEventListener("hashchange", show);
  form.hidden = told.hidden = false;
  byId("page_without").hidden = true;
  show();
}
