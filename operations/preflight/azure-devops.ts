import { z } from "zod";

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

/** What is asked, besides where. */
export interface Question<T> {
  /** Form of the answer. */
  readonly form: z.ZodType<T>;
  /** What a token needs for it. */
  readonly scope: string;
  readonly query?: Readonly<Record<string, string>>;
}

export interface Found<T> {
  readonly value: T;
  /** Entra tenant of the organization; zeros for none, empty where nothing is said. */
  readonly tenantId: string;
  /** Token of the next page; empty after the last one. */
  readonly continuation: string;
}

const connection = z.object({ instanceId: z.string(), authenticatedUser: z.object({ id: z.string() }) });
export type Connection = z.infer<typeof connection>;

/** Azure DevOps does not accept the credentials. */
export class SignInError extends Error {}

/** Reads of one organization. */
export class AzureDevOps {
  private readonly parts: Readonly<Record<Part, Rest>>;
  private connected: Promise<Found<Connection> | undefined> | undefined;

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
   * Who asks whom; undefined: there is no such organization.
   *
   * @throws SignInError if Azure DevOps does not accept the credentials
   */
  connection(): Promise<Found<Connection> | undefined> {
    this.connected ??= this.ask("core", "/_apis/connectionData", { form: connection, scope: "any scope" });
    return this.connected;
  }

  /**
   * An answer in its form; undefined: there is no such thing.
   *
   * @throws UnreadableError, or RefusedError if there is no answer
   */
  async get<T>(part: Part, path: string, question: Question<T>): Promise<Found<T> | undefined> {
    try {
      return await this.ask(part, path, question);
    } catch (error) {
      // The token is good for the organization, but not for this.
      throw error instanceof SignInError ? new UnreadableError(question.scope, error.message) : error;
    }
  }

  private async ask<T>(
    part: Part,
    path: string,
    { form, scope, query = {} }: Question<T>,
  ): Promise<Found<T> | undefined> {
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
    return { value: parsed.data, tenantId: answer.tenantId, continuation: answer.continuation };
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
