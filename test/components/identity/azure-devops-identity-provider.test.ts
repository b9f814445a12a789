import assert from "node:assert/strict";

import * as pulumi from "@pulumi/pulumi";

import type { Issuer } from "../../../components/identity/azure-devops-identity-provider";
import {
  AzureDevOpsIdentityProvider,
  identityProviderArn,
  issuerHost,
} from "../../../components/identity/azure-devops-identity-provider";
import { create, ISSUER, NEXT_ISSUER, scope } from "../../support/fixtures";
import { valueOf } from "../../support/outputs";
import { AWS } from "../../support/types";

const HOST = "vstoken.dev.azure.com/8d5e3a52-7c1b-4f0e-9a53-2f4f6f1b7c11";
const NEXT_HOST = "login.microsoftonline.com/5b1d7c44-93a6-4c29-8d0e-6a3f2b7e9d10/v2.0";

const trusting = (...issuers: Issuer[]) =>
  create((options) => new AzureDevOpsIdentityProvider("azure-devops", { issuers }, options));

describe("AzureDevOpsIdentityProvider", () => {
  it("registers each issuer with its own audience only", async () => {
    const { cloud, component } = await trusting(ISSUER, NEXT_ISSUER);
    assert.deepEqual(cloud.one(AWS.iam.OpenIdConnectProvider, `azure-devops-${HOST}`).inputs, {
      url: ISSUER.url,
      clientIdLists: [ISSUER.audience],
    });
    assert.deepEqual(cloud.one(AWS.iam.OpenIdConnectProvider, `azure-devops-${NEXT_HOST}`).inputs, {
      url: NEXT_ISSUER.url,
      clientIdLists: [NEXT_ISSUER.audience],
    });
    assert.deepEqual(
      await valueOf(pulumi.all(component.providerArns)),
      [ISSUER, NEXT_ISSUER].map((issuer) => identityProviderArn(scope(), issuer)),
    );
  });

  it("keeps the provider of an issuer when the one before it leaves", async () => {
    const both = (await trusting(ISSUER, NEXT_ISSUER)).cloud;
    const later = (await trusting(NEXT_ISSUER)).cloud;
    assert.deepEqual(
      later.byType(AWS.iam.OpenIdConnectProvider).map(({ urn }) => urn),
      [both.one(AWS.iam.OpenIdConnectProvider, `azure-devops-${NEXT_HOST}`).urn],
    );
  });
});

describe("identityProviderArn", () => {
  it("is the ARN that AWS forms, in the account and partition of the scope", () => {
    assert.equal(
      identityProviderArn(scope({ region: "us-gov-west-1", partition: "aws-us-gov" }), ISSUER),
      `arn:aws-us-gov:iam::200000000002:oidc-provider/${HOST}`,
    );
  });
});

describe("issuerHost", () => {
  it("leaves out the scheme and keeps the path", () => {
    assert.equal(issuerHost(NEXT_ISSUER), NEXT_HOST);
  });
});
