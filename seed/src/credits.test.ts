import { readFileSync } from "node:fs";
import { expect } from "chai";
import { pictureIcons } from "./icons/icons.ts";
import { KEYWORDS } from "./icons/keywords.ts";
import { PICTURES } from "./icons/pictures.ts";
import { FALLBACK_ICON } from "./studio/catalogue.ts";

describe("CREDITS.md", () => {
  const text = readFileSync(new URL("../../CREDITS.md", import.meta.url), "utf8");

  it("names the author of every icon that the seed can draw", () => {
    const credited = new Set([...text.matchAll(/`([a-z0-9-]+)`/g)].map((match) => match[1]));
    const drawn = [...Object.values(PICTURES).flatMap(pictureIcons), ...KEYWORDS.map(([, icon]) => icon)];
    expect([...drawn, ...Object.values(FALLBACK_ICON)].filter((icon) => !credited.has(icon))).to.deep.equal([]);
  });

  it("names the licenses of catalogue and pictures", () => {
    for (const words of ["SRD 5.1", "creativecommons.org/licenses/by/4.0", "creativecommons.org/licenses/by/3.0"]) {
      expect(text).to.contain(words);
    }
  });
});
