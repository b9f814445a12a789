import { z } from "zod";

import { plain } from "../../shared/agent-log";
import { Failure } from "../../shared/failure";

const schema = z.object({
  outcome: z.enum(["captured", "nothing captured", "too few rows"]),
  /** Violations by monitor, of each that ran. */
  violations: z.record(z.string(), z.number()),
  /** What was found, a sentence each. */
  findings: z.array(z.string()),
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

const OUTCOMES: Readonly<Record<Published["outcome"], string>> = {
  captured: "The window was judged",
  "nothing captured": "Nothing was captured in the window: look whether the endpoint is asked, and captures",
  "too few rows":
    "The window has too few rows to judge: use a longer one, or a smaller minimumRows in the landing zone's settings",
};

/** The same for people. */
export function publishedLines({ outcome, violations, findings, report }: Published): string[] {
  const monitors = Object.keys(violations).join(", ");
  return [
    `${OUTCOMES[outcome]}. Monitors that ran: ${monitors === "" ? "none" : monitors}.`,
    ...(findings.length === 0 ? ["They found nothing."] : findings.map((finding) => `- ${plain(finding)}`)),
    `Report: ${plain(report)}`,
  ];
}
