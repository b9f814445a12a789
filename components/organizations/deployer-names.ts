/**
 * Role that applies this program in an account of a team. The organization stack makes it in every account, and
 * landing zones name it as their `deploymentRole`.
 */
export const DEPLOYER_ROLE = "mlops-deployer";
