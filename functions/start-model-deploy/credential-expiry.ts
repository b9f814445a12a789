import type { Logger } from "@aws-lambda-powertools/logger";
import type { Context } from "aws-lambda";
import { CREDENTIAL_CHECK } from "./credential-metric";
import type { Credential } from "../shared/azure-devops/environment";
import type { Telemetry } from "./telemetry";

const DAY_MS = 24 * 3600 * 1000;

export function isCredentialCheck(event: unknown): event is typeof CREDENTIAL_CHECK {
  return (
    typeof event === "object" && event !== null && "check" in event && event.check === CREDENTIAL_CHECK.check
  );
}

/**
 * Publishes how many days are left of the stored credential; an alarm reads the metric. Below zero it has ended.
 * A federated credential has no end, and publishes nothing.
 * @param now clock in milliseconds since the epoch
 */
export function createCredentialCheck(
  credential: Credential,
  telemetry: Telemetry,
  logger: Logger,
  now: () => number = Date.now,
): (context: Context) => Promise<undefined> {
  return (context) =>
    telemetry.invocation(context, () => {
      if (credential.kind !== "federated") {
        const days = Math.floor((Date.parse(credential.expires) - now()) / DAY_MS);
        telemetry.credentialExpiresIn(days);
        logger.info("days until the credential for Azure DevOps ends", {
          days,
          expires: credential.expires,
          secretArn: credential.secretArn,
        });
      }
      return Promise.resolve(undefined);
    });
}
