import { getVision } from "../api/client";
import type { Vision } from "../api/types";
import { drawBlocks, drawHistogram } from "../charts/picture";
import { toPictureColumns } from "../charts/series";
import { TrendChart } from "../charts/trendChart";
import { formatMoment, formatNumber, formatQuantity } from "../text/format";
import { CropPanel } from "./cropPanel";
import { h, setText } from "./dom";

const LEAST_REFRESH_MS = 2_000;
const LEAST_SPAN_S = 60;

/** What a camera or thermal array sees: blocks, changed regions, drift, light, heat, newest crop. */
export class VisionPanel {
  readonly element: HTMLElement;
  private readonly canvas = h("canvas", { class: "blocks", role: "img" });
  private readonly caption = h("p", { class: "muted" });
  private readonly note = h("p", { class: "muted" });
  private readonly facts = h("dl", { class: "facts" });
  private readonly histogram = h("canvas", { class: "histogram", role: "img", "aria-label": "Grey levels" });
  private readonly greys = h("div", {}, h("h4", {}, "Grey levels"), this.histogram);
  private readonly crop: CropPanel;
  private readonly shiftX = chart("shiftX", "Shift to the right", "px", "--series-1");
  private readonly shiftY = chart("shiftY", "Shift downwards", "px", "--series-2");
  private readonly light = chart("light", "Light", "grey", "--series-3");
  private readonly heat = chart("maxCelsius", "Hottest pixel", "°C", "--series-4");
  private readonly charts = [this.shiftX, this.shiftY, this.light, this.heat];
  private sensor: number | null = null;
  private request: AbortController | null = null;
  private fetchedMs = 0;
  private stale = false;

  constructor(device: string, private readonly load = getVision.bind(null, device)) {
    this.crop = new CropPanel(device);
    this.element = h("section", { class: "card", "aria-labelledby": "vision-title" },
      h("h2", { id: "vision-title" }, "Picture"),
      h("div", { class: "vision" },
        h("div", { class: "vision-picture" }, this.canvas, this.caption),
        h("div", { class: "vision-facts" }, this.facts, this.greys, this.note),
        this.crop.element),
      h("div", { class: "chart-grid" }, ...this.charts.map(({ element }) => element)));
  }

  /** Null hides the panel: the node's sensor is none that sees. */
  setSensor(sensor: number | null): void {
    this.sensor = sensor;
    this.element.hidden = sensor === null;
    this.crop.setSensor(sensor);
    this.refresh();
  }

  frameArrived(): void {
    this.stale = true;
  }

  cropArrived(): void {
    this.crop.refresh();
  }

  tick(): void {
    if (this.stale && performance.now() - this.fetchedMs > LEAST_REFRESH_MS) {
      this.refresh();
    }
  }

  refresh(): void {
    if (this.sensor !== null) {
      void this.fetch(this.sensor);
    }
  }

  destroy(): void {
    this.request?.abort();
    this.crop.destroy();
    this.charts.forEach((each) => each.destroy());
  }

  private async fetch(sensor: number): Promise<void> {
    this.request?.abort();
    const request = new AbortController();
    this.request = request;
    this.fetchedMs = performance.now();
    this.stale = false;
    try {
      this.show(await this.load(sensor, request.signal));
    } catch (error) {
      if (!request.signal.aborted) {
        setText(this.note, `The picture could not be loaded: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  private show(vision: Vision | null): void {
    this.canvas.hidden = vision === null;
    if (vision === null) {
      setText(this.caption, "No picture has arrived yet.");
      return;
    }
    const thermal = vision.meanCelsius !== null;
    drawBlocks(this.canvas, vision);
    const changed = vision.regions.length === 0 ? "nothing changed" : `${vision.regions.length} changed ${vision.regions.length === 1 ? "region" : "regions"}`;
    this.canvas.setAttribute("aria-label", `Means of ${vision.blocks.length} blocks, ${changed}`);
    setText(this.caption, `Picture ${vision.picture}, ${vision.width} × ${vision.height}, ${formatMoment(new Date(vision.time), new Date())} · ${changed}`);
    this.facts.replaceChildren(...facts(vision).map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))));
    this.greys.hidden = vision.histogram.length === 0;
    drawHistogram(this.histogram, vision.histogram);
    this.crop.element.hidden = thermal;
    this.light.element.hidden = thermal;
    this.heat.element.hidden = !thermal;
    setText(this.note, qualityText(vision.quality));
    this.showTrend(vision);
  }

  private showTrend(vision: Vision): void {
    const columns = toPictureColumns(vision.trend);
    const to = columns.times[columns.times.length - 1] ?? 0;
    const from = Math.min(columns.times[0] ?? to, to - LEAST_SPAN_S);
    // A thermal array without a shift gets no empty charts.
    const moves = vision.trend.some(({ shiftX }) => shiftX !== null);
    this.shiftX.element.hidden = !moves;
    this.shiftY.element.hidden = !moves;
    this.charts.filter(({ element }) => !element.hidden).forEach((each) => each.setData(columns, from, to));
  }
}

function facts(vision: Vision): [string, string][] {
  const last = vision.trend[vision.trend.length - 1];
  const { shiftX, shiftY } = last ?? { shiftX: null, shiftY: null };
  const list: [string, string][] = [];
  if (shiftX !== null && shiftY !== null) {
    const length = Math.hypot(shiftX, shiftY);
    list.push(["Position", `${formatNumber(length)}\u202fpx away (alert from ${formatNumber(vision.shiftLimit)})`]);
    list.push(["Right, down", `${formatNumber(shiftX)}, ${formatNumber(shiftY)}\u202fpx`]);
  }
  if (vision.meanCelsius === null) {
    list.push(["Light", lightText(vision.light, vision.lightReference)]);
    return list;
  }
  list.push(["Hottest", formatQuantity(last?.maxCelsius, "°C")], ["Mean", formatQuantity(vision.meanCelsius, "°C")]);
  list.push(["Coldest", formatQuantity(vision.minCelsius, "°C")]);
  vision.hotSpots.forEach((spot, i) => list.push([
    `Hot spot ${i + 1}`, `${formatQuantity(spot.celsius, "°C")} at ${spot.column}, ${spot.row}`]));
  return list;
}

function lightText(light: number | null, reference: number | null): string {
  if (light === null || reference === null || reference === 0) {
    return `${formatNumber(light)} of 255`;
  }
  const change = Math.round((light / reference - 1) * 100);
  return `${formatNumber(light)} of 255 (${change >= 0 ? "+" : "−"}${Math.abs(change)}\u202f% since the start)`;
}

function qualityText(quality: number): string {
  const names: [number, string][] = [
    [1, "overexposed"], [2, "rows lost"], [8, "too dark"], [16, "blank"], [32, "bus fault"], [64, "no reference yet"], [128, "learning the background"]];
  const found = names.filter(([bit]) => (quality & bit) !== 0).map(([, name]) => name);
  return found.length === 0 ? "" : `Quality: ${found.join(", ")}.`;
}

function chart(key: "shiftX" | "shiftY" | "light" | "maxCelsius", title: string, unit: string, colour: string): TrendChart {
  return new TrendChart({ key, title, unit, colour, sync: "pictures" });
}
