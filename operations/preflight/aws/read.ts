import { RefusedError } from "../../../settings/command-refusal";
import { UnreadableError } from "../need";

/** Errors of a caller who is nobody, by the names of the SDK and of AWS. */
const NOBODY = [
  "CredentialsProviderError",
  "ExpiredToken",
  "ExpiredTokenException",
  "TokenProviderError",
  "TokenRefreshRequired",
];

/**
 * Reads something of AWS.
 *
 * @param action - IAM action that has to be allowed.
 * @throws UnreadableError if AWS does not allow it or fails
 * @throws RefusedError if there are no credentials, or AWS cannot be reached
 */
export async function read<T>(action: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw explained(action, error as AwsFailure);
  }
}

/** As {@link read}, but undefined where AWS says by one of these errors that there is no such thing. */
export async function find<T>(
  action: string,
  missing: readonly string[],
  call: () => Promise<T>,
): Promise<T | undefined> {
  try {
    return await call();
  } catch (error) {
    const failure = error as AwsFailure;
    if (missing.includes(failure.name)) {
      return undefined;
    }
    throw explained(action, failure);
  }
}

/** An error of the SDK: without metadata, AWS has not answered. */
export type AwsFailure = Error & {
  readonly $metadata?: { readonly httpStatusCode?: number };
};

function explained(action: string, failure: AwsFailure): Error {
  if (failure instanceof RefusedError || failure instanceof UnreadableError) {
    return failure;
  }
  if (NOBODY.includes(failure.name)) {
    return new RefusedError(`no credentials of AWS that are valid: ${failure.message}`);
  }
  if (failure.$metadata?.httpStatusCode === undefined) {
    return new RefusedError(`AWS cannot be reached for ${action}: ${failure.message || failure.name}`);
  }
  return new UnreadableError(action, `${failure.name}: ${failure.message}`);
}

/** All pages of a list. @param page - Gives the items of a page and the token of the next one. */
export async function pages<T>(
  page: (token: string | undefined) => Promise<readonly [items: readonly T[], next: string | undefined]>,
): Promise<T[]> {
  const all: T[] = [];
  let token: string | undefined;
  do {
    const [items, next] = await page(token);
    all.push(...items);
    token = next === "" ? undefined : next;
  } while (token !== undefined);
  return all;
}
