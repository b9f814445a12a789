// Writes the pages of docs/ that come from the program itself: `npm run docs` all, `npm run docs -- configuration` one.
// Tests hold the pages against it.
import { writeFileSync } from "node:fs";
import { join } from "node:path";

import { exitOnSignals } from "../simulator/rehearsal/processes";

const ROOT = join(__dirname, "..");

/** Pages by name. What a page needs is loaded when it is asked for: the reference of settings needs no rehearsal. */
const PAGES: Readonly<Record<string, () => Promise<string>>> = {
  changing: async () => {
    const { changingPage } = await import("../test/changes/page.js");
    const { tryAll } = await import("../test/changes/run.js");
    const organization = await tryAll("organization");
    return changingPage(await tryAll("landing-zone"), organization);
  },
  configuration: async () => {
    const { configurationReference } = await import("../settings/reference.js");
    return configurationReference();
  },
  permissions: async () => {
    const { pageOfSample } = await import("../permissions/page-of-sample.js");
    return pageOfSample();
  },
};

async function main(): Promise<void> {
  const asked = process.argv.slice(2);
  for (const name of asked.length > 0 ? asked : Object.keys(PAGES)) {
    const page = Object.hasOwn(PAGES, name) ? PAGES[name] : undefined;
    if (!page) {
      throw new Error(`there is no generated page ${name}: there are ${Object.keys(PAGES).join(", ")}`);
    }
    writeFileSync(join(ROOT, "docs", `${name}.md`), await page());
  }
}

exitOnSignals();
main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
