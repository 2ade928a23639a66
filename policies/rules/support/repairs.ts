import { CONDITIONS, DIMENSIONS } from "../../../src/law/conditions/index";
import { replaced } from "../../../src/law/json/at-path";
import { AZURE_MANAGEMENT } from "../../../src/law/model/ids";
import type { Properties } from "../../stack/objects/resource";

/** A change to a policy that may close a bypass, as the program would make it. */
interface Repair {
  readonly apply: (properties: Properties) => Properties;
  /** The change in TypeScript. */
  readonly code: readonly string[];
}

const set = (path: string, value: unknown): Repair => ({
  apply: (properties) => replaced(properties, path.split("."), value),
  code: value === undefined ? [`delete ${path}`] : [`${path}: ${JSON.stringify(value)}`],
});

/** One for each dimension: what it says when it narrows nothing. */
const REPAIRS: readonly Repair[] = [
  set("state", "enabled"),
  set("grantControls", { operator: "OR", builtInControls: ["mfa"] }),
  set("conditions.users.includedUsers", ["All"]),
  set("conditions.users.excludedUsers", undefined),
  set("conditions.users.excludedGroups", undefined),
  set("conditions.users.excludedRoles", undefined),
  set("conditions.users.excludedGuestsOrExternalUsers", undefined),
  set("conditions.applications", { includedApplications: [AZURE_MANAGEMENT] }),
  ...DIMENSIONS.flatMap((dimension) => {
    const { azuread } = CONDITIONS[dimension];
    return azuread === undefined ? [] : [set(`conditions.${azuread.key}`, azuread.notConfigured)];
  }),
];

/** The one change that makes a policy prove, where there is exactly one. */
export function onlyRepair(
  properties: Properties,
  proves: (repaired: Properties) => boolean,
): readonly string[] | undefined {
  const [repair, ...others] = REPAIRS.filter(({ apply }) => proves(apply(properties)));
  return others.length === 0 ? repair?.code : undefined;
}
