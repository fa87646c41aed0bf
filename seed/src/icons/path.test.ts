import { expect } from "chai";
import fc from "fast-check";
import { joinPaths, placePath } from "./path.ts";

const half = { scale: 0.5, x: 100, y: 200 };

describe("placePath", () => {
  it("moves and scales absolute coordinates, and scales relative ones", () => {
    expect(placePath("M10 20L30 40l5 6h4v8H50V60z", half)).to.equal("M105 210L115 220l2.5 3h2v4H125V230z");
  });

  it("makes a relative first moveto absolute, and draws lines to its further points", () => {
    expect(placePath("m10 20 30 40", half)).to.equal("M105 210l15 20");
  });

  it("leaves an arc's rotation and flags alone, even where the flags touch", () => {
    expect(placePath("M0 0a10 20 45 01.5.5A10 20 45 1 0 30 40", half)).to.equal(
      "M100 200a5 10 45 0 1 0.25 0.25A5 10 45 1 0 115 220",
    );
  });

  it("reads numbers that run into each other", () => {
    expect(placePath("M.5.5-1-2c1-1 .2.3.4-5", { scale: 1, x: 0, y: 0 })).to.equal(
      "M0.5 0.5L-1 -2c1 -1 0.2 0.3 0.4 -5",
    );
  });

  it("refuses what is not path data", () => {
    for (const data of ["10 20", "M1", "M1 2x3", "M1 2a1 1 0 2 0 3 3", "M1 2z3"]) {
      expect(() => placePath(data, half), data).to.throw("not SVG path data");
    }
  });

  it("undoes itself", () => {
    const coordinate = fc.integer({ min: -512, max: 512 });
    fc.assert(
      fc.property(fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 20 }), (points) => {
        const data = points.map(([x, y]) => `L${x} ${y}`).join("");
        const path = `M0 0${data}`;
        expect(placePath(placePath(path, { scale: 2, x: 7, y: -9 }), { scale: 0.5, x: -3.5, y: 4.5 })).to.equal(path);
      }),
    );
  });
});

describe("joinPaths", () => {
  it("keeps the second path where it was", () => {
    expect(joinPaths(["M1 1h2z", " m5 5h2z"])).to.equal("M1 1h2zM5 5h2z");
  });
});
