import { idFrom, text } from "../ids";
import type { SimulatedType } from "../types";
import { arn, dnsSuffix, inRegion } from "./define";

const repositorySetting: SimulatedType = {
  computed: ({ place }) => ({ registryId: place.account }),
  id: idFrom("repository"),
  replaceOn: ["repository"],
};

/** A setting of the registry, of which there is one in an account and Region. */
const registrySetting: SimulatedType = {
  computed: ({ place }) => ({ registryId: place.account }),
  id: idFrom("registryId"),
  replaceOn: [],
};

export const ecr = inRegion({
  "aws:ecr/repository:Repository": {
    autoname: "name",
    taggable: true,
    computed: ({ inputs, place }) => ({
      arn: arn(place, "ecr", `repository/${text(inputs, "name")}`),
      registryId: place.account,
      repositoryUrl: `${place.account}.dkr.ecr.${place.region}.${dnsSuffix(place)}/${text(inputs, "name")}`,
    }),
    id: idFrom("name"),
    replaceOn: ["name", "encryptionConfigurations"],
  },
  "aws:ecr/repositoryPolicy:RepositoryPolicy": repositorySetting,
  "aws:ecr/lifecyclePolicy:LifecyclePolicy": {
    ...repositorySetting,
    replaceOn: ["repository", "policy"],
    documents: ["policy"],
  },
  "aws:ecr/registryPolicy:RegistryPolicy": registrySetting,
  "aws:ecr/replicationConfiguration:ReplicationConfiguration": registrySetting,
});
