import { describe, expect, it } from "vitest";
import type { SiteNode } from "../src/api/types";
import { nodeHref, parseRoute } from "../src/site/route";
import { ageSeconds, type Change, SiteStore } from "../src/site/store";

const node = (device: string): SiteNode => ({
  device, name: device, machine: "", state: "Online", lastSeen: null, ageSeconds: 2, boot: 1, firmware: "", framesStored: 0,
  framesMissing: 0, outboxDepth: 0, outbox: { capacity: 0, roomHours: null, wearPercent: null, faults: 0 }, sensors: [], verdict: null, edge: null, openAlerts: 0, upkeep: null, contradictions: [],
});

describe("addresses", () => {
  it.each(["fan-3", "a b", "ü/ö", "100%", "<img src=x>"])("node %s survives the way there and back", (device) =>
    expect(parseRoute(nodeHref(device))).toEqual({ page: "node", device }));

  it("updates have a page of their own", () => expect(parseRoute("#/updates")).toEqual({ page: "updates" }));

  it.each(["", "#/", "#/nodes/", "#/nodes/%E0%A4%A", "#/nodes/a/b"])("'%s' is the site", (hash) =>
    expect(parseRoute(hash)).toEqual({ page: "site" }));
});

describe("store", () => {
  it("a complete list removes what is gone, a partial one does not", () => {
    const store = new SiteStore();
    store.setNodes([node("a"), node("b")], true);
    store.setNodes([node("b")], false);
    expect([...store.nodes.keys()]).toEqual(["a", "b"]);
    store.setNodes([node("b")], true);
    expect([...store.nodes.keys()]).toEqual(["b"]);
  });

  it("says when the list itself changed", () => {
    const store = new SiteStore();
    const changes: Change[] = [];
    store.setNodes([node("a")], true);
    const end = store.subscribe((change) => changes.push(change));
    store.setNodes([node("a")], false);
    store.setNodes([node("c")], false);
    end();
    store.setNodes([node("d")], false);
    expect(changes.map((change) => change.kind === "nodes" && change.listChanged)).toEqual([false, true]);
  });

  it("ages count on from what the gateway said", () => {
    expect(ageSeconds({ node: node("a"), receivedMs: 1000 }, 4000)).toBe(5);
    expect(ageSeconds({ node: { ...node("a"), ageSeconds: null }, receivedMs: 0 }, 4000)).toBeNull();
  });
});
