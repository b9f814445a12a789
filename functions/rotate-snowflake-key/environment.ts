import * as z from "zod";
import { type Environment, httpsUrl, parseEnvironment, text } from "../shared/environment";

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

const schema = z.object({
  SNOWFLAKE_ACCOUNT: z
    .string("must be set to the account identifier")
    .regex(/^[A-Za-z0-9][\w-]*(\.[\w-]+)*$/, "must be an account identifier such as contoso-analytics"),
  SNOWFLAKE_USER: text("the user's name"),
  SNOWFLAKE_ROLE: text("the user's role"),
  SNOWFLAKE_URL: httpsUrl("must be an https URL").optional(),
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

/** Host names cannot contain underscores; Snowflake takes hyphens instead. */
function hostOf(account: string): string {
  return `${account.toLowerCase().replaceAll("_", "-")}.snowflakecomputing.com`;
}
