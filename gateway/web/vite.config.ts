import { defineConfig } from "vitest/config";

// The gateway allows content from itself only: nothing may be inlined as a data: address.
export default defineConfig({
  build: { target: "es2022", assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { "/api": "http://127.0.0.1:8080" } },
  test: { include: ["test/**/*.test.ts"] },
});
