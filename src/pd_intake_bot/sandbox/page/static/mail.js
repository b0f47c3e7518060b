// The mail programs of everybody who writes to the mailbox.
import { el, find, forget, sync } from "./dom.js";
import { when, word } from "./words.js";

export class Mail {
  constructor(act, say) {
    this.act = act;
    this.say = say;
    this.presets = [];
    this.answers = "";
    this.extra = {};
    this.form = find("#compose");
    this.threads = find("#threads");
    find("#write").addEventListener("click", () => this.open());
    find("#leave").addEventListener("click", () => this.close());
    find("#preset").addEventListener("change", () => this.#fill());
    this.form.addEventListener("submit", (event) => { event.preventDefault(); this.#send(); });
  }

  async load() {
    this.presets = await (await fetch("presets")).json();
    this.relabel();
  }

  relabel() {
    const chosen = find("#preset").value;
    const kinds = [...new Set(this.presets.map((one) => one.kind))];
    find("#preset").replaceChildren(...kinds.map((kind) => el("optgroup", { label: word(`presets-${kind}`) },
      ...this.presets.filter((one) => one.kind === kind).map((one) => el("option", { value: one.key }, word(`preset-${one.key}`))))));
    if (chosen) find("#preset").value = chosen;
    forget(this.threads);
    this.#tell();
  }

  show(threads, cases) {
    this.cases = cases;
    const items = threads.length ? threads : [{ address: "", mails: [] }];
    const open = new Set([...this.threads.querySelectorAll("details[open]")].map((one) => one.dataset.number));
    sync(this.threads, items, (one) => one.address, (one) => one.address ? this.#thread(one, open) : el("p", { className: "empty" }, word("empty")));
  }

  // Open the form: to answer a letter, with a ready mail, or as it was left.
  open(given = null, preset = null) {
    if (preset) find("#preset").value = preset;
    this.form.hidden = false;
    this.threads.hidden = true;
    this.answers = given?.answers ?? "";
    find("#preset").parentElement.hidden = Boolean(given);
    if (given) { this.extra = {}; this.#put(given); this.#tell(); } else this.#fill();
    (given ? this.form.elements.text : find("#preset")).focus();
  }

  close() {
    this.form.hidden = true;
    this.threads.hidden = false;
    find("#write").focus();
  }

  // Send a ready mail as it stands.
  async sendReady(preset) {
    this.open(null, preset);
    await this.#send();
  }

  #fill() {
    const { automatic, broken, ...given } = this.presets.find((one) => one.key === find("#preset").value) ?? this.presets[0];
    this.extra = { ...(automatic && { automatic }), ...(broken && { broken }) };
    const ref = this.cases?.at(-1)?.ref ?? "PD-2026-00001-F";
    this.#put({ ...given, subject_line: given.subject_line.replace("{ref}", ref) });
    this.#tell();
  }

  // Say what of this mail its fields do not show.
  #tell() {
    const [extra] = Object.keys(this.extra);
    find("#extra").hidden = !extra;
    find("#extra").textContent = extra ? word(`extra-${extra}`) : "";
  }

  #put({ name, address, subject_line, text }) {
    Object.entries({ name, address, subject_line, text }).forEach(([field, value]) => { this.form.elements[field].value = value; });
  }

  async #send() {
    const given = Object.fromEntries(["name", "address", "subject_line", "text"].map((field) => [field, this.form.elements[field].value]));
    await this.act("mail", { ...given, ...this.extra, answers: this.answers });
    this.close();
    this.say(word("sent"));
  }

  #thread({ address, mails }, open) {
    const newest = mails.at(-1)?.number;
    return el("section", { className: "thread" }, el("h3", {}, address),
      ...mails.map((one) => this.#letter(one, address, open.has(one.number) || (one.number === newest && !one.mine))));
  }

  #letter(one, address, opened) {
    const reply = () => this.open({ name: "", address, subject_line: `Re: ${one.subject_line}`, text: "", answers: one.message_id });
    const shown = el("details", { className: `letter${one.mine ? " mine" : ""}`, open: opened },
      el("summary", {}, el("b", {}, one.from), el("time", { datetime: one.at }, when(new Date(one.at))), el("span", {}, one.subject_line)),
      el("div", { className: "words" }, one.text),
      el("div", { className: "row" },
        one.mine ? null : el("button", { type: "button", onclick: reply }, word("reply")),
        el("a", { href: `mail/${one.number}`, target: "_blank", rel: "noreferrer" }, word("raw"))),
      el("details", {}, el("summary", {}, word("headers")), el("pre", { tabindex: "0" }, one.header)));
    shown.dataset.number = one.number;
    return shown;
  }
}
