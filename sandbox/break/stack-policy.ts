import { type GraphObject, objectIn, stringsIn } from "../tenant/json";
import { seedPolicies } from "../tenant/seed/policies";
import { NotHere } from "./scenario";

/** The Windows Azure Service Management API. */
export const AZURE_MANAGEMENT = "797f4846-ba00-4fd7-ba43-dac1f8f63013";

/**
 * The policy that somebody has deployed here: the first about Azure management that a new tenant doesn't have.
 * @throws NotHere where there is none
 */
export function stackPolicy(policies: readonly GraphObject[]): GraphObject {
  const seeded = new Set(seedPolicies().map(({ id }) => id));
  const deployed = policies.find((policy) => !seeded.has(policy.id) && isAboutAzure(policy));
  if (deployed !== undefined) return deployed;
  throw new NotHere(NO_POLICY);
}

/** Said of a tenant without one, and of a sandbox without a tenant. */
export const NO_POLICY = `the local tenant has no policy on Azure management yet
  help: \`npm start\` makes it the first time, \`npm run sandbox -- up\` makes a deleted
        one again`;

function isAboutAzure(policy: GraphObject): boolean {
  const applications = objectIn(objectIn(policy["conditions"])["applications"]);
  return stringsIn(applications["includeApplications"]).includes(AZURE_MANAGEMENT);
}
