/** An answer of Azure DevOps. */
export interface Answer {
  readonly status: number;
  readonly contentType: string;
  readonly body: string;
}

/** The branch is no longer where it was read. */
export class StaleBranchError extends Error {}

/** What to do about refusals, where it depends on what was called. */
export interface Advice {
  readonly forbidden: string;
}

const TO_CONTRIBUTE: Advice = {
  forbidden:
    "the identity needs the right to contribute to the repository, and a token the scope Code (read & write)",
};

/**
 * The answer as JSON.
 *
 * @param call - What was called, without anything secret.
 * @throws StaleBranchError if somebody else pushed in the meantime
 * @throws Error that says what to do about any other answer
 */
export function read(answer: Answer, call: string, { forbidden }: Advice = TO_CONTRIBUTE): unknown {
  const { status, contentType, body } = answer;
  const isJson = contentType.includes("json");
  if (isJson && (status === 200 || status === 201)) {
    return JSON.parse(body);
  }
  const said = isJson ? messageOf(body) : "";
  if (status === 409 || said.includes("TF401028")) {
    throw new StaleBranchError(`${call}: ${said}`);
  }
  throw new Error(`${call}: ${advice(status, said, forbidden)}`);
}

/** Where nobody is signed in, Azure DevOps answers 401, or leads to a page with status 200, 203 or 302. */
function advice(status: number, said: string, forbidden: string): string {
  const known = said === "" ? `status ${status}` : `status ${status}, ${said}`;
  if ([200, 203, 302, 401].includes(status)) {
    return (
      `Azure DevOps does not accept the credentials (${known}): renew the personal access token in mlops:azureDevOpsToken ` +
      "or AZDO_PERSONAL_ACCESS_TOKEN, or check that the Entra identity of the ARM_* variables is a user of the organization"
    );
  }
  if (status === 403) {
    return `Azure DevOps does not allow it (${known}): ${forbidden}`;
  }
  if (status === 404) {
    return `Azure DevOps does not know it (${known}): look whether the repository was deleted, then run pulumi refresh --target on it`;
  }
  return `Azure DevOps failed (${known}): run pulumi up again; what has landed is found, not pushed twice`;
}

function messageOf(body: string): string {
  try {
    const { message } = JSON.parse(body) as { message?: unknown };
    return typeof message === "string" ? message.slice(0, 500) : "";
  } catch {
    return "";
  }
}
