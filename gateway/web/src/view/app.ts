import { parseRoute } from "../site/route";
import type { SiteStore } from "../site/store";
import { AlertList } from "./alertList";
import { Banner } from "./banner";
import { h } from "./dom";
import { Header } from "./header";
import { NodeList } from "./nodeList";
import { NodePage } from "./nodePage";
import { UpdatesPage } from "./updatesPage";
import type { View } from "./view";

/** Puts the page together and swaps its main part when the address changes. */
export function startApp(root: HTMLElement, store: SiteStore, retry: () => void): void {
  const frame: View[] = [new Header(store), new Banner(store, retry)];
  const main = h("main", { id: "main", tabindex: "-1" });
  let views: View[] = [];

  const show = (navigated: boolean): void => {
    const route = parseRoute(location.hash);
    views.forEach((view) => view.destroy());
    views = route.page === "node" ? [new NodePage(store, route.device)]
      : route.page === "updates" ? [new UpdatesPage(store)]
      : [new AlertList(store), new NodeList(store)];
    const heading = route.page !== "site" ? [] : [h("h1", { class: "unseen" }, "Alerts and nodes of this site")];
    main.replaceChildren(...heading, ...views.map((view) => view.element));
    if (navigated) {
      scrollTo(0, 0);
      main.focus({ preventScroll: true });
    }
  };

  root.replaceChildren(...frame.map((view) => view.element), main);
  addEventListener("hashchange", () => show(true));
  setInterval(() => [...frame, ...views].forEach((view) => view.tick?.()), 1000);
  show(false);
}
