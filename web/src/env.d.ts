/// <reference types="vite/client" />

/** Written into the bundle by config/vite.ts. */
declare const __PLAZA_SETTINGS__: import("../config/settings.ts").PageSettings;

declare module "virtual:plaza-glyphs" {
  const paths: Readonly<Record<string, string>>;
  export default paths;
}
