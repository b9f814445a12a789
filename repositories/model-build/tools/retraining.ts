import { EXIT, Failure } from "../../shared/failure";
import type { Environment } from "../../shared/variables";
import { NO_REASON, PARAMETER_VALUE } from "../pipeline/parameters";

/** Why a build trains, as the version keeps it. */
export interface Retraining {
  /** @default `none`: a change, the clock or a person by the page of the pipeline */
  readonly reason: string;
  /** Window of the feedback that the training learns from, as `from/to`. @default `none` */
  readonly window: string;
}

const HOUR = String.raw`\d{4}-\d{2}-\d{2}T\d{2}(:\d{2}(:\d{2}(\.\d+)?)?)?Z`;
const WINDOW = new RegExp(`^${HOUR}/${HOUR}$`);

/**
 * Reads the parameters `reason` and `window` of the run, which the pipeline hands on as variables.
 *
 * @throws Failure that names what cannot be kept with a version.
 */
export function readRetraining({
  RETRAINING_REASON: reason = NO_REASON,
  RETRAINING_WINDOW: window = NO_REASON,
}: Environment): Retraining {
  const problems = [
    ...(PARAMETER_VALUE.test(reason)
      ? []
      : [
          `reason is ${JSON.stringify(reason)}: give 1 to 256 letters, digits, spaces and characters of _.:/=+@-, or none`,
        ]),
    ...(window === NO_REASON || WINDOW.test(window)
      ? []
      : [
          `window is ${JSON.stringify(window)}: give two times in UTC such as 2026-01-30T06Z/2026-01-31T06Z, or none`,
        ]),
  ];
  if (problems.length > 0) {
    throw new Failure(`the run's parameters cannot be used:\n${problems.join("\n")}`, EXIT.usage);
  }
  return { reason, window };
}
