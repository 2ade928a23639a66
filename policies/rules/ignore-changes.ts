import { isCarrier } from "../stack/judgement/carriers";
import { AZUREAD } from "../stack/objects/entra-objects";
import type { Resource } from "../stack/objects/resource";
import { type Finding, propertyLine, type Rule, rejection } from "./support/rule";

/** No decisive property is in ignoreChanges: there, drift would stay, and a repair would never be deployed. */
export const ignoreChanges: Rule = {
  id: "ignore-changes",
  title: "ignoreChanges covers nothing that the guarantee depends on",
  severity: "high",
  baseline: "in-stack",
  onResource: (resource, settings) => (isCarrier(resource, settings) ? findingsOf(resource) : []),
  onStack({ state }, settings) {
    const carriers = state.resources.filter((resource) => isCarrier(resource, settings));
    return [...carriers, ...state.reachableFrom(carriers)].flatMap(findingsOf);
  },
};

/** The top-level properties that decide about sign-ins, by type. */
const DECISIVE: ReadonlyMap<string, readonly string[]> = new Map([
  [AZUREAD.policy, ["state", "conditions", "grantControls"]],
  [AZUREAD.location, ["ip", "country"]],
  [AZUREAD.strength, ["allowedCombinations"]],
  [AZUREAD.group, ["members", "dynamicMembership"]],
  [AZUREAD.groupWithoutMembers, ["dynamicMembership"]],
]);

function findingsOf(resource: Resource): readonly Finding[] {
  const decisive = DECISIVE.get(resource.type);
  if (decisive === undefined) return [];
  const ignored = decisive.filter((property) => resource.options.ignoreChanges.some((path) => covers(path, property)));
  if (ignored.length === 0) return [];
  return [
    rejection({
      code: "change-ignored",
      urn: resource.urn,
      message: `changes to ${ignored.join(", ")} are ignored: a change made in the portal would stay, and may let people in without MFA`,
      related: ignored.map((property) => propertyLine(resource.urn, "ignoreChanges", property)),
      help: "take these properties out of ignoreChanges",
    }),
  ];
}

/** `conditions.users`, `["conditions"].users` and `*` all cover `conditions`. */
function covers(path: string, property: string): boolean {
  const [first] = /[A-Za-z0-9_*]+/.exec(path) ?? [];
  return first === "*" || first === property;
}
