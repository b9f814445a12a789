import { EXIT, Failure } from "./failure";
import { InvalidInput } from "./problems";

const EXPIRED = ["ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired"];
const INVALID = [
  "CredentialsProviderError",
  "InvalidAccessKeyId",
  "InvalidClientTokenId",
  "InvalidSignatureException",
  "UnrecognizedClientException",
];
const DENIED = ["AccessDenied", "AccessDeniedException", "Forbidden"];
const THROTTLED = [
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
];
const UNREACHABLE = [
  "EAI_AGAIN",
  "ECONNREFUSED",
  "ECONNRESET",
  "EHOSTUNREACH",
  "ENOTFOUND",
  "EPIPE",
  "ETIMEDOUT",
  "TimeoutError",
];

/** What the log says of an error, and the exit code. The SDK has tried calls that can be tried again by then. */
export function asFailure(error: unknown): Failure {
  if (error instanceof Failure) {
    return error;
  }
  if (error instanceof InvalidInput) {
    return new Failure(error.message, EXIT.usage);
  }
  const { name, code, message } = facts(error);
  const is = (names: readonly string[]) => names.includes(name) || names.includes(code);
  if (is(EXPIRED)) {
    return new Failure(
      "the AWS credentials of this task have expired: run the failed job again; it goes on with what is there",
      EXIT.credentials,
    );
  }
  if (is(INVALID)) {
    return new Failure(
      `AWS does not take the credentials of this task (${name}: ${message}): run it as AWSShellScript with the service connection of the pipeline`,
      EXIT.credentials,
    );
  }
  if (is(DENIED)) {
    return new Failure(
      `AWS denies a call (${name}: ${message}): ask the platform team which permission is missing`,
    );
  }
  if (is(THROTTLED)) {
    return new Failure(`AWS takes no more calls for now (${name}: ${message}): run the failed job again`);
  }
  if (is(UNREACHABLE)) {
    return new Failure(`AWS could not be reached (${message}): run the failed job again`);
  }
  return new Failure(name === "Error" ? message : `${name}: ${message}`);
}

/** Whether AWS says that what was asked for is not there. */
export function isNotFound(error: unknown): boolean {
  const { name, message } = facts(error);
  return (
    [
      "ResourceNotFound",
      "ResourceNotFoundException",
      "ObjectNotFoundException",
      "ParameterNotFound",
      "NoSuchKey",
      "NotFound",
    ].includes(name) ||
    // SageMaker's descriptions of some things answer like this in place of ResourceNotFound.
    (name === "ValidationException" && /does not exist|could not find/i.test(message))
  );
}

function facts(error: unknown): { readonly name: string; readonly code: string; readonly message: string } {
  if (!(error instanceof Error)) {
    return { name: "Error", code: "", message: String(error) };
  }
  const code = "code" in error && typeof error.code === "string" ? error.code : "";
  // A connection that fails on both of a host's addresses has no message of its own.
  const message = error.message === "" ? code : error.message;
  return { name: error.name, code, message };
}
