import * as z from "zod";
import { type Environment, parseEnvironment } from "../environment/parse";

/** Settings of the function, read from its environment variables. */
export interface Settings {
  /** From SNOWFLAKE_ACCOUNT: account identifier, `<organization>-<account>` or a locator with its region. */
  readonly account: string;
  /** From SNOWFLAKE_USER: the one user whose keys this function may replace. */
  readonly user: string;
  /** From SNOWFLAKE_ROLE: role that the user acts with. */
  readonly role: string;
  /** From SNOWFLAKE_URL. @default https://<account>.snowflakecomputing.com */
  readonly url: string;
}

/** Tokens travel to this host, so plain HTTP is for a stand-in on the same machine only. */
function isConfidential(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, hostname } = new URL(text);
  return protocol === "https:" || (protocol === "http:" && hostname === "127.0.0.1");
}

const schema = z.object({
  SNOWFLAKE_ACCOUNT: z
    .string("must be set to the account identifier")
    .regex(/^[A-Za-z0-9][\w-]*(\.[\w-]+)*$/, "must be an account identifier such as contoso-analytics"),
  SNOWFLAKE_USER: z.string("must be set to the user's name").min(1, "must not be empty"),
  SNOWFLAKE_ROLE: z.string("must be set to the user's role").min(1, "must not be empty"),
  SNOWFLAKE_URL: z.string().refine(isConfidential, "must be an https URL").optional(),
});

/**
 * Reads the function's settings.
 * @throws Error that names every variable that is missing or wrong.
 */
export function readSettings(environment: Environment): Settings {
  const data = parseEnvironment(schema, environment);
  const { SNOWFLAKE_ACCOUNT: account, SNOWFLAKE_USER: user, SNOWFLAKE_ROLE: role } = data;
  return { account, user, role, url: data.SNOWFLAKE_URL ?? `https://${hostOf(account)}` };
}

/** Host names hold no underscores; Snowflake answers to hyphens in their place. */
function hostOf(account: string): string {
  return `${account.toLowerCase().replaceAll("_", "-")}.snowflakecomputing.com`;
}
