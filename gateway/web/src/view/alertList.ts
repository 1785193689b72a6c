import type { Alert } from "../api/types";
import { nodeHref } from "../site/route";
import type { SiteStore } from "../site/store";
import { formatDuration, formatMoment, formatPercent } from "../text/format";
import { causeSentence, verdictSeverity } from "../text/words";
import { h, icon, icons, setText } from "./dom";
import { driverBars } from "./driverBars";
import type { View } from "./view";

const CLEARED_SHOWN = 20;

/** Open alerts, strongest first, and the recently cleared ones folded away; of the whole site or of one node. */
export class AlertList implements View {
  readonly element: HTMLElement;
  private readonly open = h("div", { class: "alerts" });
  private readonly cleared = h("ul", { class: "cleared-list" });
  private readonly clearedTitle = h("summary");
  private readonly clearedBox = h("details", { class: "cleared", hidden: "" }, this.clearedTitle, this.cleared);
  private readonly announcement = h("p", { class: "unseen", role: "status" });
  private readonly unsubscribe: () => void;
  private known: Set<number> | null = null;
  private ages: { element: Element; raised: Date }[] = [];

  constructor(private readonly store: SiteStore, private readonly device: string | null = null) {
    this.element = h("section", { "aria-labelledby": "alerts-title" },
      h("h2", { id: "alerts-title" }, device === null ? "Open alerts" : "Alerts of this node"),
      this.announcement, this.open, this.clearedBox);
    this.unsubscribe = store.subscribe((change) => {
      if (change.kind === "alerts" || (change.kind === "nodes" && change.listChanged)) {
        this.render();
      }
    });
    this.render();
  }

  tick(): void {
    this.ages.forEach(({ element, raised }) => setText(element, ageOf(raised)));
  }

  destroy(): void {
    this.unsubscribe();
  }

  private render(): void {
    const all = [...this.store.alerts.values()].filter((alert) => this.device === null || alert.device === this.device);
    const open = all.filter((alert) => alert.open).sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || b.id - a.id);
    const cleared = all.filter((alert) => !alert.open).sort((a, b) => b.id - a.id).slice(0, CLEARED_SHOWN);
    this.announce(open);
    this.ages = [];
    this.element.hidden = this.device !== null && all.length === 0;
    this.open.replaceChildren(...(open.length === 0 ? [this.calm()] : open.map((alert) => this.card(alert))));
    this.clearedBox.hidden = cleared.length === 0;
    setText(this.clearedTitle, `Recently cleared (${cleared.length})`);
    this.cleared.replaceChildren(...cleared.map(clearedLine));
  }

  /** New alerts are spoken once; the cards themselves change every second and would never let a reader rest. */
  private announce(open: readonly Alert[]): void {
    const { known } = this;
    const added = known === null ? [] : open.filter(({ id }) => !known.has(id));
    if (added.length > 0) {
      setText(this.announcement, `New alert: ${added.map(({ cause, machine }) => causeSentence(cause, machine)).join("; ")}`);
    }
    if (this.store.status !== null) {
      this.known = new Set(open.map(({ id }) => id));
    }
  }

  private calm(): HTMLElement {
    return this.store.status === null
      ? h("p", { class: "calm" }, "Waiting for the gateway…")
      : h("p", { class: "calm" }, icon(icons.check), "Nothing to look after.");
  }

  private card(alert: Alert): HTMLElement {
    const raised = new Date(alert.raised);
    const age = h("span", {}, ageOf(raised));
    this.ages.push({ element: age, raised });
    const isOfUpdate = alert.cause.startsWith("update-");
    const owner = alert.owner === "" ? h("span", { class: "unowned" }, "nobody yet") : h("span", {}, alert.owner);
    return h("article", { class: "card alert", "data-severity": verdictSeverity(alert.cause, alert.score) },
      h("h3", {}, icon(icons.warning), h("span", {}, causeSentence(alert.cause, alert.machine))),
      h("dl", { class: "pairs" },
        pair("Node", h("a", { href: nodeHref(alert.device) }, alert.nodeName), isOfUpdate ? "" : ` · sensor ${alert.sensor}`),
        pair("Since", h("time", { datetime: alert.raised }, formatMoment(raised, new Date())), " (", age, ")"),
        pair("Owner", owner),
        isOfUpdate ? pair("Why", h("a", { href: "#/updates" }, "Updates")) : pair("Score", formatPercent(alert.score))),
      driverBars(alert.drivers));
  }
}

function pair(label: string, ...value: (Node | string)[]): HTMLElement {
  return h("div", {}, h("dt", {}, label), h("dd", {}, ...value));
}

function ageOf(raised: Date): string {
  return `for ${formatDuration((Date.now() - raised.getTime()) / 1000)}`;
}

function clearedLine(alert: Alert): HTMLElement {
  const raised = new Date(alert.raised);
  const cleared = alert.cleared === null ? null : new Date(alert.cleared);
  const lasted = cleared === null ? "" : `, lasted ${formatDuration((cleared.getTime() - raised.getTime()) / 1000)}`;
  return h("li", {},
    h("strong", {}, causeSentence(alert.cause, alert.machine)), " – ",
    h("a", { href: nodeHref(alert.device) }, alert.nodeName),
    `, ${formatMoment(raised, new Date())}${lasted}`);
}
