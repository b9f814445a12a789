import { fromNodeProviderChain } from "@aws-sdk/credential-providers";
import { Sha256 } from "@smithy/core/checksum";
import { SignatureV4 } from "@smithy/signature-v4";
import { z } from "zod";

import { PARTITIONS } from "../../../settings/partitions";
import type { Partition } from "../../../settings/regions";
import type { ClientSettings } from "./caller";
import { pages, read } from "./read";

const answerForm = z.object({
  Items: z.array(z.object({ Name: z.string() })).default([]),
  NextToken: z.string().optional(),
});

/** Names of the account's sinks of CloudWatch in the Region; AWS allows one. */
export function readSinks(settings: ClientSettings, partition: Partition): Promise<string[]> {
  return read("oam:ListSinks", () =>
    pages(async (NextToken) => {
      const answer = answerForm.parse(await listSinks(settings, partition, { NextToken }));
      return [answer.Items.map(({ Name }) => Name), answer.NextToken];
    }),
  );
}

/** This one read is all that is asked of the service, so it is signed here, and no client of it is installed. */
async function listSinks(
  { region, credentials, endpoint }: ClientSettings,
  partition: Partition,
  input: object,
): Promise<unknown> {
  const base = endpoint ?? process.env.AWS_ENDPOINT_URL;
  const url = new URL("/ListSinks", base ?? `https://oam.${region}.${PARTITIONS[partition].dnsSuffix}`);
  const signer = new SignatureV4({
    service: "oam",
    region,
    credentials: credentials ?? fromNodeProviderChain(),
    sha256: Sha256,
  });
  const body = JSON.stringify(input);
  const { method, headers } = await signer.sign({
    method: "POST",
    protocol: url.protocol,
    hostname: url.hostname,
    path: url.pathname,
    query: {},
    headers: { host: url.host, "content-type": "application/json" },
    body,
  });
  const answer = await fetch(url, { method, headers, body });
  if (!answer.ok) {
    throw await failure(answer);
  }
  return await answer.json();
}

/** An error as those of the SDK are. */
async function failure(answer: Response): Promise<Error> {
  const name = answer.headers.get("x-amzn-errortype")?.split(":")[0] ?? "UnknownError";
  const said = z.object({ message: z.string() }).safeParse(await answer.json().catch(() => undefined));
  return Object.assign(new Error(said.data?.message ?? answer.statusText), {
    name,
    $metadata: { httpStatusCode: answer.status },
  });
}
