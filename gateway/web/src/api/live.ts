import type { SiteStore } from "../site/store";
import type { Alert, SiteNode, SiteStatus } from "./types";

/** Silence after which the line is taken for dead: a phone that changed networks gets no error from its socket. */
const SILENCE_MS = 45_000;
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 10_000;

/** Keeps a stream of live values open for as long as the page is, and feeds the store. */
export class LiveLink {
  private source: EventSource | null = null;
  private retryMs = FIRST_RETRY_MS;
  private retryTimer = 0;
  private silenceTimer = 0;

  constructor(private readonly store: SiteStore) {
    addEventListener("online", () => this.retryNow());
    document.addEventListener("visibilitychange", () => {
      if (!document.hidden && this.store.connection === "lost") {
        this.retryNow();
      }
    });
    addEventListener("pagehide", () => this.close());
    addEventListener("pageshow", (event) => {
      if (event.persisted) {
        this.retryNow();
      }
    });
  }

  retryNow(): void {
    this.retryMs = FIRST_RETRY_MS;
    this.open();
  }

  open(): void {
    this.close();
    const source = new EventSource("/api/live");
    this.source = source;
    let first = true;
    const on = <T>(name: string, take: (value: T) => void): void =>
      source.addEventListener(name, (event) => {
        this.heard();
        take(JSON.parse((event as MessageEvent<string>).data) as T);
      });
    on<SiteStatus>("status", (status) => this.store.setStatus(status));
    on<SiteNode[]>("nodes", (nodes) => {
      // The first list after opening is complete: what is not in it no longer exists.
      this.store.setNodes(nodes, first);
      first = false;
    });
    on<Alert[]>("alerts", (alerts) => this.store.replaceAlerts(alerts));
    on<Alert>("alert", (alert) => this.store.setAlert(alert));
    on<{ device: string }>("spectrum", ({ device }) => this.store.spectrumArrived(device));
    source.onerror = () => this.lost();
    this.watchSilence();
  }

  private heard(): void {
    this.retryMs = FIRST_RETRY_MS;
    this.store.setConnection("live");
    this.watchSilence();
  }

  private watchSilence(): void {
    clearTimeout(this.silenceTimer);
    this.silenceTimer = window.setTimeout(() => this.open(), SILENCE_MS);
  }

  private lost(): void {
    this.close();
    this.store.setConnection("lost");
    this.retryTimer = window.setTimeout(() => this.open(), this.retryMs);
    this.retryMs = Math.min(this.retryMs * 2, LONGEST_RETRY_MS);
  }

  private close(): void {
    clearTimeout(this.retryTimer);
    clearTimeout(this.silenceTimer);
    this.source?.close();
    this.source = null;
  }
}
