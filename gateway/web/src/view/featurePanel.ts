import { getFeatures } from "../api/client";
import type { FeatureSet } from "../api/types";
import { formatCount, formatMoment, formatNumber } from "../text/format";
import { h, setText } from "./dom";

/** All features of the newest burst, folded away until somebody wants the numbers. */
export class FeaturePanel {
  readonly element: HTMLElement;
  private readonly about = h("p", { class: "muted" });
  private readonly list = h("dl", { class: "facts features" });
  private readonly details: HTMLDetailsElement;
  private sensor: number | null = null;
  private request: AbortController | null = null;

  constructor(private readonly device: string) {
    this.details = h("details", { class: "fold" }, h("summary", {}, "All features of the newest burst"), this.about, this.list) as HTMLDetailsElement;
    this.details.addEventListener("toggle", () => this.refresh());
    this.element = h("section", { class: "card" }, this.details);
  }

  setSensor(sensor: number): void {
    this.sensor = sensor;
    this.refresh();
  }

  refresh(): void {
    if (this.details.open && this.sensor !== null) {
      void this.fetch(this.sensor);
    }
  }

  destroy(): void {
    this.request?.abort();
  }

  private async fetch(sensor: number): Promise<void> {
    this.request?.abort();
    const request = new AbortController();
    this.request = request;
    try {
      this.show(await getFeatures(this.device, sensor, request.signal));
    } catch (error) {
      if (!request.signal.aborted) {
        setText(this.about, `The features could not be loaded: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  private show(set: FeatureSet | null): void {
    if (set === null) {
      setText(this.about, "No burst has arrived yet. Take one to get its features.");
      this.list.replaceChildren();
      return;
    }
    const taken = formatMoment(new Date(set.time), new Date());
    setText(this.about, `Taken ${taken}, ${formatCount(set.samples)} samples at ${formatNumber(set.sampleRateHz)}\u202fHz.`);
    this.list.replaceChildren(...set.features.map(({ name, unit, value }) =>
      h("div", {}, h("dt", {}, name), h("dd", {}, unit === "" ? formatNumber(value) : `${formatNumber(value)}\u202f${unit}`))));
  }
}
