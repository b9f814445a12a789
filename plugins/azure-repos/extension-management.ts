import { z } from "zod";

import { read } from "./errors";
import type { RestOptions } from "./rest";
import { Rest } from "./rest";

const installed = z.object({
  version: z.string().default(""),
  installState: z.object({ flags: z.string().default("") }).default({ flags: "" }),
});

/** Extension Management of Azure DevOps' REST API, as far as installing needs it. */
export class ExtensionManagement {
  private readonly rest: Rest;

  constructor(options: RestOptions) {
    this.rest = new Rest(options);
  }

  /** @returns undefined if the organization does not have the extension */
  async find(publisherId: string, extensionId: string): Promise<z.output<typeof installed> | undefined> {
    const path = pathOf(publisherId, extensionId);
    const answer = await this.rest.send({ method: "GET", path, apiVersion: API_VERSION });
    return answer.status === 404 ? undefined : installed.parse(read(answer, `GET ${path}`, ADVICE));
  }

  /** The newest version; Azure DevOps keeps it up to date. */
  async install(publisherId: string, extensionId: string): Promise<void> {
    const path = pathOf(publisherId, extensionId);
    read(await this.rest.send({ method: "POST", path, apiVersion: API_VERSION }), `POST ${path}`, ADVICE);
  }
}

const API_VERSION = "7.1-preview.1";

const ADVICE = {
  forbidden:
    "only a Project Collection Administrator installs extensions, with a token of the scope Extensions (read and manage). " +
    "Have one install the AWS Toolkit for Azure DevOps from the Visual Studio Marketplace, and set azureDevOps.awsToolkit to existing",
};

function pathOf(publisherId: string, extensionId: string): string {
  return `/_apis/extensionmanagement/installedextensionsbyname/${publisherId}/${extensionId}`;
}
