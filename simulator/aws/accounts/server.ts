import { buffer } from "node:stream/consumers";

import { serve } from "../../azure-devops/local-server";
import { AwsError } from "../sagemaker/aws-error";
import type { AwsAnswer, AwsRequest } from "../sagemaker/http";
import { KMS, ORGANIZATIONS, SERVICE_QUOTAS, SSO_ADMIN } from "./json-operations";
import { EC2, IAM, STS } from "./operations";
import type { AccountProtocol } from "./protocols";
import { ec2Protocol, jsonAccountProtocol, LAMBDA, OAM, queryProtocol, S3 } from "./protocols";
import type { SimulatedWorld } from "./world";

/** By the service's name in the signature. */
const PROTOCOLS: Readonly<Record<string, AccountProtocol>> = {
  ec2: ec2Protocol(EC2),
  iam: queryProtocol(IAM),
  kms: jsonAccountProtocol(KMS),
  lambda: LAMBDA,
  oam: OAM,
  organizations: jsonAccountProtocol(ORGANIZATIONS),
  s3: S3,
  servicequotas: jsonAccountProtocol(SERVICE_QUOTAS),
  sso: jsonAccountProtocol(SSO_ADMIN),
  sts: queryProtocol(STS),
};

/** A request that was understood. */
export interface AccountsCall {
  readonly service: string;
  readonly operation: string;
  readonly account: string;
  readonly region: string;
}

export interface AccountsStandIn {
  /** For AWS_ENDPOINT_URL. */
  readonly url: string;
  /** Every call so far, oldest first. */
  readonly calls: readonly AccountsCall[];
  readonly stop: () => Promise<void>;
}

/**
 * A stand-in, on 127.0.0.1 and a free port, of what can be read of AWS accounts before anything is deployed into them:
 * zones, endpoint services, quotas, roles, the organization. Real SDK clients reach it (`AWS_ENDPOINT_URL`). Whose
 * account asks is told by the access key: `ASIA` and the account's id, which AssumeRole gives out.
 */
export async function startAccounts(world: SimulatedWorld): Promise<AccountsStandIn> {
  const calls: AccountsCall[] = [];
  const { url, stop } = await serve(async (message, response) => {
    const { method = "", url: path = "", headers } = message;
    const request: AwsRequest = { method, url: path, headers, body: await buffer(message) };
    const { status, headers: sent, body } = answered(request, world, calls);
    response.writeHead(status, sent);
    response.end(body);
  });
  return { url, calls, stop };
}

function answered(request: AwsRequest, world: SimulatedWorld, calls: AccountsCall[]): AwsAnswer {
  const [, key = "", region = "", service = ""] =
    /Credential=([^/]+)\/\d{8}\/([^/]+)\/([^/]+)\/aws4_request/.exec(request.headers.authorization ?? "") ??
    [];
  const protocol = PROTOCOLS[service];
  if (protocol === undefined) {
    return { status: 403, body: `not signed for a service that the stand-in knows: "${service}"` };
  }
  const account = key.replace(/\D/g, "");
  try {
    const { operation, answer } = protocol.read(request);
    calls.push({ service, operation, account, region });
    if (world.denied.has(actionOf(service, operation))) {
      throw new AwsError(
        denialOf(service),
        `not authorized to perform: ${actionOf(service, operation)}`,
        403,
      );
    }
    return answer({ world, account, region });
  } catch (error) {
    return protocol.failed(
      error instanceof AwsError ? error : new AwsError("StandInFault", String(error), 400),
    );
  }
}

/** IAM action of an operation; they are named alike but for this one. */
function actionOf(service: string, operation: string): string {
  return operation === "HeadBucket" ? "s3:ListBucket" : `${service}:${operation}`;
}

function denialOf(service: string): string {
  return (
    { ec2: "UnauthorizedOperation", iam: "AccessDenied", sts: "AccessDenied" }[service] ??
    "AccessDeniedException"
  );
}
