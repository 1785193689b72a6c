import { getCrop, requestCrop } from "../api/client";
import type { Crop } from "../api/types";
import { drawCrop } from "../charts/picture";
import { formatMoment, formatPercent } from "../text/format";
import { causeName, verdictSeverity } from "../text/words";
import { h, icon, icons, setText } from "./dom";

/** The newest crop with its verdict, and a button for another. */
export class CropPanel {
  readonly element: HTMLElement;
  private readonly canvas = h("canvas", { class: "crop-picture", role: "img", "aria-label": "Newest crop" });
  private readonly label = h("p", { class: "chip" });
  private readonly about = h("p", { class: "muted" });
  private readonly message = h("p", { class: "muted", role: "status" });
  private readonly button: HTMLButtonElement;
  private sensor: number | null = null;
  private request: AbortController | null = null;
  private shown = "";

  constructor(private readonly device: string) {
    this.button = h("button", { type: "button", class: "button", on: { click: () => void this.order() } },
      icon(icons.burst), h("span", {}, "Look closer"));
    this.element = h("div", { class: "crop" },
      h("h4", {}, "Newest crop"), this.canvas, this.label, this.about, this.button, this.message);
  }

  setSensor(sensor: number | null): void {
    this.sensor = sensor;
    this.refresh();
  }

  refresh(): void {
    if (this.sensor !== null) {
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
      this.show(await getCrop(this.device, sensor, request.signal));
    } catch (error) {
      if (!request.signal.aborted) {
        setText(this.message, `The crop could not be loaded: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }

  private show(crop: Crop | null): void {
    this.canvas.hidden = crop === null;
    this.label.hidden = crop === null || crop.label === "";
    if (crop === null) {
      setText(this.about, "None has arrived yet.");
      return;
    }
    drawCrop(this.canvas, crop);
    const share = crop.probabilities[crop.label] ?? null;
    setText(this.label, `${causeName(crop.label)} ${formatPercent(share)}`);
    this.label.dataset["severity"] = verdictSeverity(crop.label, crop.score);
    const model = crop.model === "" ? "no model looked at it" : crop.model;
    setText(this.about, `Picture ${crop.picture} at ${crop.column}, ${crop.row} · ${formatMoment(new Date(crop.time), new Date())} · ${model}`);
    const key = `${crop.time} ${crop.picture}`;
    if (this.shown !== "" && key !== this.shown) {
      setText(this.message, "");
    }
    this.shown = key;
  }

  private async order(): Promise<void> {
    if (this.sensor === null) {
      return;
    }
    this.button.disabled = true;
    try {
      await requestCrop(this.device, this.sensor);
      setText(this.message, "Asked the node, waiting for the crop…");
    } catch (error) {
      setText(this.message, error instanceof Error ? error.message : "The crop could not be ordered.");
    } finally {
      this.button.disabled = false;
    }
  }
}
