// Tells a newcomer what to press first, and what after that, until it is sent away.
import { find } from "./dom.js";
import { word } from "./words.js";

const STEPS = {
  begin: ["mail", "phone"],
  answer: ["card", null],
  more: ["odd", null],
};

export class Guide {
  // `acts` says what each button does.
  constructor(acts) {
    this.acts = acts;
    this.step = "begin";
    this.left = sessionStorage.getItem("guide") === "left";
    ["#guide-main", "#guide-other"].forEach((button, place) => {
      find(button).addEventListener("click", () => this.acts[STEPS[this.step][place]]());
    });
    find("#guide-leave").addEventListener("click", () => this.leave());
  }

  show({ cases }) {
    const step = cases.length === 0 ? "begin" : cases.every((one) => one.open) ? "answer" : "more";
    find("#guide").hidden = this.left;
    if (step === this.step) return;
    this.step = step;
    this.relabel();
  }

  relabel() {
    find("#guide-words").textContent = word(`guide-${this.step}`);
    ["#guide-main", "#guide-other"].forEach((button, place) => {
      const act = STEPS[this.step][place];
      find(button).hidden = !act;
      if (act) find(button).textContent = word(`guide-${act}`);
    });
  }

  leave() {
    this.left = true;
    sessionStorage.setItem("guide", "left");
    find("#guide").hidden = true;
    find("#phone").focus();
  }
}
