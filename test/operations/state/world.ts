import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { KMSClient, GetKeyPolicyCommand, PutKeyPolicyCommand } from "@aws-sdk/client-kms";
import { GetBucketPolicyCommand, PutBucketPolicyCommand, S3Client } from "@aws-sdk/client-s3";

import { runCommand } from "../../../operations/state/command";
import type { PolicyJson } from "../../../operations/state/policy";
import { readPolicy } from "../../../operations/state/policy";
import { ROOT } from "../../support/rehearsed";

export const REGION = "eu-central-1";
export const BUCKET = "contoso-mlops-state";

/** What a run of the command printed, and its exit status. */
export interface Run {
  readonly status: number;
  readonly lines: readonly string[];
  readonly errors: readonly string[];
}

/** Stack files of teams, and the account that holds their state, which a server stands in for. */
export class StateWorld {
  /** What pulumi prints; a call of anything else fails the test. */
  readonly pulumi: Record<string, string> = {};
  readonly s3: S3Client;
  readonly kms: KMSClient;
  private readonly project = mkdtempSync(join(tmpdir(), "state-test-"));

  constructor(url: string) {
    Object.assign(process.env, {
      AWS_ENDPOINT_URL: url,
      AWS_ACCESS_KEY_ID: "AKIDEXAMPLE",
      AWS_SECRET_ACCESS_KEY: "secret",
    });
    this.s3 = new S3Client({ region: REGION });
    this.kms = new KMSClient({ region: REGION });
    writeFileSync(join(this.project, "Pulumi.yaml"), "name: mlops\n");
  }

  end(): void {
    for (const name of ["AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]) {
      Reflect.deleteProperty(process.env, name);
    }
    this.s3.destroy();
    this.kms.destroy();
    rmSync(this.project, { recursive: true });
  }

  async run(...args: readonly string[]): Promise<Run> {
    const lines: string[] = [];
    const errors: string[] = [];
    const status = await runCommand(args, {
      project: this.project,
      pulumi: (call) => {
        const answer = this.pulumi[call.join(" ")];
        if (answer === undefined) throw new Error(`unexpected: pulumi ${call.join(" ")}`);
        return answer;
      },
      print: (line) => lines.push(line),
      printError: (line) => errors.push(line),
    });
    return { status, lines, errors };
  }

  /** Makes the place. @returns ARN of its key */
  async create(bucket = BUCKET, region = REGION): Promise<string> {
    const { lines } = await this.run("create", "--bucket", bucket, "--region", region);
    return /stateKeyArn: (\S+)/.exec(lines.join("\n"))?.[1] ?? "none";
  }

  /** Writes a stack file: samples/full.yaml with its state here. */
  stack(name: string, stateKeyArn: string, change: (file: string) => string = (file) => file): void {
    const sample = readFileSync(join(ROOT, "samples", "full.yaml"), "utf8");
    const file = change(sample).replace(/stateKeyArn: .*/, `stateKeyArn: ${stateKeyArn}`);
    writeFileSync(join(this.project, `Pulumi.${name}.yaml`), file);
  }

  async bucketPolicy(): Promise<PolicyJson> {
    const { Policy = "" } = await this.s3.send(new GetBucketPolicyCommand({ Bucket: BUCKET }));
    return readPolicy(Policy);
  }

  async keyPolicy(key: string): Promise<PolicyJson> {
    const { Policy = "" } = await this.kms.send(
      new GetKeyPolicyCommand({ KeyId: key, PolicyName: "default" }),
    );
    return readPolicy(Policy);
  }

  async putBucketPolicy(policy: PolicyJson): Promise<void> {
    await this.s3.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: JSON.stringify(policy) }));
  }

  async putKeyPolicy(key: string, policy: PolicyJson): Promise<void> {
    await this.kms.send(
      new PutKeyPolicyCommand({ KeyId: key, PolicyName: "default", Policy: JSON.stringify(policy) }),
    );
  }
}

/** A stack file of another team: its own name, and its own accounts. */
export function ofRisk(file: string): string {
  return file.replace("name: fraud\n", "name: risk\n").replaceAll('"20000000000', '"21000000000');
}
