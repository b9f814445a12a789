import type { Logger } from "@aws-lambda-powertools/logger";

/** Writes a line to the function's log. */
export type Log = (message: string, details?: Readonly<Record<string, unknown>>) => void;

/** @param common - What each line tells beside its own details. */
export function logTo(logger: Logger, common: Readonly<Record<string, unknown>> = {}): Log {
  return (message, details) => {
    logger.info(message, { ...common, ...details });
  };
}
