import { defineConfig } from "vite";

const gateway = process.env["DECKWIRE_URL"] ?? "http://127.0.0.1:8000";

export default defineConfig({
  base: "/page/",
  build: {
    outDir: "../deckwire_gateway/page",
    emptyOutDir: true,
    target: "es2022",
    // The page's policy allows no inline data but pictures.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  // `npm run dev` serves the page beside a running gateway.
  server: {
    proxy: { "/api": gateway, "/ws": { target: gateway, ws: true } },
  },
});
