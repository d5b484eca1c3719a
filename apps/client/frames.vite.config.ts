// Builds the page of `npm run frames` like the game's own, into the folder that FRAMES_OUT names.
import { defineConfig, mergeConfig } from "vite";
import game from "./vite.config.ts";

export default defineConfig((env) =>
  mergeConfig(game(env), {
    build: {
      outDir: process.env["FRAMES_OUT"] ?? "frames-dist",
      emptyOutDir: true,
      minify: process.env["FRAMES_MINIFY"] !== "false",
      rollupOptions: { input: "frames.html" },
    },
  }),
);
