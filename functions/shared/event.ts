import type * as z from "zod";
import { FinalError } from "./errors";
import { jsonOf, problemsOf } from "./json";

/**
 * Reads an EventBridge event from the body of an SQS message.
 *
 * The schemas of `@aws-lambda-powertools/parser` are not used for it: they would bring the whole of zod with its locales,
 * 370 kB, into each function, and they refuse events for parts that do not count here, such as an IPv6 source address.
 *
 * @param problem - What the message is then, such as `the message is of no known kind`.
 * @throws FinalError, or what `failure` makes of the message, for an event that the schema refuses.
 */
export function parseEvent<Schema extends z.ZodType>(
  body: string,
  schema: Schema,
  problem: string,
  failure = (message: string): Error => new FinalError(message),
): z.output<Schema> {
  const event = jsonOf(body);
  if (event === undefined) {
    throw failure("the message is not JSON; expected an EventBridge event");
  }
  const parsed = schema.safeParse(event);
  if (!parsed.success) {
    throw failure(`${problem}: ${problemsOf(parsed.error)}`);
  }
  return parsed.data;
}
