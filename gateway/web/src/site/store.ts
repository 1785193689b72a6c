import type { Alert, SiteNode, SiteStatus } from "../api/types";

export type Connection = "connecting" | "live" | "lost";

export type Change =
  | { kind: "status" | "alerts" | "connection" }
  | { kind: "nodes"; devices: ReadonlySet<string>; listChanged: boolean }
  | { kind: "spectrum"; device: string };

export interface NodeEntry {
  node: SiteNode;
  /** Monotonic page time at which its values arrived, in ms: ages stay right when the viewer's clock is wrong. */
  receivedMs: number;
}

/** What the page knows of the site, and who wants to hear of changes. */
export class SiteStore {
  status: SiteStatus | null = null;
  connection: Connection = "connecting";
  lastHeard: Date | null = null;
  readonly nodes = new Map<string, NodeEntry>();
  readonly alerts = new Map<number, Alert>();
  private readonly listeners = new Set<(change: Change) => void>();

  /** Returns what ends the subscription. */
  subscribe(listener: (change: Change) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  setStatus(status: SiteStatus): void {
    this.status = status;
    this.emit({ kind: "status" });
  }

  setNodes(nodes: readonly SiteNode[], complete: boolean): void {
    const receivedMs = performance.now();
    const devices = new Set(nodes.map((node) => node.device));
    let listChanged = nodes.some((node) => !this.nodes.has(node.device));
    for (const device of complete ? [...this.nodes.keys()] : []) {
      if (!devices.has(device)) {
        this.nodes.delete(device);
        listChanged = true;
      }
    }
    for (const node of nodes) {
      this.nodes.set(node.device, { node, receivedMs });
    }
    this.emit({ kind: "nodes", devices, listChanged: listChanged || complete });
  }

  replaceAlerts(alerts: readonly Alert[]): void {
    this.alerts.clear();
    alerts.forEach((alert) => this.alerts.set(alert.id, alert));
    this.emit({ kind: "alerts" });
  }

  setAlert(alert: Alert): void {
    this.alerts.set(alert.id, alert);
    this.emit({ kind: "alerts" });
  }

  spectrumArrived(device: string): void {
    this.emit({ kind: "spectrum", device });
  }

  setConnection(connection: Connection): void {
    if (connection === "live") {
      this.lastHeard = new Date();
    }
    if (connection !== this.connection) {
      this.connection = connection;
      this.emit({ kind: "connection" });
    }
  }

  private emit(change: Change): void {
    this.listeners.forEach((listener) => listener(change));
  }
}

/** Seconds since the node was last heard, counted on from what the gateway said; null when it never was. */
export function ageSeconds(entry: NodeEntry, nowMs: number): number | null {
  return entry.node.ageSeconds === null ? null : entry.node.ageSeconds + (nowMs - entry.receivedMs) / 1000;
}
