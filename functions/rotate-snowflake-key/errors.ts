/** Snowflake did not answer, or refused. The message holds no token and no private key. */
export class SnowflakeError extends Error {
  override readonly name = "SnowflakeError";
}
