import assert from "node:assert/strict";
import { buffer } from "node:stream/consumers";

import { CreateRoleCommand, IAMClient } from "@aws-sdk/client-iam";
import { CreateKeyCommand, KMSClient } from "@aws-sdk/client-kms";
import { CreateBucketCommand, S3Client } from "@aws-sdk/client-s3";

import type { LocalServer } from "../../../simulator/azure-devops/local-server";
import { serve } from "../../../simulator/azure-devops/local-server";
import { motoMissing, useMoto } from "../../support/moto";
import { describeUnless } from "../../support/unless";
import { Clouds } from "./clouds";
import { StackFiles } from "./stack-files";

const OF_MOTO = ["ec2", "iam", "kms", "s3"];

/** Operations that moto lacks, or fails in. */
const NOT_OF_MOTO = ["Action=DescribeVpcEndpointServices", "Action=GetOutboundWebIdentityFederationInfo"];

describeUnless(motoMissing(), "npm run preflight, against moto", () => {
  const moto = useMoto();
  let clouds: Clouds;
  let files: StackFiles;
  let front: LocalServer;

  beforeEach(async () => {
    clouds = new Clouds();
    files = new StackFiles();
    await clouds.start();
    front = await serve(async (message, response) => {
      const { method = "", url = "", headers } = message;
      const body = await buffer(message);
      const service = /\/([^/]+)\/aws4_request/.exec(headers.authorization ?? "")?.[1] ?? "";
      const isOfMoto = OF_MOTO.includes(service) && !NOT_OF_MOTO.some((action) => body.includes(action));
      const answer = await fetch(`${isOfMoto ? moto.url : clouds.url}${url}`, {
        method,
        headers: headers as Record<string, string>,
        ...(body.length > 0 ? { body } : {}),
      });
      const kept = [...answer.headers].filter(([name]) => !/encoding|length/.test(name));
      response.writeHead(answer.status, Object.fromEntries(kept));
      response.end(Buffer.from(await answer.arrayBuffer()));
    });
  });
  afterEach(async () => {
    await front.stop();
    await clouds.stop();
    files.remove();
  });

  it("understands how zones, networks, roles, buckets and keys answer, and errors of those that are not there", async () => {
    const settings = {
      region: "eu-west-1",
      endpoint: moto.url,
      credentials: { accessKeyId: "ASIA100000000001", secretAccessKey: "secret" },
    };
    const { KeyMetadata } = await new KMSClient(settings).send(new CreateKeyCommand({}));
    const args = files.like("full", { infrastructurePipeline: { stateKeyArn: KeyMetadata?.Arn } });
    const { lines } = await clouds.run(args, undefined, front.url);
    assert.deepEqual(
      lines.filter((line) => /^ {2}\S|^\S/.test(line)),
      [
        "test: 2 missing",
        "automation 200000000002, eu-west-1",
        "  service-linked role AWSServiceRoleForAmazonOpenSearchService is not there",
        "state of the stack, eu-west-1",
        "  bucket contoso-mlops-state is not there",
      ],
    );

    await new IAMClient(settings).send(
      new CreateRoleCommand({
        RoleName: "AWSServiceRoleForAmazonOpenSearchService",
        AssumeRolePolicyDocument: JSON.stringify({ Version: "2012-10-17", Statement: [] }),
      }),
    );
    await new S3Client({ ...settings, forcePathStyle: true }).send(
      new CreateBucketCommand({
        Bucket: "contoso-mlops-state",
        CreateBucketConfiguration: { LocationConstraint: "eu-west-1" },
      }),
    );
    assert.equal((await clouds.run(args, undefined, front.url)).status, 0);
  });
});
