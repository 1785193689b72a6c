import { getTrend } from "../api/client";
import type { TrendPoint } from "../api/types";
import { toColumns } from "../charts/series";
import { TrendChart } from "../charts/trendChart";
import { formatCount } from "../text/format";
import { h, setText } from "./dom";
import { type Choice, Segments } from "./segments";

const POINTS = 600;
const LEAST_SPAN_S = 120;
const LEAST_REFRESH_MS = 5_000;
const RANGES: readonly Choice<number>[] = [
  { value: 60, label: "1 h" }, { value: 360, label: "6 h" }, { value: 1440, label: "24 h" }, { value: 10080, label: "7 d" },
];

/** Four quantities over time with a common period. */
export class TrendPanel {
  readonly element: HTMLElement;
  private readonly charts = [
    new TrendChart({ key: "rms", title: "Acceleration RMS", unit: "g", colour: "--series-1" }),
    new TrendChart({ key: "velocityRms", title: "Velocity RMS", unit: "mm/s", colour: "--series-2" }),
    new TrendChart({ key: "kurtosis", title: "Kurtosis", unit: "", colour: "--series-3" }),
    new TrendChart({ key: "faultScore", title: "Fault score", unit: "", colour: "--series-4", range: [0, 1] }),
  ];
  private readonly grid = h("div", { class: "chart-grid" }, ...this.charts.map((chart) => chart.element));
  private readonly note = h("p", { class: "muted note" });
  private readonly ranges: Segments<number>;
  private minutes = 60;
  private sensor: number | null = null;
  private request: AbortController | null = null;
  private fetchedMs = 0;
  private newFrame = false;
  private lastSeen: string | null = null;

  constructor(private readonly device: string) {
    this.ranges = new Segments("Period", (minutes) => {
      this.minutes = minutes;
      this.refresh();
    });
    this.ranges.set(RANGES, this.minutes);
    this.element = h("section", { class: "card", "aria-labelledby": "trend-title" },
      h("div", { class: "panel-head" }, h("h2", { id: "trend-title" }, "Trend"), this.ranges.element),
      this.grid, this.note);
  }

  setSensor(sensor: number): void {
    this.sensor = sensor;
    this.refresh();
  }

  frameArrived(lastSeen: string | null): void {
    this.newFrame ||= lastSeen !== this.lastSeen;
    this.lastSeen = lastSeen;
  }

  /** A new frame moves a short trend soon and a long one rarely. */
  tick(): void {
    const wait = Math.max(LEAST_REFRESH_MS, (this.minutes * 60_000) / POINTS);
    if (this.newFrame && performance.now() - this.fetchedMs > wait) {
      this.refresh();
    }
  }

  refresh(): void {
    if (this.sensor !== null) {
      void this.fetch(this.sensor, this.minutes);
    }
  }

  destroy(): void {
    this.request?.abort();
    this.charts.forEach((chart) => chart.destroy());
  }

  private async fetch(sensor: number, minutes: number): Promise<void> {
    this.request?.abort();
    const request = new AbortController();
    this.request = request;
    this.fetchedMs = performance.now();
    this.newFrame = false;
    try {
      this.show(await getTrend(this.device, sensor, minutes, POINTS, request.signal), minutes);
    } catch (error) {
      if (!request.signal.aborted) {
        setText(this.note, `The trend could not be loaded: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  private show(points: readonly TrendPoint[], minutes: number): void {
    const now = Date.now() / 1000;
    const newest = points.length === 0 ? now : Date.parse(points[points.length - 1]!.time) / 1000;
    // The gateway's clock decides where the newest point lies; the viewer's may be behind it.
    const to = Math.max(now, newest);
    this.grid.hidden = points.length === 0;
    const columns = toColumns(points);
    // A young node's points would be squeezed into the last pixels of the period: show from its first point instead.
    const oldest = points.length === 0 ? to : Date.parse(points[0]!.time) / 1000;
    const from = Math.max(to - minutes * 60, Math.min(oldest, to - LEAST_SPAN_S));
    this.charts.forEach((chart) => chart.setData(columns, from, to));
    const flagged = points.filter((point) => point.qualityFlags !== 0).length;
    const quality = flagged === 0 ? "" : `, ${formatCount(flagged)} with a quality flag`;
    setText(this.note, points.length === 0
      ? "No frames in this period."
      : `${formatCount(points.length)} points${quality}. Holes are missing frames.`);
  }
}
