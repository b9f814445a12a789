import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPair as generate,
  type KeyObject,
} from "node:crypto";
import { promisify } from "node:util";

/** A private key, and its public key in the two forms that Snowflake knows. */
export interface KeyPair {
  readonly privateKey: KeyObject;
  /** Base64 of the public key's DER (SubjectPublicKeyInfo): a PEM block without its first and last line. */
  readonly publicKey: string;
  /** `SHA256:` and the base64 digest of that DER, as DESCRIBE USER shows it. */
  readonly fingerprint: string;
}

/** Snowflake takes RSA keys of at least 2,048 bits. */
const MODULUS_BITS = 2048;

export async function newKeyPair(): Promise<KeyPair> {
  const { privateKey } = await promisify(generate)("rsa", { modulusLength: MODULUS_BITS });
  return keyPairOf(privateKey);
}

/** The private key as Glue's Snowflake connector reads it: base64 of PKCS #8, without header, footer and line breaks. */
export function encodePrivateKey({ privateKey }: KeyPair): string {
  return privateKey.export({ type: "pkcs8", format: "der" }).toString("base64");
}

/**
 * Takes what {@link encodePrivateKey} gives, and a whole PEM file too, since that is what people have at hand.
 *
 * @throws Error that shows nothing of the text.
 */
export function decodePrivateKey(text: string): KeyPair {
  const base64 = text.replace(/-----(BEGIN|END) PRIVATE KEY-----/g, "").replace(/\s/g, "");
  try {
    const key = createPrivateKey({ key: Buffer.from(base64, "base64"), type: "pkcs8", format: "der" });
    if (key.asymmetricKeyType === "rsa") return keyPairOf(key);
  } catch {
    // The reason may quote the key.
  }
  throw new Error("pem_private_key of the secret is not an unencrypted RSA key in PKCS #8");
}

function keyPairOf(privateKey: KeyObject): KeyPair {
  const der = createPublicKey(privateKey).export({ type: "spki", format: "der" });
  return {
    privateKey,
    publicKey: der.toString("base64"),
    fingerprint: `SHA256:${createHash("sha256").update(der).digest("base64")}`,
  };
}
