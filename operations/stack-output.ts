import { spawnSync } from "node:child_process";

/**
 * The outputs of a stack in JSON, as `pulumi stack output --json` gives them.
 *
 * @param instead - What a person can do without them.
 * @throws Error that says what pulumi said.
 */
export function readStackOutputs(stack: string, instead: string, command = "pulumi"): string {
  const { status, stdout, stderr, error } = spawnSync(
    command,
    ["stack", "output", "--json", "--non-interactive", "--stack", stack],
    { encoding: "utf8" },
  );
  if (error !== undefined || status !== 0) {
    throw new Error(
      `the outputs of stack ${stack} could not be read: ${error?.message ?? stderr.trim()}; ${instead}`,
    );
  }
  return stdout;
}

/** @returns undefined for a text that is no JSON. */
export function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The Region is part of a queue's address; elsewhere, as for a test server, the SDK's own settings hold. */
export function regionOf(queueUrl: string): string {
  return /^https:\/\/sqs\.([a-z0-9-]+)\./.exec(queueUrl)?.[1] ?? process.env.AWS_REGION ?? "us-east-1";
}
