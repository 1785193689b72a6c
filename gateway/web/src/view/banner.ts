import type { SiteStore } from "../site/store";
import { formatClock } from "../text/format";
import { h, icon, icons, setText } from "./dom";
import type { View } from "./view";

/** A short interruption heals by itself and is not worth a fright. */
const PATIENCE_MS = 1_500;

/** Says that values are old while the gateway cannot be reached. */
export class Banner implements View {
  readonly element: HTMLElement;
  private readonly text = h("span");
  private readonly unsubscribe: () => void;
  private timer = 0;

  constructor(private readonly store: SiteStore, retry: () => void) {
    this.element = h("div", { class: "banner", role: "alert", hidden: "" },
      icon(icons.lost), this.text, h("button", { type: "button", class: "button small", on: { click: retry } }, "Try now"));
    this.unsubscribe = store.subscribe((change) => {
      if (change.kind === "connection") {
        this.update();
      }
    });
  }

  destroy(): void {
    this.unsubscribe();
  }

  private update(): void {
    clearTimeout(this.timer);
    if (this.store.connection === "lost") {
      this.timer = window.setTimeout(() => this.show(), PATIENCE_MS);
    } else {
      this.element.hidden = true;
      document.body.classList.remove("stale");
    }
  }

  private show(): void {
    const since = this.store.lastHeard === null ? "" : ` Values are from ${formatClock(this.store.lastHeard)}.`;
    setText(this.text, `Connection to the gateway lost.${since} Trying again…`);
    this.element.hidden = false;
    document.body.classList.add("stale");
  }
}
