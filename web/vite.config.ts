import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";
import { pagePort, placesFromEnvironment, readSettings } from "./config/settings.ts";
import { viteConfig } from "./config/vite.ts";

const house = fileURLToPath(new URL("..", import.meta.url));

export default defineConfig(() =>
  viteConfig(readSettings(placesFromEnvironment(process.env, house)), pagePort(process.env)),
);
