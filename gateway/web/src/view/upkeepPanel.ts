import { configure, identify } from "../api/client";
import type { DescribedProperty, Health, HealthPoint, LastWords, Upkeep, WantedConfiguration } from "../api/types";
import { formatCount, formatMoment } from "../text/format";
import { LED_CODES, LED_STEP_MS } from "../text/ledCodes";
import { causeOfReset, duration, errorName, modeName, startsText, undoing, wantedText } from "../text/upkeepWords";
import { h, setText } from "./dom";
import { SettingsForm } from "./settingsForm";

const SEVERITIES: Record<string, string> = { Normal: "ok", None: "none", Trial: "warn" };
const BLINK_SECONDS = 60;
const SVG = "http://www.w3.org/2000/svg";

/** How the node itself fares: mode, memory, queue, radio, supply, errors, last words, and settings to send. */
export class UpkeepPanel {
  readonly element: HTMLElement;
  private readonly mode = h("span", { class: "chip" });
  private readonly words = h("p", { class: "upkeep-words" });
  private readonly facts = h("dl", { class: "facts features" });
  private readonly trend = h("figure", { class: "spark" });
  private readonly errors = h("p", { class: "upkeep-errors" });
  private readonly result = h("p", { class: "muted", role: "status" });
  private readonly input = h("input", { type: "text", placeholder: "period-ms=2000", "aria-label": "Settings, name=value" });
  private readonly blinks = h("span", { class: "muted", role: "status" });
  private readonly answer = h("p", { class: "burst-message", role: "status" });
  private readonly written = h("form", { class: "upkeep-form", on: { submit: (event) => void this.send(event) } },
    this.input, h("button", { type: "submit", class: "button" }, "Send settings"));
  private readonly described = h("div", {});
  private readonly undo = h("button", { type: "button", class: "button", on: { click: () => void this.sendBack() } }, "Undo");
  private wanted: WantedConfiguration | null = null;

  constructor(private readonly device: string) {
    this.element = h("section", { class: "card upkeep", "aria-labelledby": "upkeep-title" },
      h("div", { class: "panel-head" }, h("h2", { id: "upkeep-title" }, "Node health"), this.mode),
      this.words, this.facts, this.trend, this.errors, this.result,
      h("details", { class: "fold" }, h("summary", {}, "Settings"), this.written, this.described, this.undo, this.answer),
      h("details", { class: "fold" }, h("summary", {}, "What the lamp says"), lampTable()),
      h("p", { class: "settings-send" },
        h("button", { type: "button", class: "button", on: { click: () => void this.blink() } }, "Make it blink"), this.blinks));
  }

  /** A node that describes its settings gets a form for them; those of another one are written by hand. */
  setDescribed(properties: readonly DescribedProperty[]): void {
    this.written.hidden = properties.some((property) => property.setting !== "");
    this.described.replaceChildren(...(this.written.hidden
      ? [new SettingsForm(properties, (settings) => this.keep(settings)).element] : []));
  }

  set(upkeep: Upkeep | null): void {
    this.element.hidden = upkeep === null || (upkeep.mode === "None" && upkeep.health === null);
    if (upkeep === null) {
      return;
    }
    setText(this.mode, modeName(upkeep.mode));
    this.mode.dataset["severity"] = SEVERITIES[upkeep.mode] ?? "crit";
    this.showWords(upkeep.lastWords);
    this.showHealth(upkeep.health, upkeep.starts);
    this.trend.replaceChildren(...sparkline(upkeep.trend));
    const errors = upkeep.health?.errors ?? [];
    setText(this.errors, errors.length === 0
      ? "" : "Errors since its start: " + errors.map((error) => `${errorName(error.name)} ${formatCount(error.count)}×`).join(", "));
    const running = upkeep.configurationNumber === 0 ? "Runs with the settings it was flashed with."
      : `Runs with configuration ${upkeep.configurationNumber}.`;
    this.wanted = upkeep.wanted;
    setText(this.result, this.wanted === null ? running : `${running} ${wantedText(this.wanted)}`);
    this.result.dataset["tone"] = this.wanted?.status === "Refused" || this.wanted?.status === "Returned" ? "warn" : "";
    this.undo.hidden = this.wanted === null || undoing(this.wanted) === null;
  }

  private showWords(words: LastWords | null): void {
    const bad = words !== null && (words.cause === "Watchdog" || words.cause === "Crash" || words.cause === "Brownout");
    this.words.dataset["tone"] = bad ? "warn" : "";
    setText(this.words, words === null ? "" : `Last start ${formatMoment(new Date(words.time), new Date())}: ${causeOfReset(words.cause)}`
      + (words.loop === "None" ? "" : `, ${words.loop.toLowerCase()} loop`)
      + (words.error === "None" ? "" : `, last error: ${errorName(words.error)}`)
      + (words.uptimeSeconds === 0 ? "" : `, after ${duration(words.uptimeSeconds)}`)
      + (words.crashes > 0 ? `; ${words.crashes} bad ${words.crashes === 1 ? "end" : "ends"} in a row` : "") + ".");
  }

  private showHealth(health: Health | null, starts: readonly string[]): void {
    if (health === null) {
      this.facts.replaceChildren(fact("Health", "not told yet"));
      return;
    }
    const rows: [string, string | null][] = [
      ["Running for", duration(health.uptimeSeconds)],
      ["Starts", startsText(starts, new Date())],
      ["Free memory", `${kilo(health.freeBytes)} (least ${kilo(health.lowWaterBytes)})`],
      ["Queue", `${formatCount(health.depth)} waiting, room for ${health.hours >= 100 ? Math.round(health.hours) : health.hours} h`],
      ["Radio", health.radioDbm === null ? null : `${health.radioDbm} dBm`],
      ["Board", health.temperatureCelsius === null ? null : `${health.temperatureCelsius.toFixed(1)} °C`],
      ["Battery", health.batteryMilliVolts === null ? null
        : `${(health.batteryMilliVolts / 1000).toFixed(2)} V` + (health.chargePercent === null ? "" : `, ${health.chargePercent} %`)],
      ["Longest turn", `${formatCount(health.longestLoopMs)} ms`],
      ["Features", `${formatCount(health.featuresMs)} ms`],
      ["Inference", health.inferenceMs === null ? null : `${formatCount(health.inferenceMs)} ms`],
    ];
    this.facts.replaceChildren(...rows.flatMap(([name, value]) => (value === null ? [] : [fact(name, value)])));
  }

  private async blink(): Promise<void> {
    try {
      await identify(this.device, BLINK_SECONDS);
      setText(this.blinks, `Its lamp blinks quickly for ${BLINK_SECONDS} s.`);
    } catch (error) {
      setText(this.blinks, error instanceof Error ? error.message : "It could not be asked.");
    }
  }

  private async send(event: Event): Promise<void> {
    event.preventDefault();
    await this.keep(this.input.value.trim().split(/\s+(?=[a-z-]+=)/).filter((part) => part !== ""));
  }

  private async sendBack(): Promise<void> {
    await this.keep(this.wanted === null ? [] : undoing(this.wanted) ?? []);
  }

  private async keep(settings: string[]): Promise<boolean> {
    if (settings.length === 0) {
      this.say("Nothing to send: fill in what is to change.", "warn");
      return false;
    }
    try {
      const sent = await configure(this.device, settings);
      this.say(`Kept as configuration ${sent.number}; what becomes of it appears above.`, "");
      return true;
    } catch (error) {
      this.say(error instanceof Error ? error.message : "The settings could not be sent.", "crit");
      return false;
    }
  }

  private say(text: string, tone: string): void {
    setText(this.answer, text);
    this.answer.dataset["tone"] = tone;
  }
}

function fact(name: string, value: string): HTMLElement {
  return h("div", {}, h("dt", {}, name), h("dd", {}, value));
}

function kilo(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/** Free memory over time, from zero; nothing with fewer than two points. */
function sparkline(points: readonly HealthPoint[]): (Node | string)[] {
  const last = points[points.length - 1];
  if (last === undefined || points.length < 2) {
    return [];
  }
  const most = Math.max(...points.map((point) => point.freeBytes), 1);
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 240 40");
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", `Free memory, now ${kilo(last.freeBytes)}`);
  const line = document.createElementNS(SVG, "polyline");
  line.setAttribute("points", points
    .map((point, i) => `${((240 * i) / (points.length - 1)).toFixed(1)},${(38 - (34 * point.freeBytes) / most).toFixed(1)}`).join(" "));
  svg.append(line);
  return [h("figcaption", { class: "muted" }, "Free memory"), svg];
}

function lampTable(): HTMLElement {
  return h("ul", { class: "lamp" }, ...LED_CODES.map((code) => {
    const strip = document.createElementNS(SVG, "svg");
    strip.setAttribute("viewBox", "0 0 32 4");
    strip.setAttribute("role", "img");
    strip.setAttribute("aria-label", `${code.pattern.length * LED_STEP_MS} ms: ${code.pattern}`);
    for (let step = 0; step < 32; step++) {
      if (code.pattern[step % code.pattern.length] === "#") {
        const flash = document.createElementNS(SVG, "rect");
        flash.setAttribute("x", String(step));
        flash.setAttribute("y", "0.5");
        flash.setAttribute("width", "1");
        flash.setAttribute("height", "3");
        strip.append(flash);
      }
    }
    return h("li", {}, strip, h("span", {}, h("strong", {}, code.state), h("span", { class: "muted" }, ` ${code.action}`)));
  }));
}
