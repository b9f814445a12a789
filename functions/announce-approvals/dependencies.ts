import type { Log } from "../shared/log";
import type { Measure } from "./ages";
import type { Once } from "./claims";
import type { Settings } from "./environment";
import type { ReadEvaluation } from "./evaluation";
import type { DescribeExecution } from "./execution";
import type { Publish } from "./publish";
import type { Registry } from "./registry";

/** What the function reads, tells and asks. */
export interface Dependencies {
  readonly settings: Settings;
  readonly registry: Registry;
  readonly describeExecution: DescribeExecution;
  readonly readEvaluation: ReadEvaluation;
  readonly once: Once;
  readonly publish: Publish;
  readonly measure: Measure;
  readonly now: () => Date;
  readonly log: Log;
}
