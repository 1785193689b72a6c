import type { Edge, Verdict } from "../api/types";
import { edgeCounts, edgeSeverity, edgeText } from "../text/edgeWords";
import { formatMoment, formatPercent } from "../text/format";
import { causeName, isHealthy, verdictSeverity } from "../text/words";
import { h, setText } from "./dom";

/** What the model said last, with the probability of each class, and beside it what the model on the node said. */
export class VerdictPanel {
  readonly element: HTMLElement;
  private readonly label = h("p", { class: "verdict-label" });
  private readonly when = h("p", { class: "muted" });
  private readonly classes = h("ul", { class: "classes" });
  private readonly edge = h("p", { class: "edge" });
  private readonly edgeCounts = h("p", { class: "muted" });

  constructor() {
    this.element = h("section", { class: "card verdict-card", "aria-labelledby": "verdict-title" },
      h("h2", { id: "verdict-title" }, "Verdict"), this.label, this.when, this.classes, this.edge, this.edgeCounts);
    this.setEdge(null);
  }

  /** Null while the node has no model. */
  setEdge(edge: Edge | null): void {
    this.edge.hidden = edge === null;
    this.edgeCounts.hidden = edge === null;
    if (edge !== null) {
      this.edge.dataset["severity"] = edgeSeverity(edge);
      setText(this.edge, edgeText(edge));
      setText(this.edgeCounts, edgeCounts(edge));
    }
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
