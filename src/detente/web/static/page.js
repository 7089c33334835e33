"use strict";
// All of the page works without this: it adds keys, ties marks to their lines, and moves the as-of day in place.
const $ = (what, within = document) => within.querySelector(what);
const all = (what) => [...document.querySelectorAll(what)];
const say = (words) => { $("#said").textContent = words; };
let at = -1;

function stand(next) {
  const items = all("main .item");
  if (!items.length) return;
  at = Math.max(0, Math.min(items.length - 1, next));
  const item = items[at];
  const open = $("a.open, a.to, a", item);
  if (open) open.focus({ preventScroll: true });
  item.scrollIntoView({ block: "nearest" });
  light(item.dataset.id);
  say(`${at + 1} of ${items.length}`);
}

function light(id) {
  all(".on").forEach((part) => part.classList.remove("on"));
  if (!id) return;
  all(`[data-id="${CSS.escape(id)}"], [data-for="${CSS.escape(id)}"]`).forEach((part) => part.classList.add("on"));
}

function turn(step) {
  const here = all("[data-turn]");
  if (here.length) {
    const now = here.indexOf(document.activeElement);
    const next = here[now < 0 ? (step > 0 ? 0 : here.length - 1) : Math.max(0, Math.min(here.length - 1, now + step))];
    next.focus();
    next.scrollIntoView({ block: "center" });
    return;
  }
  const turns = document.body.dataset.turns.split(" ").filter(Boolean);
  const now = turns.findIndex((id) => location.pathname.includes(id));
  const next = turns[now < 0 ? (step > 0 ? 0 : turns.length - 1) : now + step];
  if (next) location.href = document.body.dataset.turnPage.replace("ID", next);
}

function day(step) {
  const range = $("#step");
  if (!range) return;
  range.value = Number(range.value) + step;
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
  query.delete("step");
  query.delete("was");
  if (query.get("by") === "report") query.delete("by");
  const days = $("#step").dataset.days.split(" ");
  if (query.get("asof") >= days[days.length - 1] && !query.get("by")) query.delete("asof");
  const address = form.getAttribute("action") + (String(query) ? `?${query}` : "");
  const reply = await fetch(address);
  const page = new DOMParser().parseFromString(await reply.text(), "text/html");
  if (!$("main", page) || !$("header", page)) { location.href = address; return; }
  const kept = document.activeElement && document.activeElement.id;
  $("header").replaceWith(document.adoptNode($("header", page)));
  $("main").replaceWith(document.adoptNode($("main", page)));
  history.pushState(null, "", address);
  const again = kept && document.getElementById(kept);
  if (again) again.focus();
  at = -1;
  const head = $(".past") || $("h1");
  say(head.textContent.trim());
}

function copy() {
  const text = $(".citation");
  if (!text) { say("Nothing to cite on this page"); return; }
  $(".cite").open = true;
  const done = () => say("Citation copied");
  const failed = () => { getSelection().selectAllChildren(text); say("Citation selected"); };
  if (navigator.clipboard) navigator.clipboard.writeText(text.textContent).then(done, failed);
  else failed();
}

function evidence() {
  const section = $("#evidence");
  if (section) { section.focus(); section.scrollIntoView(); return; }
  const item = all("main .item")[Math.max(at, 0)];
  const open = item && $("a.open, a.to, a", item);
  if (open) location.href = open.href + (open.href.includes("/event/") ? "#evidence" : "");
}

const keys = {
  j: () => stand(at + 1), k: () => stand(at - 1), e: evidence, y: copy,
  c: () => { location.href = document.body.dataset.claims; },
  "[": () => turn(-1), "]": () => turn(1), ",": () => day(-1), ".": () => day(1),
  "/": () => { if ($("#q")) $("#q").focus(); },
  "?": () => { const help = $("#keys"); help.open = !help.open; if (help.open) { $("summary", help).focus(); } },
  Enter: () => { const item = all("main .item")[at]; const open = item && $("a.open, a.to, a", item); if (open) open.click(); },
};

const stored = (value) => { try { if (value) localStorage.keys = value; return localStorage.keys; } catch { return ""; } };
const toggle = $("#keys-on");
if (toggle) {
  toggle.checked = stored() !== "off";
  toggle.addEventListener("change", () => stored(toggle.checked ? "on" : "off"));
}
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || (toggle && !toggle.checked && event.key !== "?")) return;
  if (event.target.closest("input, select, textarea")) return;
  if (event.key === "Enter" && event.target.closest("a, button, summary")) return;
  if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
});
document.addEventListener("input", (event) => { if (event.target.id === "step") named(event.target); });
document.addEventListener("change", (event) => {
  if (event.target.closest(".replay") && $("#asof").value) replay(event.target.form);
});
for (const kind of ["pointerover", "focusin"]) {
  document.addEventListener(kind, (event) => {
    const part = event.target.closest("[data-for], .item");
    if (part) light(part.dataset.for || part.dataset.id);
  });
}
addEventListener("popstate", () => location.reload());
