"use strict";
// All of the page works without this: it adds keys, ties marks to their lines, and moves the as-of day in place.
const $ = (what, within = document) => within.querySelector(what);
const all = (what) => [...document.querySelectorAll(what)];
const say = (words) => { $("#said").textContent = words; };
const lead = (item) => item && $(".open, .to, a", item);
const go = (address) => { location.href = address; };
const set = document.body.dataset;
let at = -1;

function stand(next) {
  const items = all("main .item");
  if (!items.length) return;
  at = Math.max(0, Math.min(items.length - 1, next));
  const item = items[at];
  lead(item)?.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
  light(item.dataset.id);
  say(`${at + 1} of ${items.length}`);
}

function light(id) {
  all(".on").forEach((part) => part.classList.remove("on"));
  const name = id && CSS.escape(id);
  if (id) all(`[data-id="${name}"],[data-for="${name}"]`).forEach((part) => part.classList.add("on"));
}

function turn(step) {
  const here = all("[data-turn]");
  const turns = here.length ? here : set.turns.split(" ").filter(Boolean);
  const now = turns.findIndex((one) => one === document.activeElement || location.pathname.includes(one));
  const next = turns[now < 0 ? (step > 0 ? 0 : turns.length - 1) : now + step];
  if (!next) return;
  if (next.focus) next.focus();
  else go(set.turnPage.replace("ID", next));
}

function day(step) {
  const range = $("#step");
  if (!range) return;
  range.value = +range.value + step;
  named(range);
  replay(range.form);
}

function named(range) {
  const chosen = range.dataset.days.split(" ")[range.value];
  $("#asof").value = chosen;
  range.setAttribute("aria-valuetext", chosen);
}

async function replay(form) {
  const query = new URLSearchParams(new FormData(form));
  for (const name of ["step", "was"]) query.delete(name);
  const address = `${form.getAttribute("action")}?${query}`;
  const page = new DOMParser().parseFromString(await (await fetch(address)).text(), "text/html");
  if (!$(".replay", page)) return go(address);
  const kept = document.activeElement.id;
  for (const part of ["header", "main"]) $(part).replaceWith(document.adoptNode($(part, page)));
  history.pushState(null, "", address);
  if (kept) document.getElementById(kept)?.focus();
  at = -1;
  say(($(".past") || $("h1")).textContent.trim());
}

function copy() {
  const text = $(".citation");
  if (!text) return say("Nothing to cite on this page");
  $(".cite").open = true;
  getSelection().selectAllChildren(text);
  const selected = () => say("Citation selected");
  if (!navigator.clipboard) return selected();
  navigator.clipboard.writeText(text.textContent).then(() => say("Citation copied"), selected);
}

function evidence() {
  const section = $("#evidence");
  const open = lead(all("main .item")[Math.max(at, 0)]);
  if (section) section.focus();
  else if (open) go(open.href + (open.href.includes("#") ? "" : "#evidence"));
}

const keys = {
  j: () => stand(at + 1), k: () => stand(at - 1), e: evidence, y: copy, c: () => go(set.claims),
  "[": () => turn(-1), "]": () => turn(1), ",": () => day(-1), ".": () => day(1),
  "/": () => $("#q")?.focus(),
  "?": () => { const help = $("#keys"); help.open = !help.open; $("summary", help).focus(); },
  Enter: () => lead(all("main .item")[at])?.click(),
};
const toggle = $("#keys-on");
try {
  toggle.checked = localStorage.keys !== "off";
  toggle.onchange = () => { localStorage.keys = toggle.checked ? "on" : "off"; };
} catch { /* a browser that keeps nothing: keys stay on */ }
document.addEventListener("keydown", (event) => {
  const { key, target } = event;
  if (event.ctrlKey || event.metaKey || event.altKey || !(toggle?.checked || key === "?")) return;
  if (target.closest("input,select" + (key === "Enter" ? ",a,button,summary" : ""))) return;
  if (keys[key]) { event.preventDefault(); keys[key](); }
});
document.addEventListener("input", ({ target }) => { if (target.id === "step") named(target); });
document.addEventListener("change", ({ target }) => { if (target.closest(".replay") && $("#asof").value) replay(target.form); });
for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, ({ target }) => {
    const part = target.closest("[data-for],.item");
    if (part) light(part.dataset.for || part.dataset.id);
  });
}
// A browser that does not open what a link leads into is helped.
function reveal() {
  const part = document.getElementById(location.hash.slice(1));
  const box = part?.closest("details");
  if (!box) return;
  box.open = true;
  part.scrollIntoView();
}
addEventListener("hashchange", reveal);
addEventListener("popstate", () => { if (!location.hash) location.reload(); });
reveal();
