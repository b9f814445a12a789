import type { Log } from "../shared/log";
import type { Measure } from "./ages";
import type { Once } from "./claims";
import type { Audience, Settings } from "./environment";
import type { ReadEvaluation } from "./evaluation";
import type { DescribeExecution } from "./execution";
import type { Publish } from "../shared/notices/publish";
import type { Registry } from "./registry";

/** What the function reads, tells and asks. */
export interface Dependencies {
  readonly settings: Settings;
  readonly registry: Registry;
  readonly describeExecution: DescribeExecution;
  readonly readEvaluation: ReadEvaluation;
  readonly once: Once;
  readonly publish: Publish<Audience>;
  readonly measure: Measure;
  readonly now: () => Date;
  readonly log: Log;
}
