// A chat on somebody's device: bubbles, buttons, files, and the line to type into.
import { el, forget, rich, sync } from "./dom.js";
import { hour, word } from "./words.js";

export class Chat {
  // `acts` says what this device can do: say, edit, press, tap, files (or null where it can't).
  constructor(pane, acts, label) {
    this.acts = acts;
    this.context = null;
    this.talk = el("div", { className: "talk", role: "log", "aria-live": "polite", tabindex: "0", "aria-label": label });
    this.keys = el("div", { className: "keys" });
    this.about = el("div", { className: "context", hidden: true });
    this.words = el("textarea", { rows: 1, onkeydown: (event) => this.#typed(event) });
    this.file = el("input", { type: "file", multiple: true, hidden: true, onchange: () => this.#attach() });
    this.attach = el("button", { type: "button", hidden: !acts.files, onclick: () => this.file.click() });
    this.send = el("button", { type: "submit", className: "main" });
    this.begin = el("button", { type: "button", className: "main", onclick: () => this.acts.say("/start") });
    const form = el("form", { onsubmit: (event) => { event.preventDefault(); this.#send(); } }, this.attach, this.file, this.words, this.send);
    pane.append(this.talk, el("div", { className: "typing" }, this.keys, this.about, form));
    this.relabel();
  }

  relabel() {
    this.words.setAttribute("aria-label", word("typing"));
    this.words.placeholder = word("typing");
    this.attach.textContent = word("attach");
    this.send.textContent = word("send");
    this.begin.textContent = word("start");
    forget(this.talk);
  }

  // Show messages, and the keys that stand under the typing line.
  show(messages, keyboard = []) {
    const near = this.talk.scrollHeight - this.talk.scrollTop - this.talk.clientHeight < 80;
    const before = this.talk.lastElementChild?.dataset.key;
    const items = messages.length ? messages : [{ id: "none", none: true }];
    sync(this.talk, items, (one) => one.id, (one) => this.#build(one));
    if (near || before !== this.talk.lastElementChild?.dataset.key) this.settle();
    const keys = this.acts.files && !messages.length ? [] : keyboard;
    sync(this.keys, keys.map((row, place) => ({ row, place })), (one) => one.place, ({ row }) => el("div", {}, ...row.map((key) => el("button", { type: "button", onclick: () => this.acts.tap(key.label) }, key.label))));
  }

  // Go to the newest message; of one too tall to be seen whole, to the first of its buttons.
  settle() {
    const newest = this.talk.lastElementChild;
    const first = newest?.querySelector(".keys > div");
    const tall = first && newest.offsetHeight > this.talk.clientHeight;
    const below = tall ? this.talk.getBoundingClientRect().bottom - first.getBoundingClientRect().bottom : 0;
    this.talk.scrollTop = tall ? this.talk.scrollTop - below + first.offsetHeight : this.talk.scrollHeight;
  }

  #build(one) {
    if (one.none) return el("div", { className: "empty" }, el("p", {}, word("empty")), this.acts.files ? this.begin : null);
    if (one.service) return el("div", { className: "event" }, `${one.from}: ${word(`service-${one.service}`)}`);
    const mine = one.mine || (this.acts.who && one.sender === this.acts.who());
    return el("article", { className: `bubble${mine ? " mine" : ""}${one.album ? " in-album" : ""}` },
      mine ? null : el("div", { className: "who" }, one.from),
      one.reply ? el("blockquote", { className: "reply" }, `${one.reply.from}: ${one.reply.text}`) : null,
      one.file ? this.#file(one.file) : null,
      one.note ? el("em", {}, word(`note-${one.note}`)) : null,
      one.text ? el("div", { className: "words" }, rich(one.text, one.entities)) : null,
      one.buttons.length ? this.#buttons(one) : null,
      this.#foot(one, mine));
  }

  #file(file) {
    const address = `file/${file.id}`;
    if (file.photo) return el("img", { src: address, alt: file.name || word("attach"), loading: "lazy" });
    return el("a", { className: "file", href: address, download: file.name }, `📄 ${file.name}`);
  }

  #buttons(one) {
    return el("div", { className: "keys" }, ...one.buttons.map((row) => el("div", {}, ...row.map((key) =>
      key.url ? el("a", { href: key.url, rel: "noreferrer", target: "_blank" }, key.label)
        : el("button", { type: "button", onclick: (event) => this.#press(event.currentTarget, one.id, key.data) }, key.label)))));
  }

  async #press(button, message, data) {
    button.disabled = true;
    button.setAttribute("aria-busy", "true");
    await this.acts.press(message, data);
    button.disabled = false;
    button.removeAttribute("aria-busy");
  }

  #foot(one, mine) {
    const small = (key, about) => el("button", { type: "button", onclick: () => this.#about({ kind: about, message: one }) }, word(key));
    return el("div", { className: "when" },
      one.reactions.length ? el("span", {}, one.reactions.join(" ")) : null,
      one.edited ? el("span", {}, word("edited")) : null,
      small("reply", "answering"),
      mine && this.acts.edit && one.text ? small("edit", "editing") : null,
      el("time", { datetime: new Date(one.at * 1000).toISOString() }, hour(one.at * 1000)));
  }

  #about(context) {
    this.context = context;
    this.about.hidden = !context;
    if (!context) return;
    const words = context.message.text.slice(0, 60) || "…";
    this.about.replaceChildren(el("span", {}, `${word(context.kind)} ${words}`), el("button", { type: "button", onclick: () => this.#about(null) }, word("cancel")));
    if (context.kind === "editing") this.words.value = context.message.text;
    this.words.focus();
  }

  #typed(event) {
    if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      this.#send();
    }
  }

  async #send() {
    const text = this.words.value.trim();
    if (!text) return;
    const { kind, message } = this.context ?? {};
    this.words.value = "";
    this.#about(null);
    if (kind === "editing") await this.acts.edit(message.id, text);
    else await this.acts.say(text, kind === "answering" ? message.id : null);
  }

  async #attach() {
    const files = [...this.file.files];
    this.file.value = "";
    if (files.length) await this.acts.files(files, this.words.value.trim());
    this.words.value = "";
  }
}
