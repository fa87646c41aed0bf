import { icons } from "@iconify-json/game-icons";
import { expect } from "chai";
import { loadEquipment } from "../srd/equipment.ts";
import { hasIcon, iconPath, MAX_ICON_LENGTH, PATH_CHARACTERS, pictureIcons, pictureOf, picturePath } from "./icons.ts";
import { KEYWORDS } from "./keywords.ts";
import { PICTURES } from "./pictures.ts";

describe("pictures", () => {
  const names = loadEquipment().map(({ name }) => name);

  it("are chosen for each of the 231 kinds, and for nothing else", () => {
    expect(Object.keys(PICTURES).sort()).to.deep.equal([...names].sort());
    expect(names).to.have.length(231);
  });

  it("name icons that exist", () => {
    for (const [name, picture] of Object.entries(PICTURES)) {
      for (const icon of pictureIcons(picture)) expect(hasIcon(icon), `${name}: ${icon}`).to.equal(true);
    }
    for (const [keyword, icon] of KEYWORDS) expect(hasIcon(icon), `${keyword}: ${icon}`).to.equal(true);
  });

  it("are path data that the contracts take", () => {
    for (const [name, picture] of Object.entries(PICTURES)) {
      const path = picturePath(picture);
      expect(path, name).to.match(PATH_CHARACTERS);
      expect(path.length, name).to.be.within(20, MAX_ICON_LENGTH);
    }
  });

  it("tell kinds apart", () => {
    expect(new Set(names.map((name) => picturePath(PICTURES[name] ?? ""))).size).to.equal(names.length);
  });
});

describe("pictureOf", () => {
  it("finds a keyword, whole words only, the particular before the general", () => {
    expect(pictureOf("Ember Blade", "gems")).to.equal("broadsword");
    expect(pictureOf("Great Crossbow of Doom", "gems")).to.equal("crossbow");
    expect(pictureOf("Forest Elixir", "gems")).to.equal("gems");
  });

  it("is not fooled by what every object has", () => {
    expect(pictureOf("constructor", "gems")).to.equal("gems");
    expect(hasIcon("constructor")).to.equal(false);
  });
});

describe("iconPath", () => {
  it("reads a set that is drawn on 512 x 512", () => {
    expect([icons.width, icons.height]).to.deep.equal([512, 512]);
  });

  it("names the icon that is missing", () => {
    expect(() => iconPath("no-such-icon")).to.throw('game-icons has no icon "no-such-icon"');
  });
});
