import type { AlertDriver } from "../api/types";
import { formatShort } from "../text/format";
import { featureName } from "../text/words";
import { h } from "./dom";

const SHOWN = 3;
/** Bars end here, so that one enormous ratio does not flatten the others; the number beside it tells the truth. */
const LONGEST_RATIO = 12;

/**
 * The features that drove an alert, each as a multiple of its reference on one common scale: the marks of the references
 * stand in one line, and what passes its mark furthest drove it most.
 */
export function driverBars(drivers: readonly AlertDriver[]): HTMLElement {
  const shown = drivers.slice(0, SHOWN);
  const full = Math.min(LONGEST_RATIO, Math.max(1, ...shown.map((driver) => ratioOf(driver) ?? 1)));
  return h("div", { class: "why" },
    shown.length === 0 ? null : h("h4", {}, "What drove it"),
    h("ul", { class: "drivers" }, ...shown.map((driver) => driverBar(driver, full))));
}

function driverBar(driver: AlertDriver, full: number): HTMLElement {
  if (driver.referenceName === "") {
    return h("li", {}, h("span", { class: "driver-name" }, sentence(driver.feature)));
  }
  const ratio = ratioOf(driver);
  const bar = h("div", { class: "bar-track", "aria-hidden": "true" },
    h("span", { class: "bar-value" }), ratio === null ? null : h("span", { class: "bar-reference" }));
  bar.style.setProperty("--value", String(Math.min(1, (ratio ?? full) / full)));
  bar.style.setProperty("--reference", String(1 / full));
  return h("li", {},
    h("div", { class: "driver-head" },
      h("span", { class: "driver-name" }, featureName(driver.feature)),
      ratio === null ? null : h("span", { class: "times" }, `${ratio >= 10 ? ratio.toFixed(0) : ratio.toFixed(1)}×`)),
    bar,
    h("div", { class: "driver-figures" },
      h("strong", {}, formatShort(driver.value, driver.unit)),
      ` vs ${formatShort(driver.reference, driver.unit)} ${driver.referenceName}`));
}

/** What an alert says when no feature alone drove it comes without figures. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** Null when there is nothing to divide by. */
function ratioOf({ value, reference }: AlertDriver): number | null {
  return value === null || reference === null || reference === 0 ? null : Math.abs(value / reference);
}
