import type { z } from "zod";

import type { Authorization } from "../../plugins/azure-repos/credentials";
import type { RestAnswer } from "../../plugins/azure-repos/rest";
import { Rest } from "../../plugins/azure-repos/rest";
import { RefusedError } from "../../settings/command-refusal";
import { UnreadableError } from "./need";

/** Parts of Azure DevOps, by the host that answers for them. */
export const HOSTS = {
  core: "dev.azure.com",
  identities: "vssps.dev.azure.com",
  licenses: "vsaex.dev.azure.com",
  extensions: "extmgmt.dev.azure.com",
} as const;
export type Part = keyof typeof HOSTS;

/** Address of an organization at a part of Azure DevOps. */
export type AddressOf = (part: Part, organization: string) => string;

export const addressOf: AddressOf = (part, organization) => `https://${HOSTS[part]}/${organization}`;

/** All that is asked here is a preview in part; Azure DevOps takes this for what is not, too. */
const API_VERSION = "7.1-preview";

/** Azure DevOps does not accept the credentials. */
export class SignInError extends Error {}

/** Reads of one organization. */
export class AzureDevOps {
  private readonly parts: Readonly<Record<Part, Rest>>;

  constructor(
    readonly organization: string,
    authorization: Authorization,
    address: AddressOf,
  ) {
    const rest = (part: Part): Rest =>
      new Rest({ organizationUrl: address(part, organization), authorization });
    this.parts = {
      core: rest("core"),
      identities: rest("identities"),
      licenses: rest("licenses"),
      extensions: rest("extensions"),
    };
  }

  /**
   * An answer in its form, with its headers; undefined: there is no such thing.
   *
   * @param scope - Scope that a token needs for it.
   * @throws SignInError, UnreadableError, or RefusedError if there is no answer
   */
  async get<T extends z.ZodType>(
    part: Part,
    path: string,
    {
      form,
      scope,
      query = {},
    }: { readonly form: T; readonly scope: string; readonly query?: Readonly<Record<string, string>> },
  ): Promise<{ readonly value: z.output<T>; readonly answer: RestAnswer } | undefined> {
    const answer = await this.parts[part]
      .send({ method: "GET", path, query, apiVersion: API_VERSION })
      .catch((error: unknown) => {
        throw new RefusedError(`Azure DevOps cannot be reached: ${(error as Error).message}`);
      });
    if (answer.status === 404) {
      return undefined;
    }
    if (answer.status !== 200 || !answer.contentType.includes("json")) {
      throw refusal(answer, scope);
    }
    const parsed = form.safeParse(JSON.parse(answer.body));
    if (!parsed.success) {
      throw new UnreadableError(scope, `Azure DevOps answers ${path} in a form that is not known here`);
    }
    return { value: parsed.data, answer };
  }
}

/** Where nobody is signed in, Azure DevOps answers 401, or leads to a page with status 200, 203 or 302. */
function refusal({ status, contentType, body }: RestAnswer, scope: string): Error {
  const said = contentType.includes("json") ? `, ${messageOf(body)}` : "";
  return [200, 203, 302, 401].includes(status)
    ? new SignInError(`status ${status}${said}`)
    : new UnreadableError(scope, `status ${status}${said}`);
}

function messageOf(body: string): string {
  try {
    const { message } = JSON.parse(body) as { message?: unknown };
    return typeof message === "string" ? message.slice(0, 300) : "without a reason";
  } catch {
    return "without a reason";
  }
}
