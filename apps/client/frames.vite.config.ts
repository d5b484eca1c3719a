// Builds the page of `npm run frames` or, as FRAMES_PAGE says, of `npm run sounds` like the game's own, into the folder FRAMES_OUT.
import { defineConfig, mergeConfig } from "vite";
import game from "./vite.config.ts";

export default defineConfig((env) =>
  mergeConfig(game(env), {
    build: {
      outDir: process.env["FRAMES_OUT"] ?? "frames-dist",
      emptyOutDir: true,
      minify: process.env["FRAMES_MINIFY"] !== "false",
      rollupOptions: { input: process.env["FRAMES_PAGE"] ?? "frames.html" },
    },
  }),
);
