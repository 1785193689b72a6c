import type { SiteStore } from "../site/store";
import { formatCount } from "../text/format";
import { h, icon, icons, setText } from "./dom";
import type { View } from "./view";

const NO_BROKER = "The gateway has lost its MQTT broker; nodes keep their frames until it is back.";

/** Product, site, whether values are live, and the four figures that matter first. */
export class Header implements View {
  readonly element: HTMLElement;
  private readonly site = h("span", { class: "site" });
  private readonly live = h("span", { class: "live", role: "status" });
  private readonly stored = new Figure("Frames stored");
  private readonly missing = new Figure("Frames missing");
  private readonly alerts = new Figure("Open alerts");
  private readonly online = new Figure("Nodes online");
  private readonly problem = h("p", { class: "problem", role: "alert", hidden: "" });
  private readonly unsubscribe: () => void;

  constructor(private readonly store: SiteStore) {
    const brand = h("a", { class: "brand", href: "#/" },
      h("span", { class: "mark" }, icon(icons.pulse)),
      h("span", { class: "names" }, h("span", { class: "product" }, "Stethos"), this.site));
    const figures = h("dl", { class: "figures" },
      ...[this.alerts, this.online, this.stored, this.missing].map((figure) => figure.element));
    this.element = h("header", { class: "top" },
      h("div", { class: "bar" }, brand, h("a", { class: "bar-link", href: "#/updates" }, "Updates"), this.live), figures, this.problem);
    this.unsubscribe = store.subscribe((change) => {
      if (change.kind === "status" || change.kind === "connection") {
        this.update();
      }
    });
    this.update();
  }

  destroy(): void {
    this.unsubscribe();
  }

  private update(): void {
    const { status, connection } = this.store;
    setText(this.live, { connecting: "Connecting", live: "Live", lost: "Reconnecting" }[connection]);
    this.live.dataset["state"] = connection;
    if (status === null) {
      return;
    }
    setText(this.site, status.site);
    document.title = status.openAlerts > 0 ? `(${status.openAlerts}) ${status.site} – Stethos` : `${status.site} – Stethos`;
    this.alerts.set(formatCount(status.openAlerts), status.openAlerts > 0 ? "crit" : "ok");
    this.online.set(`${formatCount(status.nodesOnline)} of ${formatCount(status.nodes)}`, "");
    this.stored.set(formatCount(status.framesStored), "");
    this.missing.set(formatCount(status.framesMissing), status.framesMissing > 0 ? "warn" : "");
    const problem = status.problem ?? (status.brokerConnected ? "" : NO_BROKER);
    setText(this.problem, problem);
    this.problem.hidden = problem === "";
  }
}

class Figure {
  readonly element: HTMLElement;
  private readonly value = h("dd", {}, "–");

  constructor(label: string) {
    this.element = h("div", { class: "figure" }, h("dt", {}, label), this.value);
  }

  set(text: string, tone: string): void {
    setText(this.value, text);
    this.value.dataset["tone"] = tone;
  }
}
