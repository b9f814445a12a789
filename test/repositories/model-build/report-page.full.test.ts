import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { Chromium, chromiumMissing } from "../../support/chromium";
import { type Picture, readPng } from "../../support/png";
import { pythonMissing, pythonWith } from "../../support/python-environment";
import { describeUnless } from "../../support/unless";
import { MODEL_BUILD, runPython } from "./step-runs";

/** Colours of the page's style, by the reader's system. */
const COLOURS = {
  light: { page: "#ffffff", window: "#0969da", bad: "#b42318" },
  dark: { page: "#0d1117", window: "#58a6ff", bad: "#ff7b72" },
} as const;

const SIZE = { width: 1000, height: 3200 };

describeUnless(pythonMissing() ?? chromiumMissing(), "the monitors' report in a browser", () => {
  // The first time, about 350 MB are downloaded.

  let folder: string;
  let page: string;
  let chromium: Chromium;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "report-page-"));
    page = join(folder, "report.html");
    chromium = await Chromium.unpacked();
    const python = await pythonWith(join(MODEL_BUILD, "requirements-dev.txt"));
    const { status, stderr } = runPython(python, ["tests/monitoring/sample_report.py", page], MODEL_BUILD);
    assert.equal(status, 0, stderr);
  });

  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  for (const scheme of ["light", "dark"] as const) {
    it(`shows text and plots, ${scheme} as the reader's system is`, async () => {
      const file = join(folder, `${scheme}.png`);
      await chromium.screenshot(page, file, { scheme, ...SIZE });
      const picture = readPng(readFileSync(file));
      assert.deepEqual([picture.width, picture.height], [SIZE.width, SIZE.height]);
      const colours = COLOURS[scheme];
      assert.equal(picture.at(2, 2), colours.page);
      assert.equal(picture.at(SIZE.width - 3, SIZE.height - 3), colours.page);
      // The violations are at the top, in a colour of their own.
      assert.ok(count(picture, colours.bad, 0, 500) > 50, "no violation is to be seen");
      // Twelve distributions, six metrics and the ranking, with the outlines of the window.
      assert.ok(count(picture, colours.window, 500, SIZE.height) > 2_000, "no plots are to be seen");
      const other = COLOURS[scheme === "light" ? "dark" : "light"];
      assert.equal(count(picture, other.window, 0, SIZE.height), 0);
    });
  }
});

/** How many pixels between two heights have a colour. */
function count(picture: Picture, colour: string, from: number, to: number): number {
  let found = 0;
  for (let y = from; y < to; y++) {
    for (let x = 0; x < picture.width; x++) {
      found += Number(picture.at(x, y) === colour);
    }
  }
  return found;
}
