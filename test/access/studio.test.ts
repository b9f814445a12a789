import assert from "node:assert/strict";

import { presignedUrlStatement, studioStatements } from "../../access/studio";
import { scopeOf } from "../support/planes";
import type { Asked } from "../components/sagemaker/simulated-session";
import { allows, DOMAIN, OWN_PROFILE } from "../components/sagemaker/simulated-session";

const HERE = "arn:aws:sagemaker:eu-west-1:200000000001";
const profile = (name: string, domain = DOMAIN): string => `${HERE}:user-profile/${domain}/${name}`;
const space = (domain = DOMAIN): string => `${HERE}:space/${domain}/ada-lab`;
const app = (domain = DOMAIN): string => `${HERE}:app/${domain}/ada-lab/JupyterLab/default`;

const owned = (changes: Readonly<Record<string, string>> = {}) => ({
  "sagemaker:OwnerUserProfileArn": profile(OWN_PROFILE),
  "sagemaker:SpaceSharingType": "Private",
  ...changes,
});

describe("studioStatements", () => {
  const statements = studioStatements(scopeOf("development"));

  const other = { "sagemaker:OwnerUserProfileArn": profile("grace-0c1d2e3f") };
  const shared = { "sagemaker:SpaceSharingType": "Shared" };
  const table: Readonly<Record<string, readonly [boolean, Asked]>> = {
    "create a private space of one's own": [true, ["sagemaker:CreateSpace", space(), owned()]],
    "delete a private space of one's own": [true, ["sagemaker:DeleteSpace", space(), owned()]],
    "start an app in it": [true, ["sagemaker:CreateApp", app(), owned()]],
    "stop an app in it": [true, ["sagemaker:DeleteApp", app(), owned()]],
    "create a space for somebody else": [false, ["sagemaker:CreateSpace", space(), owned(other)]],
    "change a space of somebody else": [false, ["sagemaker:UpdateSpace", space(), owned(other)]],
    "create a shared space": [false, ["sagemaker:CreateSpace", space(), owned(shared)]],
    "create a space without owner": [false, ["sagemaker:CreateSpace", space()]],
    "start an app for somebody else": [false, ["sagemaker:CreateApp", app(), owned(other)]],
    "start an app in a shared space": [false, ["sagemaker:CreateApp", app(), owned(shared)]],
    "start an app without space": [false, ["sagemaker:CreateApp", app()]],
    "create a space in another domain": [false, ["sagemaker:CreateSpace", space("d-other"), owned()]],
    "see one's own profile": [true, ["sagemaker:DescribeUserProfile", profile(OWN_PROFILE)]],
    "see the profile of somebody else": [false, ["sagemaker:DescribeUserProfile", profile("grace-0c1d2e3f")]],
    "see another domain": [false, ["sagemaker:DescribeDomain", `${HERE}:domain/d-other`]],
    "change the domain": [false, ["sagemaker:UpdateDomain", `${HERE}:domain/${DOMAIN}`]],
    "change one's own profile": [false, ["sagemaker:UpdateUserProfile", profile(OWN_PROFILE)]],
    "make an address to enter with": [false, ["sagemaker:CreatePresignedDomainUrl", profile(OWN_PROFILE)]],
    "tag a new space": [true, ["sagemaker:AddTags", space(), { "sagemaker:TaggingAction": "CreateSpace" }]],
    "tag a space later": [false, ["sagemaker:AddTags", space()]],
    "tag a profile": [
      false,
      ["sagemaker:AddTags", profile(OWN_PROFILE), { "sagemaker:TaggingAction": "CreateUserProfile" }],
    ],
  };

  for (const [what, [allowed, asked]] of Object.entries(table)) {
    it(`${allowed ? "allow" : "do not allow"} to ${what}`, async () => {
      assert.equal(await allows(statements, asked), allowed);
    });
  }
});

describe("presignedUrlStatement", () => {
  const statement = presignedUrlStatement(scopeOf("development"));
  const enter = (userId: string, tag?: string): Asked => [
    "sagemaker:CreatePresignedDomainUrl",
    profile(OWN_PROFILE),
    { "aws:userid": userId, ...(tag === undefined ? {} : { "aws:ResourceTag/Person": tag }) },
  ];

  const table: Readonly<Record<string, readonly [boolean, Asked]>> = {
    oneself: [true, enter("AROAX:ada@example.com", "ada@example.com")],
    "somebody else": [false, enter("AROAX:grace@example.com", "ada@example.com")],
    "somebody whose name ends like one's own": [false, enter("AROAX:ada@example.com", "da@example.com")],
    "a profile without the tag": [false, enter("AROAX:ada@example.com")],
    "a profile with an empty tag": [false, enter("AROAX:ada@example.com", "")],
  };

  for (const [whom, [allowed, asked]] of Object.entries(table)) {
    it(`${allowed ? "lets" : "does not let"} a person enter as ${whom}`, async () => {
      assert.equal(await allows([statement], asked), allowed);
    });
  }
});
