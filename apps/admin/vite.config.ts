import react from "@vitejs/plugin-react";
import { defineConfig } from "vite";

export default defineConfig({
  base: "/admin/",
  plugins: [react()],
  // No data: addresses, so that the page runs under a strict content security policy.
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false } },
});
