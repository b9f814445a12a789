import assert from "node:assert/strict";

import { GlueSecurity } from "../../../components/data/glue-security";
import { create, KEY_ARN, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

describe("GlueSecurity", () => {
  it("encrypts data, logs and bookmarks with the key", async () => {
    const { cloud, component } = await create(
      (options) => new GlueSecurity("glue", { scope: scope(), kmsKeyArn: KEY_ARN }, options),
    );
    assert.deepEqual(cloud.one(AWS.glue.SecurityConfiguration, "glue").inputs, {
      name: "mlops-fraud-automation-glue",
      encryptionConfiguration: {
        s3Encryption: { s3EncryptionMode: "SSE-KMS", kmsKeyArn: KEY_ARN },
        cloudwatchEncryption: { cloudwatchEncryptionMode: "SSE-KMS", kmsKeyArn: KEY_ARN },
        jobBookmarksEncryption: { jobBookmarksEncryptionMode: "CSE-KMS", kmsKeyArn: KEY_ARN },
      },
    });
    assert.equal(await valueOf(component.configurationName), "mlops-fraud-automation-glue");
  });
});
