import assert from "node:assert/strict";

import { FINAL_REASONS, RETRY_REASONS } from "../../functions/shared/azure-devops/errors";
import { page } from "../support/docs";

const PAGE = "docs/runbook.md";

/** What each section tells, in this order. */
const PARTS = ["Symptom", "Cause", "What to do"];

/** Sections of the page, each with its heading in the first line. */
function sections(): string[] {
  return page(PAGE)
    .split(/^#{2,} /m)
    .slice(1)
    .filter((section) => section.includes("**"));
}

describe("docs/runbook.md", () => {
  it("tells symptom, cause and what to do of every event", () => {
    const incomplete = sections().filter((section) => {
      const parts = [...section.matchAll(/^- \*\*([^*]+)\*\*/gm)].map(([, part]) => part);
      return parts.join() !== PARTS.join();
    });
    assert.deepEqual(
      incomplete.map((section) => section.split("\n")[0]),
      [],
    );
    assert.ok(sections().length > 100);
  });

  it("names each event once", () => {
    const headings = sections().map((section) => section.split("\n")[0]);
    assert.deepEqual([...new Set(headings)], headings);
  });

  it("knows every reason for which an approval starts nothing", () => {
    const section = sections().find((text) => text.includes("model-approved-dead-letters")) ?? "";
    assert.deepEqual(
      [...RETRY_REASONS, ...FINAL_REASONS].filter((reason) => !section.includes(`\`${reason}\``)),
      [],
    );
  });
});
