// The page: one feed of the whole state, and acts that go to the servers behind it.
import { Chat } from "./chat.js";
import { el, find, forget, sync } from "./dom.js";
import { Guide } from "./guide.js";
import { Mail } from "./mail.js";
import { choose, clock, day, language, left, said, when, word } from "./words.js";

const SOON = 3;
let state = null;
let inGroup = true;
// How many messages of each officer's private chat have been looked at.
const seen = new Map();

const who = (selector) => Number(find(selector).value);

async function act(name, given = {}) {
  const response = await fetch(`act/${name}`, { method: "POST", body: JSON.stringify(given), headers: { "Content-Type": "application/json" } });
  const done = await response.json();
  if (!response.ok) toast(done.error);
  return done;
}

let hiding = 0;
function toast(words) {
  if (!words) return;
  find("#toast").textContent = words;
  find("#toast").classList.add("shown");
  clearTimeout(hiding);
  hiding = setTimeout(() => find("#toast").classList.remove("shown"), 4500);
}

function answered(done) {
  if (done.unanswered) toast(word("unanswered"));
  else if (done.private) showPrivate();
  else if (done.alert) {
    find("#alert-text").textContent = done.text;
    find("#alert").showModal();
  } else toast(done.text);
}

const phoneOf = (selector) => ({
  say: (text, reply) => act("say", { who: who(selector), text, reply }),
  edit: (message, text) => act("edit", { who: who(selector), message, text }),
  tap: (label) => act("tap", { who: who(selector), label }),
  press: async (message, button) => answered(await act("press", { who: who(selector), message, button })),
  files: (files, caption) => upload(who(selector), files, caption),
});

async function upload(number, files, caption) {
  const form = new FormData();
  form.set("who", number);
  form.set("caption", caption);
  for (const file of files) form.append("file", file);
  await fetch("files", { method: "POST", body: form });
}

const topic = () => Number(find("#topic").value) || null;
const group = {
  who: () => who("#officer"),
  say: (text, reply) => act("say-in-group", { who: who("#officer"), text, reply, topic: topic() }),
  press: async (message, button) => answered(await act("press-in-group", { who: who("#officer"), message, button })),
};

const places = { group: el("div", { className: "place" }), private: el("div", { className: "place", hidden: true }) };
find("#staff").append(places.group, places.private);
const phone = new Chat(find("#phone"), phoneOf("#person"), word("phone"));
const staff = new Chat(places.group, group, word("group"));
const desk = new Chat(places.private, phoneOf("#officer"), word("private"));
const mail = new Mail(act, toast);
const guide = new Guide({
  mail: () => { reveal("mail"); mail.sendReady(language === "kk" ? "inquiry-kk" : "inquiry-ru"); },
  phone: () => { reveal("phone"); act("say", { who: who("#person"), text: "/start" }); },
  card: openCard,
  odd: () => { reveal("mail"); mail.open(null, "no-kazakh-keys"); },
});

function draw() {
  if (!state) return;
  options("#person", state.people);
  options("#officer", state.officers);
  drawPhone();
  drawStaff();
  mail.show(state.mail, state.cases);
  drawRegister();
  find("#clock").textContent = clock(new Date(state.now));
  drawService();
  guide.show(state);
}

function options(selector, people) {
  const named = ({ name, role }) => (role ? `${name}, ${word(`role-${role}`)}` : name);
  sync(find(selector), people.map((one) => ({ id: one.id, name: named(one) })), (one) => one.id, (one) => el("option", { value: String(one.id) }, one.name));
}

function drawPhone() {
  const shown = state.people.find((one) => one.id === who("#person"));
  phone.show(shown.messages, shown.keyboard);
}

function drawStaff() {
  const officer = state.officers.find((one) => one.id === who("#officer"));
  desk.show(officer.messages, officer.keyboard);
  if (!inGroup || !seen.has(officer.id)) seen.set(officer.id, officer.messages.length);
  find("#in-private").textContent = word("private") + (officer.messages.length > seen.get(officer.id) ? " ●" : "");
  const { forum, topics, messages } = state.group;
  find("#topic-choice").hidden = !forum || !inGroup;
  find("#topics").hidden = !inGroup;
  find("#topics").setAttribute("aria-pressed", forum);
  const choices = [{ id: 0, name: word("all-topics") }, ...topics.map(({ id, name, closed }) => ({ id, name: closed ? `✓ ${name}` : name }))];
  sync(find("#topic"), choices, (one) => one.id, (one) => el("option", { value: String(one.id) }, one.name));
  const wanted = forum ? topic() : null;
  staff.show(wanted ? messages.filter((one) => one.topic === wanted) : messages);
}

function showPrivate() {
  inGroup = false;
  turn();
}

function showGroup() {
  inGroup = true;
  turn();
}

// Press the first button under the newest card, as an officer would.
function openCard() {
  reveal("staff");
  showGroup();
  [...places.group.querySelectorAll(".bubble")].findLast((one) => one.querySelector(".keys button"))?.querySelector(".keys button").click();
  // Whoever has begun a private chat with the bot is only told that the case is there now.
  if (state.officers.find((one) => one.id === who("#officer")).messages.length) showPrivate();
}

// Where one pane is shown at a time, show this one.
function reveal(pane) {
  find("main").dataset.shown = pane;
  for (const tab of document.querySelectorAll(".tabs button")) tab.setAttribute("aria-pressed", tab.dataset.pane === pane);
  for (const chat of [phone, staff, desk]) chat.settle();
  find(`#${pane}`).focus();
}

function turn() {
  places.group.hidden = !inGroup;
  places.private.hidden = inGroup;
  find("#in-group").setAttribute("aria-pressed", inGroup);
  find("#in-private").setAttribute("aria-pressed", !inGroup);
  draw();
  (inGroup ? staff : desk).settle();
}

function drawRegister() {
  find("#no-cases").hidden = state.cases.length > 0;
  sync(find("#cases"), [...state.cases].reverse(), (one) => one.ref, (one) => el("tr", {},
    el("td", { className: "ref" }, one.ref),
    el("td", {}, said(one.title)),
    el("td", {}, said(one.state_words)),
    el("td", { "data-name": word("promised") }, dated(one, "promised")),
    el("td", { "data-name": word("target") }, dated(one, "target"), remaining(one))));
  sync(find("#events"), state.events, (one) => one.position, (one) => el("li", {},
    el("span", { className: "position" }, `№ ${one.position}`),
    el("time", { datetime: one.at }, when(new Date(one.at))),
    el("span", {}, [one.ref, said(one.words), nameOf(one.actor)].filter(Boolean).join(" · ")),
    el("code", { title: one.hash }, one.hash.slice(0, 8))));
}

function dated(one, clockName) {
  if (one.paused[clockName]) return word("paused");
  return one[clockName] ? day(one[clockName]) : word("waits");
}

const nameOf = (actor) => state.officers.find((one) => String(one.id) === actor)?.name;

function remaining({ left: days }) {
  if (days === null) return null;
  const urgency = days < 0 ? " late" : days <= SOON ? " soon" : "";
  return el("span", { className: `left${urgency}` }, ` · ${left(days)}`);
}

function drawService() {
  const { running, starting } = state.service;
  const shown = find("#service");
  shown.textContent = word(starting ? "starting" : running ? "running" : "down");
  shown.classList.toggle("down", !running || starting);
  find("#fault-smtp").setAttribute("aria-pressed", state.faults.includes("smtp"));
  find("#fault-telegram").setAttribute("aria-pressed", state.faults.includes("telegram"));
}

function relabel() {
  document.documentElement.lang = language;
  for (const one of document.querySelectorAll("[data-word]")) one.textContent = word(one.dataset.word);
  for (const one of document.querySelectorAll("[data-label]")) one.setAttribute("aria-label", word(one.dataset.label));
  for (const chat of [phone, staff, desk]) chat.relabel();
  mail.relabel();
  guide.relabel();
  for (const list of ["#cases", "#topic", "#events", "#officer"]) forget(find(list));
  draw();
}

for (const one of document.querySelectorAll("[data-act]")) {
  one.addEventListener("click", async () => {
    if ((await act(one.dataset.act)).none) toast(word(`no-${one.dataset.act}`));
  });
}
for (const what of ["smtp", "telegram"]) {
  find(`#fault-${what}`).addEventListener("click", () => act("fault", { what, broken: !state.faults.includes(what) }));
}
find("#restart").addEventListener("click", () => act("restart"));
find("#topics").addEventListener("click", () => act("topics"));
find("#person").addEventListener("change", draw);
find("#officer").addEventListener("change", draw);
find("#topic").addEventListener("change", draw);
find("#in-group").addEventListener("click", showGroup);
find("#in-private").addEventListener("click", showPrivate);
find("#language").value = language;
find("#language").addEventListener("change", (event) => { choose(event.target.value); relabel(); });

const narrow = matchMedia("(max-width: 760px)");
const fold = () => { find("#tools").open = !narrow.matches; };
narrow.addEventListener("change", fold);
fold();

const dark = () => document.documentElement.dataset.theme === "dark" || (!document.documentElement.dataset.theme && matchMedia("(prefers-color-scheme: dark)").matches);
document.documentElement.dataset.theme = localStorage.getItem("theme") ?? "";
if (!document.documentElement.dataset.theme) delete document.documentElement.dataset.theme;
find("#theme").addEventListener("click", () => {
  document.documentElement.dataset.theme = dark() ? "light" : "dark";
  localStorage.setItem("theme", document.documentElement.dataset.theme);
});

for (const tab of document.querySelectorAll(".tabs button")) {
  tab.addEventListener("click", () => reveal(tab.dataset.pane));
}

relabel();
await mail.load();
const feed = new EventSource("feed");
feed.onmessage = (event) => { state = JSON.parse(event.data); draw(); };
feed.onerror = () => toast(word("lost"));
