import { requestBurst } from "../api/client";
import { formatClock } from "../text/format";
import { h, icon, icons, setText } from "./dom";

/** A node that sleeps between windows may need this long. */
const PATIENCE_SECONDS = 90;

/** Orders a burst and shows how it goes until the new spectrum is there. */
export class BurstPanel {
  readonly element: HTMLElement;
  sensor = 0;
  private readonly button: HTMLButtonElement;
  private readonly progress = h("progress", {
    "aria-label": "Waiting for the burst", max: String(PATIENCE_SECONDS), hidden: "",
  });
  private readonly message = h("span", { role: "status" });
  /** Apart from the message, so that a screen reader is not told every second. */
  private readonly seconds = h("span", { "aria-hidden": "true" });
  private readonly line = h("p", { class: "burst-message" }, this.message, this.seconds);
  private waitingSince: number | null = null;
  private reachable = true;
  private destroyed = false;

  constructor(private readonly device: string) {
    this.button = h("button", { type: "button", class: "button primary", on: { click: () => void this.order() } },
      icon(icons.burst), h("span", {}, "Take a burst"));
    this.element = h("div", { class: "burst" }, this.button, this.progress, this.line);
  }

  setReachable(reachable: boolean): void {
    if (reachable !== this.reachable) {
      this.reachable = reachable;
      this.show(reachable ? "" : "The node cannot be reached now.", "");
    }
    this.button.disabled = !reachable || this.waitingSince !== null;
  }

  /** A newer spectrum of this node can be fetched. */
  arrived(): void {
    if (this.waitingSince !== null) {
      this.settle(`Burst received at ${formatClock(new Date())}.`, "ok");
    }
  }

  tick(): void {
    if (this.waitingSince === null) {
      return;
    }
    const seconds = (performance.now() - this.waitingSince) / 1000;
    this.progress.value = Math.min(seconds, PATIENCE_SECONDS);
    if (seconds > PATIENCE_SECONDS) {
      this.settle("No burst has arrived. The node may be asleep; the order stays with it.", "warn");
    } else {
      setText(this.seconds, ` ${Math.floor(seconds)}\u202fs`);
    }
  }

  destroy(): void {
    this.destroyed = true;
  }

  private async order(): Promise<void> {
    this.waitingSince = performance.now();
    this.button.disabled = true;
    this.progress.hidden = false;
    this.progress.value = 0;
    this.show("Asking the node…", "");
    try {
      await requestBurst(this.device, this.sensor);
      if (this.waitingSince !== null) {
        this.show("Asked the node, waiting for the burst…", "");
      }
    } catch (error) {
      if (!this.destroyed) {
        this.settle(error instanceof Error ? error.message : "The burst could not be ordered.", "crit");
      }
    }
  }

  private settle(text: string, tone: string): void {
    this.waitingSince = null;
    this.progress.hidden = true;
    this.button.disabled = !this.reachable;
    this.show(text, tone);
  }

  private show(text: string, tone: string): void {
    setText(this.message, text);
    setText(this.seconds, "");
    this.line.dataset["tone"] = tone;
  }
}
