import { addKeySet, addRelease, getUpdates, startRelease, stopRelease } from "../api/client";
import type { KeySet, Release, UpdateAnswer, UpdateRun, Updates } from "../api/types";
import { nodeHref } from "../site/route";
import type { SiteStore } from "../site/store";
import { formatCount, formatMoment } from "../text/format";
import { keptBy, runTone, wentWrong } from "../text/updateWords";
import { h, icon, icons, setText } from "./dom";
import type { View } from "./view";

const PERIOD_MS = 2000;
const HISTORY_SHOWN = 100;

/** Releases of the site, what is under way with them, and what was. */
export class UpdatesPage implements View {
  readonly element: HTMLElement;
  private readonly file = h("input", { type: "file", accept: ".sbu", id: "bundle", class: "unseen", on: { change: () => void this.add() } });
  private readonly keyFile = h("input", { type: "file", accept: ".sks", id: "key-set", class: "unseen", on: { change: () => void this.addKeys() } });
  private readonly answer = h("div", { class: "update-answer", role: "status" });
  private readonly releases = h("div", { class: "releases" });
  private readonly keySets = h("div", { class: "releases" });
  private readonly retired = h("div", { class: "releases" });
  private readonly retiredTitle = h("summary");
  private readonly retiredBox = h("details", { class: "fold", hidden: "" }, this.retiredTitle, this.retired);
  private readonly wrong = h("div", {});
  private readonly wrongBox = h("section", { "aria-labelledby": "wrong-title", hidden: "" }, h("h2", { id: "wrong-title" }, "Went wrong"), this.wrong);
  private readonly running = h("div", {});
  private readonly history = h("div", {});
  private readonly historyTitle = h("summary");
  private readonly historyBox = h("details", { class: "fold", hidden: "" }, this.historyTitle, this.history);
  private readonly stop = new AbortController();
  private shown = "";
  private lookedMs = 0;

  constructor(private readonly store: SiteStore) {
    this.element = h("div", { class: "updates-page" },
      h("a", { class: "back", href: "#/" }, icon(icons.back), "All nodes"),
      h("div", { class: "panel-head" }, h("h1", {}, "Updates"),
        h("label", { class: "button", for: "bundle" }, "Add a release bundle"), this.file),
      this.answer,
      this.wrongBox,
      h("section", { "aria-labelledby": "running-title" }, h("h2", { id: "running-title" }, "Under way"), this.running),
      h("section", { "aria-labelledby": "releases-title" }, h("h2", { id: "releases-title" }, "Releases"), this.releases),
      this.retiredBox,
      this.historyBox,
      h("section", { "aria-labelledby": "keys-title" },
        h("div", { class: "panel-head" }, h("h2", { id: "keys-title" }, "Key sets"),
          h("label", { class: "button", for: "key-set" }, "Add a key set"), this.keyFile),
        this.keySets));
    void this.look();
  }

  tick(): void {
    if (performance.now() - this.lookedMs >= PERIOD_MS) {
      void this.look();
    }
  }

  destroy(): void {
    this.stop.abort();
  }

  private async look(): Promise<void> {
    this.lookedMs = performance.now();
    try {
      const updates = await getUpdates(this.stop.signal);
      const text = JSON.stringify(updates);
      if (text !== this.shown) {
        this.shown = text;
        this.show(updates);
      }
    } catch (error) {
      if (!this.stop.signal.aborted) {
        this.say(error instanceof Error ? error.message : "The gateway does not answer.", "crit");
      }
    }
  }

  private show({ releases, keySets, runs }: Updates): void {
    const open = runs.filter((run) => run.open);
    const ended = runs.filter((run) => !run.open).slice(0, HISTORY_SHOWN);
    const wrong = wentWrong(runs);
    const cards = (of: readonly Release[]): HTMLElement[] => of.map((release) => this.card(
      release, open.filter((run) => run.release === release.id), keptBy(runs, release.id), wrong.filter((run) => run.release === release.id)));
    const usable = releases.filter((release) => release.signed !== false);
    const retired = releases.filter((release) => release.signed === false);
    this.releases.replaceChildren(...(usable.length === 0
      ? [h("p", { class: "calm" }, "None yet. The owner of the nodes makes them with “stethos release sign”.")]
      : cards(usable)));
    this.retiredBox.hidden = retired.length === 0;
    setText(this.retiredTitle, `Not handed out any more (${retired.length})`);
    this.retired.replaceChildren(...cards(retired));
    this.wrongBox.hidden = wrong.length === 0;
    this.wrong.replaceChildren(table(wrong));
    this.running.replaceChildren(open.length === 0 ? h("p", { class: "calm" }, icon(icons.check), "Nothing is under way.") : table(open));
    this.keySets.replaceChildren(...(keySets.length === 0
      ? [h("p", { class: "calm" }, "None yet: the gateway cannot tell whose releases the nodes take. The owner has them as .sks files.")]
      : keySets.map((keys) => this.keyCard(keys, open.filter((run) => run.release === keys.id)))));
    this.historyBox.hidden = ended.length === 0;
    setText(this.historyTitle, `History (${ended.length})`);
    this.history.replaceChildren(table(ended));
  }

  private card(release: Release, open: readonly UpdateRun[], kept: number, wrong: readonly UpdateRun[]): HTMLElement {
    const facts = [...(release.signed === true ? [release.proof] : []), `number ${release.sequence}`, `${formatCount(release.bytes)} bytes`, `for ${release.boards.join(", ")}`];
    if (kept > 0) {
      facts.push(`kept by ${count(kept)}`);
    }
    if (release.expires !== null) {
      facts.push(`until ${formatMoment(new Date(release.expires), new Date())}`);
    }
    return h("article", { class: "card release", "data-held": release.held === null && release.signed === true && wrong.length === 0 ? "" : "yes" },
      h("div", { class: "panel-head" }, h("h3", {}, release.label),
        h("div", { class: "release-acts" },
          ...(release.signed === false ? [] : [
            h("button", { type: "button", class: "button primary", on: { click: () => void this.run(startRelease(release.id)) } },
              release.held === null && wrong.length === 0 ? "Hand out to all it fits" : "Hand out all the same")]),
          ...(open.length === 0 ? [] : [
            h("button", { type: "button", class: "button", on: { click: () => void this.run(stopRelease(release.id)) } }, "Stop")]))),
      h("p", { class: "muted" }, facts.join(" · ")),
      h("p", { class: "muted mono" }, release.id),
      release.signed === true ? null : h("p", { class: "held" }, icon(icons.warning),
        release.signed === null ? `Not checked: ${release.proof}.` : `Not handed out: ${release.proof}.`),
      release.held !== null ? h("p", { class: "held" }, icon(icons.warning), release.held)
        : wrong.length === 0 ? null
        : h("p", { class: "held" }, icon(icons.warning), `${wrong.map((run) => run.nodeName).join(", ")} did not keep it: see above.`));
  }

  private keyCard(keys: KeySet, open: readonly UpdateRun[]): HTMLElement {
    const facts = [`trusted by ${count(keys.nodes)}`];
    if (keys.behind > 0) {
      facts.push(`${count(keys.behind)} with an older one`);
    }
    if (keys.forAll) {
      facts.push("given to every node, also to those that come later");
    }
    return h("article", { class: "card release" },
      h("div", { class: "panel-head" }, h("h3", {}, `Key set ${keys.version}`),
        h("div", { class: "release-acts" },
          ...(keys.newest && keys.behind > 0 ? [
            h("button", { type: "button", class: "button primary", on: { click: () => void this.run(startRelease(keys.id)) } }, "Give it to all")] : []),
          ...(open.length === 0 ? [] : [
            h("button", { type: "button", class: "button", on: { click: () => void this.run(stopRelease(keys.id)) } }, "Stop")]))),
      h("p", { class: "muted" }, facts.join(" · ")),
      h("p", { class: "muted mono" }, keys.id));
  }

  private async addKeys(): Promise<void> {
    const file = this.keyFile.files?.[0];
    if (file !== undefined) {
      await this.run(addKeySet(file), "Taken in");
      this.keyFile.value = "";
    }
  }

  private async add(): Promise<void> {
    const file = this.file.files?.[0];
    if (file !== undefined) {
      await this.run(addRelease(file), "Taken in");
      this.file.value = "";
    }
  }

  private async run(asked: Promise<UpdateAnswer>, done = ""): Promise<void> {
    try {
      const answer = await asked;
      const names = answer.devices.map((device) => this.store.nodes.get(device)?.node.name ?? device);
      this.say(done !== "" ? `${done} as ${answer.release}.`
        : names.length === 0 ? "Nothing was begun." : `Done for ${names.join(", ")}.`,
        (names.length === 0 && done === "") || answer.warning !== "" ? "warn" : "", answer.refused, answer.warning);
    } catch (error) {
      this.say(error instanceof Error ? error.message : "The gateway does not answer.", "crit");
    }
    await this.look();
  }

  private say(text: string, tone: string, refused: readonly string[] = [], warning = ""): void {
    this.answer.dataset["tone"] = tone;
    this.answer.replaceChildren(h("p", {}, text),
      ...(warning === "" ? [] : [h("p", {}, `Mind: ${warning}.`)]),
      ...(refused.length === 0 ? [] : [h("p", {}, "Not for:"), h("ul", {}, ...refused.map((line) => h("li", {}, line)))]));
  }
}

function count(nodes: number): string {
  return nodes === 1 ? "1 node" : `${nodes} nodes`;
}

function table(runs: readonly UpdateRun[]): HTMLElement {
  const now = new Date();
  return h("ul", { class: "runs card" }, ...runs.map((run) => h("li", { "data-tone": runTone(run) },
    h("a", { href: nodeHref(run.device) }, run.nodeName),
    h("span", { class: "run-label" }, run.label),
    h("span", { class: "run-text" }, run.text, bar(run)),
    h("time", { class: "muted", datetime: run.changed }, formatMoment(new Date(run.changed), now)))));
}

function bar(run: UpdateRun): HTMLElement | null {
  return run.percent === null ? null
    : h("progress", { max: "100", value: String(run.percent), "aria-label": `${run.nodeName}: ${run.percent} %` });
}
