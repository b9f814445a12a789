import { z } from "zod";

import { Failure } from "../../shared/failure";

const schema = z.object({
  outcome: z.enum(["captured", "nothing captured", "too few rows"]),
  window: z.object({ from: z.string(), to: z.string() }),
  rows: z.number(),
  /** Violations by monitor, 0 included. */
  violations: z.record(z.string(), z.number()),
  /** S3 URI of the page to read. */
  report: z.string(),
});

/** What a run of the monitoring has found: the content of published.json. */
export type Published = Readonly<z.output<typeof schema>>;

/** @throws Failure that names all that is wrong. */
export function parsePublished(text: string): Published {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Failure(`published.json is no JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const problems = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`).sort();
    throw new Failure(
      `published.json is not what monitoring/publish.py has to write:\n${problems.join("\n")}`,
    );
  }
  return parsed.data;
}

/** The same for people. */
export function publishedLines({ outcome, window, rows, violations, report }: Published): string[] {
  const found = Object.entries(violations).filter(([, count]) => count > 0);
  return [
    `Window ${window.from} to ${window.to}: ${rows} rows, ${JUDGED[outcome]}`,
    ...(outcome === "captured"
      ? [
          found.length === 0
            ? `Nothing found by ${Object.keys(violations).join(", ")}.`
            : `Found: ${found.map(([monitor, count]) => `${monitor} ${count}`).join(", ")}.`,
        ]
      : []),
    `Report: ${report}`,
  ];
}

const JUDGED: Readonly<Record<Published["outcome"], string>> = {
  captured: "judged.",
  "nothing captured":
    "nothing captured, so nothing was judged: look whether the endpoint is asked and captures.",
  "too few rows":
    "too few to judge: use a longer window, or a smaller minimumRows in the landing zone's settings.",
};
