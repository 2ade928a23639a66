import { CONDITIONS, DIMENSIONS } from "../../law/conditions";
import { asObject, isAbsent, type JsonObject } from "../../law/json/json-object";
import { wrongShape } from "../../law/json/not-understood";
import { readTexts } from "../../law/json/text-list";
import type { NotUnderstood } from "../../law/model/truth";

/** Fields of a policy that are lists of texts, wherever they stand. */
const LISTS: readonly string[] = [
  ...["Users", "Groups", "Roles"].flatMap((kind) => [`users.include${kind}`, `users.exclude${kind}`]),
  ...["includeApplications", "excludeApplications", "includeUserActions"].map((key) => `applications.${key}`),
  "applications.includeAuthenticationContextClassReferences",
  "servicePrincipalRiskLevels",
  ...DIMENSIONS.flatMap((dimension) => CONDITIONS[dimension].graph.fields)
    .filter(({ holds }) => holds === "words" || holds === "ids")
    .map(({ path }) => path),
]
  .map((path) => `conditions.${path}`)
  .concat(["builtInControls", "termsOfUse", "customAuthenticationFactors"].map((key) => `grantControls.${key}`));

/**
 * Values of a policy that have another type than Graph's, also where another field decides: a file with such a value isn't
 * what Graph wrote, and nothing is proved by that policy. A value of a plan that is known only after deployment isn't one.
 */
export function wrongTypes(policy: JsonObject): readonly NotUnderstood[] {
  const session = policy["sessionControls"];
  const isOdd = typeof session !== "symbol" && !isAbsent(session) && asObject(session) === undefined;
  return [
    ...LISTS.flatMap((path) => {
      const value = at(policy, path);
      return isKnownLater(value) ? [] : readTexts(value, path).notUnderstood;
    }),
    ...(isOdd ? [wrongShape("sessionControls", session, "an object")] : []),
  ];
}

const isKnownLater = (value: unknown): boolean =>
  typeof value === "symbol" || (Array.isArray(value) && value.some((item) => typeof item === "symbol"));

const at = (policy: JsonObject, path: string): unknown =>
  path.split(".").reduce<unknown>((value, key) => asObject(value)?.[key], policy);
