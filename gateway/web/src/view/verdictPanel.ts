import type { Verdict } from "../api/types";
import { formatMoment, formatPercent } from "../text/format";
import { causeName, isHealthy, verdictSeverity } from "../text/words";
import { h, setText } from "./dom";

/** What the model said last, with the probability of each class. */
export class VerdictPanel {
  readonly element: HTMLElement;
  private readonly label = h("p", { class: "verdict-label" });
  private readonly when = h("p", { class: "muted" });
  private readonly classes = h("ul", { class: "classes" });

  constructor() {
    this.element = h("section", { class: "card verdict-card", "aria-labelledby": "verdict-title" },
      h("h2", { id: "verdict-title" }, "Verdict"), this.label, this.when, this.classes);
  }

  set(verdict: Verdict | null): void {
    this.element.dataset["severity"] = verdict === null ? "none" : verdictSeverity(verdict.label, verdict.score);
    if (verdict === null) {
      setText(this.label, "No verdict yet");
      setText(this.when, "It comes with the first scored window.");
      this.classes.replaceChildren();
      return;
    }
    setText(this.label, causeName(verdict.label));
    const time = formatMoment(new Date(verdict.time), new Date());
    setText(this.when, `Fault score ${formatPercent(verdict.score)} · sensor ${verdict.sensor} · ${time}`);
    const rows = Object.entries(verdict.probabilities).sort(([, a], [, b]) => (b ?? 0) - (a ?? 0));
    this.classes.replaceChildren(...rows.map(([name, share]) => classBar(name, share)));
  }
}

function classBar(name: string, share: number | null): HTMLElement {
  const bar = h("div", { class: "bar-track", "aria-hidden": "true" }, h("span", { class: "bar-value" }));
  bar.style.setProperty("--value", String(share ?? 0));
  return h("li", { "data-healthy": String(isHealthy(name)) },
    h("span", {}, causeName(name)), bar, h("span", { class: "number" }, formatPercent(share)));
}
