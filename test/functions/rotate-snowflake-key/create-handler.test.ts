import assert from "node:assert/strict";

import {
  decodePrivateKey,
  encodePrivateKey,
  newKeyPair,
} from "../../../functions/rotate-snowflake-key/key-pair";
import type { Rotation } from "./support";
import { FIRST, SECOND, secretValue, startRotation } from "./support";

const STEPS = ["createSecret", "setSecret", "testSecret", "finishSecret"];
const THIRD = "00000000-0000-4000-8000-000000000003";

describe("function rotate-snowflake-key", () => {
  let rotation: Rotation;

  beforeEach(async () => {
    rotation = await startRotation();
  });
  afterEach(() => rotation.close());

  const valueOf = (version: string): Record<string, string> =>
    JSON.parse(rotation.secret.versions.get(version)?.value ?? "{}") as Record<string, string>;
  const publicKeyOf = (version: string): string =>
    decodePrivateKey(valueOf(version).pem_private_key ?? "").publicKey;
  const rotateAll = async (version = SECOND): Promise<string[]> => {
    const messages: string[] = [];
    for (const step of STEPS) {
      messages.push(...(await rotation.step(step, version)));
    }
    return messages;
  };

  it("makes a new key pair, registers it beside the old one, tries it, and makes it current", async () => {
    assert.deepEqual(await rotateAll(), [
      "a new key pair was made",
      "the new public key was registered",
      "snowflake takes the key",
      "the new key pair is current",
    ]);
    assert.deepEqual(rotation.snowflake.keys, {
      RSA_PUBLIC_KEY: rotation.firstKey.publicKey,
      RSA_PUBLIC_KEY_2: publicKeyOf(SECOND),
    });
    assert.deepEqual(
      [...rotation.secret.versions].map(([id, { stages }]) => [id, stages]),
      [
        [FIRST, ["AWSPREVIOUS"]],
        [SECOND, ["AWSPENDING", "AWSCURRENT"]],
      ],
    );
    assert.deepEqual(rotation.snowflake.statements, [
      ['DESCRIBE USER "MLOPS_FRAUD"', "FRAUD_READER"],
      [`ALTER USER "MLOPS_FRAUD" SET RSA_PUBLIC_KEY_2 = '${publicKeyOf(SECOND)}'`, "FRAUD_READER"],
      ["SELECT 1", "FRAUD_READER"],
    ]);
  });

  it("takes the other place the next time, so that only the key before the last stops working", async () => {
    await rotateAll();
    rotation.secret.versions.get(SECOND)?.stages.shift();
    rotation.secret.beginRotation(THIRD);
    await rotateAll(THIRD);
    assert.deepEqual(rotation.snowflake.keys, {
      RSA_PUBLIC_KEY: publicKeyOf(THIRD),
      RSA_PUBLIC_KEY_2: publicKeyOf(SECOND),
    });
    assert.equal(rotation.secret.idOf("AWSCURRENT"), THIRD);
  });

  it("keeps what else the secret says", async () => {
    const value: Record<string, string> = { ...valueOf(FIRST), sfWarehouse: "ML_WH" };
    rotation.secret.versions.set(FIRST, { value: JSON.stringify(value), stages: ["AWSCURRENT"] });
    await rotation.step("createSecret");
    const { pem_private_key, ...rest } = valueOf(SECOND);
    assert.deepEqual(rest, { sfUser: "MLOPS_FRAUD", sfWarehouse: "ML_WH" });
    assert.notEqual(pem_private_key, value.pem_private_key);
  });

  it("does nothing twice when a step is repeated", async () => {
    await rotation.step("createSecret");
    const made = valueOf(SECOND);
    assert.deepEqual(await rotation.step("createSecret"), ["the new key pair exists already"]);
    assert.deepEqual(valueOf(SECOND), made);

    await rotation.step("setSecret");
    assert.deepEqual(await rotation.step("setSecret"), ["the new public key is registered already"]);
    assert.equal(rotation.snowflake.statements.filter(([sql]) => sql.startsWith("ALTER")).length, 1);

    await rotation.step("finishSecret");
    for (const step of STEPS) {
      assert.deepEqual(await rotation.step(step), ["the version is current already, nothing to do"]);
    }
    assert.equal(rotation.secret.idOf("AWSCURRENT"), SECOND);
  });

  it("keeps the key pair of whoever was first when two attempts race", async () => {
    const rival = secretValue(encodePrivateKey(await newKeyPair()));
    const original = rotation.secret.versions.get(SECOND);
    assert.ok(original);
    // The value appears between the look and the write.
    let looked = false;
    Object.defineProperty(original, "value", {
      get: () => {
        if (!looked) {
          looked = true;
          return undefined;
        }
        return rival;
      },
    });
    await rotation.step("createSecret");
    assert.equal(rotation.secret.versions.get(SECOND)?.value, rival);
  });

  it("when rotation is switched on before there is a key, only says so", async () => {
    rotation.secret.versions.delete(FIRST);
    assert.deepEqual(await rotation.step("testSecret"), [
      "the secret has no key pair yet: put the first one, then rotation can begin",
    ]);
    await assert.rejects(rotation.step("createSecret"), /lacks a first key pair, see docs\/data-sources\.md/);
  });

  it("when rotation is switched on later, tries the current key", async () => {
    assert.deepEqual(await rotation.step("testSecret"), ["snowflake takes the key"]);
  });

  it("takes a first key in the form in which openssl writes it", async () => {
    const pem = rotation.firstKey.privateKey.export({ type: "pkcs8", format: "pem" }) as string;
    rotation.secret.versions.set(FIRST, { value: secretValue(pem), stages: ["AWSCURRENT"] });
    assert.deepEqual(await rotation.step("testSecret"), ["snowflake takes the key"]);
  });

  it("fails, and leaves the current key alone, when Snowflake does not take the new one", async () => {
    await rotation.step("createSecret");
    await assert.rejects(
      rotation.step("testSecret"),
      /snowflake refused SELECT: status 401, code 390144 JWT token is invalid/,
    );
    assert.equal(rotation.secret.idOf("AWSCURRENT"), FIRST);
  });

  it("fails when Snowflake no longer takes the current key", async () => {
    await rotation.step("createSecret");
    rotation.snowflake.keys.RSA_PUBLIC_KEY = (await newKeyPair()).publicKey;
    await assert.rejects(rotation.step("setSecret"), /snowflake refused DESCRIBE: status 401/);
  });

  it("fails rather than overwrite a key that it does not know", async () => {
    await rotation.step("createSecret");
    rotation.snowflake.fail({ status: 200, body: { data: [["RSA_PUBLIC_KEY_FP", "SHA256:another"]] } });
    await assert.rejects(rotation.step("setSecret"), /current key is neither its RSA_PUBLIC_KEY nor its/);
    assert.deepEqual(Object.keys(rotation.snowflake.keys), ["RSA_PUBLIC_KEY"]);
  });

  it("fails when the role may not change the user", async () => {
    await rotation.step("createSecret");
    const described = { data: [["RSA_PUBLIC_KEY_FP", rotation.firstKey.fingerprint]] };
    const denied = { code: "003001", message: "SQL access control error: Insufficient privileges" };
    rotation.snowflake.fail({ status: 200, body: described }, { status: 422, body: denied });
    await assert.rejects(
      rotation.step("setSecret"),
      /snowflake refused ALTER: status 422, code 003001 SQL access control error: Insufficient privileges$/,
    );
  });

  it("fails when the step to register comes before the one that makes the key", () =>
    assert.rejects(rotation.step("setSecret"), /the secret lacks the new key pair/));

  it("fails when Snowflake answers with something else than 1", async () => {
    rotation.snowflake.fail({ status: 200, body: { data: [["2"]] } });
    await assert.rejects(rotation.step("testSecret"), /did not answer SELECT 1 with 1/);
  });

  it("fails when the answer is not that of Snowflake", async () => {
    rotation.snowflake.fail({ status: 200, body: "<html>proxy</html>" });
    await assert.rejects(rotation.step("testSecret"), /snowflake refused SELECT: status 200, code none$/);
  });

  it("fails when nothing answers, and asks for the route", async () => {
    await rotation.snowflake.close();
    await assert.rejects(
      rotation.step("testSecret"),
      /no answer from 127\.0\.0\.1:\d+: ECONNREFUSED; is there a route/,
    );
  });

  for (const [what, value, message] of [
    ["no JSON", "-----BEGIN PRIVATE KEY-----", /not JSON with sfUser and pem_private_key$/],
    ["no key in it", '{"sfUser":"MLOPS_FRAUD"}', /not JSON with sfUser and pem_private_key$/],
    ["another user", secretValue("x", "ADMIN"), /sfUser of the AWSCURRENT version is not mlops_fraud/],
    ["a broken key", secretValue("MIIEvgIBADAN"), /not an unencrypted RSA key in PKCS #8$/],
  ] as const) {
    it(`fails when the secret has ${what}, without showing it`, () => {
      rotation.secret.versions.set(FIRST, { value, stages: ["AWSCURRENT"] });
      return assert.rejects(rotation.step("createSecret"), message);
    });
  }

  it("fails for a version that is not pending, or that the secret does not know", async () => {
    rotation.secret.versions.set(THIRD, { stages: ["AWSPREVIOUS"] });
    await assert.rejects(rotation.step("createSecret", THIRD), /version \S+ of the secret is not pending/);
    await assert.rejects(rotation.step("createSecret", "unknown"), /the secret has no version unknown/);
  });

  it("fails when it is called by somebody else than Secrets Manager", () =>
    assert.rejects(rotation.step("dropUser"), /no step of a rotation/));
});
