import * as z from "zod";
import { jsonOf } from "../shared/json";
import type { Log } from "../shared/log";
import { decodePrivateKey, encodePrivateKey, newKeyPair, type KeyPair } from "./key-pair";
import type { SecretStore } from "./secret-store";
import { identifier, literal, type Run } from "./snowflake";

/** The steps of a rotation, in the order in which Secrets Manager asks for them. */
export const STEPS = ["createSecret", "setSecret", "testSecret", "finishSecret"] as const;
export type Step = (typeof STEPS)[number];

export interface Dependencies {
  readonly secret: SecretStore;
  readonly run: Run;
  /** The user whose keys may be replaced. */
  readonly user: string;
  readonly log: Log;
}

/** The two places that a Snowflake user has for public keys; a key in either of them is good for signing in. */
const SLOTS = ["RSA_PUBLIC_KEY", "RSA_PUBLIC_KEY_2"] as const;
type Slot = (typeof SLOTS)[number];

/** The secret, in the words of Glue's Snowflake connector. */
const valueSchema = z.looseObject({ sfUser: z.string(), pem_private_key: z.string() });

interface Held {
  readonly value: z.infer<typeof valueSchema>;
  readonly keyPair: KeyPair;
}

/**
 * One step of a rotation. Each can be repeated: what has been done is found and left alone.
 *
 * @param version - Id of the version that the rotation makes.
 * @throws Error if the step cannot be done; Secrets Manager tries again later, and the current key stays good.
 */
export async function rotate(step: Step, version: string, dependencies: Dependencies): Promise<void> {
  const stages = (await dependencies.secret.stages())[version];
  if (stages === undefined) {
    throw new Error(`the secret has no version ${version}: this is not a rotation that it knows`);
  }
  if (stages.includes("AWSCURRENT")) {
    dependencies.log("the version is current already, nothing to do");
    return;
  }
  if (!stages.includes("AWSPENDING")) {
    throw new Error(`version ${version} of the secret is not pending`);
  }
  await ACTIONS[step](version, dependencies);
}

const ACTIONS: Readonly<Record<Step, (version: string, dependencies: Dependencies) => Promise<void>>> = {
  createSecret: async (version, dependencies) => {
    const { secret, log } = dependencies;
    const { value } = await current(dependencies);
    if ((await secret.read("AWSPENDING", version)) !== undefined) {
      log("the new key pair exists already");
      return;
    }
    const keyPair = await newKeyPair();
    const next = { ...value, pem_private_key: encodePrivateKey(keyPair) };
    await secret.writePending(version, JSON.stringify(next));
    log("a new key pair was made", { fingerprint: keyPair.fingerprint });
  },

  setSecret: async (version, dependencies) => {
    const { user, run, log } = dependencies;
    const { keyPair: old } = await current(dependencies);
    const pending = (await pendingKey(version, dependencies)) ?? missing("the new key pair");
    const rows = await run(old, `DESCRIBE USER ${identifier(user)}`);
    const slotOf = ({ fingerprint }: KeyPair): Slot | undefined =>
      SLOTS.find((slot) => rows.some((row) => row[0] === `${slot}_FP` && row.includes(fingerprint)));
    if (slotOf(pending) !== undefined) {
      log("the new public key is registered already");
      return;
    }
    const used = slotOf(old);
    if (used === undefined) {
      throw new Error(`the user's current key is neither its ${SLOTS.join(" nor its ")}`);
    }
    const free = used === SLOTS[0] ? SLOTS[1] : SLOTS[0];
    await run(old, `ALTER USER ${identifier(user)} SET ${free} = ${literal(pending.publicKey)}`);
    log("the new public key was registered", { slot: free, fingerprint: pending.fingerprint });
  },

  testSecret: async (version, dependencies) => {
    // When rotation is switched on, Secrets Manager asks for this step alone, perhaps before anybody has put a key.
    const keyPair =
      (await pendingKey(version, dependencies)) ?? (await held("AWSCURRENT", dependencies))?.keyPair;
    if (keyPair === undefined) {
      dependencies.log("the secret has no key pair yet: put the first one, then rotation can begin");
      return;
    }
    const [row] = await dependencies.run(keyPair, "SELECT 1");
    if (row?.[0] !== "1") throw new Error("snowflake did not answer SELECT 1 with 1");
    dependencies.log("snowflake takes the key", { fingerprint: keyPair.fingerprint });
  },

  finishSecret: async (version, { secret, log }) => {
    const versions = Object.entries(await secret.stages());
    const [before] = versions.find(([, labels]) => labels.includes("AWSCURRENT")) ?? [];
    await secret.makeCurrent(version, before ?? missing("a current version"));
    log("the new key pair is current", { version, before });
  },
};

async function current(dependencies: Dependencies): Promise<Held> {
  return (await held("AWSCURRENT", dependencies)) ?? missing("a first key pair, see docs/data-sources.md");
}

async function pendingKey(version: string, dependencies: Dependencies): Promise<KeyPair | undefined> {
  return (await held("AWSPENDING", dependencies, version))?.keyPair;
}

function missing(what: string): never {
  throw new Error(`the secret lacks ${what}`);
}

async function held(
  stage: "AWSCURRENT" | "AWSPENDING",
  { secret, user }: Dependencies,
  version?: string,
): Promise<Held | undefined> {
  const text = await secret.read(stage, version);
  if (text === undefined) return undefined;
  const value = valueSchema.safeParse(jsonOf(text)).data;
  if (value === undefined) {
    throw new Error(`the ${stage} version of the secret is not JSON with sfUser and pem_private_key`);
  }
  if (value.sfUser.toUpperCase() !== user.toUpperCase()) {
    throw new Error(`sfUser of the ${stage} version is not ${user}, the user of this function`);
  }
  return { value, keyPair: decodePrivateKey(value.pem_private_key) };
}
