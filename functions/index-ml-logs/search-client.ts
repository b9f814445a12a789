import { fromNodeProviderChain } from "@aws-sdk/credential-providers";
import { Client } from "@opensearch-project/opensearch";
import { AwsSigv4Signer } from "@opensearch-project/opensearch/aws-v3";
import type { Settings } from "./environment";

/** Longest wait for an answer, in milliseconds. */
const TIMEOUT_MS = 30_000;

/** A client of the search domain that signs with the function's role. Nothing is repeated: that is up to the caller. */
export function createSearchClient({ url, region }: Settings): Client {
  return new Client({
    ...AwsSigv4Signer({ region, service: "es", getCredentials: fromNodeProviderChain() }),
    node: url,
    maxRetries: 0,
    requestTimeout: TIMEOUT_MS,
  });
}
