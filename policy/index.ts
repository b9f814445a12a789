import { PolicyPack } from "@pulumi/policy";
import { createPolicies } from "./pack";

new PolicyPack("mlops-guardrails", { enforcementLevel: "mandatory", policies: createPolicies() });
