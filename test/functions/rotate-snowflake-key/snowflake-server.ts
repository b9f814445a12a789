import { createHash, createPublicKey } from "node:crypto";
import { createServer } from "node:http";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { decodeJwt, jwtVerify } from "jose";

export type Slot = "RSA_PUBLIC_KEY" | "RSA_PUBLIC_KEY_2";

export interface Answer {
  readonly status: number;
  readonly body: string | object;
}

/** Snowflake's SQL API on local HTTP: one user, its two public keys, and the statements that a rotation runs. */
export interface SnowflakeServer {
  readonly url: string;
  /** Public keys of the user as base64 of their DER, by slot. */
  readonly keys: Partial<Record<Slot, string>>;
  /** Statements that were run, with the role that they were run as. */
  readonly statements: (readonly [statement: string, role: string])[];
  /** Answers the next requests so, one each. */
  readonly fail: (...answers: readonly Answer[]) => void;
  readonly close: () => Promise<void>;
}

const ACCOUNT = "CONTOSO-ANALYTICS";
const USER = "MLOPS_FRAUD";

export async function startSnowflake(keys: Partial<Record<Slot, string>>): Promise<SnowflakeServer> {
  const statements: (readonly [string, string])[] = [];
  const failures: Answer[] = [];
  const answer = async (request: IncomingMessage): Promise<Answer> => {
    const body = JSON.parse(await bodyOf(request)) as Record<string, string>;
    const failure = failures.shift();
    if (failure) {
      return failure;
    }
    if (
      request.method !== "POST" ||
      request.url !== "/api/v2/statements" ||
      !(await signedIn(request, keys))
    ) {
      return { status: 401, body: { code: "390144", message: "JWT token is invalid." } };
    }
    statements.push([body.statement ?? "", body.role ?? ""]);
    return execute(body.statement ?? "", keys);
  };
  const server = createServer((request, response) => {
    void answer(request).then((given) => {
      send(response, given);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys,
    statements,
    fail: (...answers) => failures.push(...answers),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => {
          resolve();
        });
      }),
  };
}

function execute(statement: string, keys: Partial<Record<Slot, string>>): Answer {
  const rows = (data: (string | null)[][]): Answer => ({ status: 200, body: { code: "090001", data } });
  if (statement === "SELECT 1") {
    return rows([["1"]]);
  }
  if (statement === `DESCRIBE USER "${USER}"`) {
    const slots: readonly Slot[] = ["RSA_PUBLIC_KEY", "RSA_PUBLIC_KEY_2"];
    return rows([
      ["NAME", USER, "null", "Name"],
      ...slots.map((slot) => [`${slot}_FP`, fingerprint(keys[slot]) ?? "null", "null", "Fingerprint"]),
    ]);
  }
  const [, slot, key] =
    /^ALTER USER "MLOPS_FRAUD" SET (RSA_PUBLIC_KEY(?:_2)?) = '([A-Za-z0-9+/=]+)'$/.exec(statement) ?? [];
  if (slot === undefined || key === undefined) {
    return { status: 422, body: { code: "001003", message: "SQL compilation error" } };
  }
  keys[slot as Slot] = key;
  return rows([["Statement executed successfully."]]);
}

/** As Snowflake does: the issuer names the key, the key proves the signature. */
async function signedIn(request: IncomingMessage, keys: Partial<Record<Slot, string>>): Promise<boolean> {
  const [, token = ""] = /^Bearer (.+)$/.exec(request.headers.authorization ?? "") ?? [];
  if (request.headers["x-snowflake-authorization-token-type"] !== "KEYPAIR_JWT" || token === "") {
    return false;
  }
  const { iss = "", iat = 0, exp = 0 } = decodeJwt(token);
  const key = Object.values(keys).find((one) => iss === `${ACCOUNT}.${USER}.${fingerprint(one)}`);
  if (key === undefined || exp - iat > 3600) {
    return false;
  }
  const publicKey = createPublicKey({ key: Buffer.from(key, "base64"), format: "der", type: "spki" });
  const options = { issuer: iss, subject: `${ACCOUNT}.${USER}`, algorithms: ["RS256"] };
  return jwtVerify(token, publicKey, options).then(
    () => true,
    () => false,
  );
}

function fingerprint(key: string | undefined): string | undefined {
  return key === undefined
    ? undefined
    : `SHA256:${createHash("sha256").update(Buffer.from(key, "base64")).digest("base64")}`;
}

function send(response: ServerResponse, { status, body }: Answer): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(typeof body === "string" ? body : JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString("utf8");
}
