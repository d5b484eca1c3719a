// Builds the game page and the page /fair/. Phaser is bundled from its own core entry (no physics, no Matter, no sound), which halves its
// size.
import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { defineConfig, type Plugin } from "vite";

const phaserFolder = fileURLToPath(new URL("./node_modules/phaser/", import.meta.url));

/** The flags that Phaser's source reads as `typeof FLAG` and its own build replaces. */
const PHASER_FLAGS: Readonly<Record<string, boolean>> = {
  WEBGL_RENDERER: true,
  CANVAS_RENDERER: true,
  WEBGL_DEBUG: false,
  FEATURE_SOUND: false,
  PLUGIN_CAMERA3D: false,
  PLUGIN_FBINSTANT: false,
};

function phaserFlags(): Plugin {
  return {
    name: "doubloon:phaser-flags",
    enforce: "pre",
    transform(code, id) {
      if (!id.includes("/phaser/src/")) return undefined;
      // Phaser's entry also assigns itself to Node's `global`, which a page does not have.
      const inPage = code.replace("global.Phaser = Phaser;", "");
      return inPage.replace(/typeof ([A-Z0-9_]+)\b/g, (whole, flag: string) =>
        flag in PHASER_FLAGS ? String(PHASER_FLAGS[flag]) : whole,
      );
    },
  };
}

export default defineConfig(({ command }) => ({
  base: "./",
  plugins: [react(), ...(command === "build" ? [phaserFlags()] : [])],
  resolve: {
    alias: command === "build" ? { phaser: `${phaserFolder}src/phaser-core.js` } : {},
  },
  build: {
    target: "es2022",
    rollupOptions: {
      input: ["index.html", "fair/index.html"].map((page) => fileURLToPath(new URL(page, import.meta.url))),
    },
    // Phaser loads while the player chooses a name; it alone is larger than Vite's default limit for a warning.
    chunkSizeWarningLimit: 900,
  },
  server: {
    proxy: {
      "/socket.io": { target: "http://127.0.0.1:8080", ws: true },
      "/map": "http://127.0.0.1:8080",
      "/fair/log.json": "http://127.0.0.1:8080",
      "/hunts": "http://127.0.0.1:8080",
    },
  },
}));
