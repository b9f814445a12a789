import { version } from "@pulumi/azuredevops/package.json";

import { serveProvider } from "./provider";

serveProvider(version);
