import { CONDITIONS, DIMENSIONS } from "../../law/conditions";
import type { GraphField } from "../../law/conditions/condition";
import { asObject, isAbsent, isAnnotation, type JsonObject } from "../../law/json/json-object";
import { unknownKeys } from "../../law/json/not-understood";
import type { NotUnderstood } from "../../law/model/truth";
import { GRANT_KEYS } from "./grant";

/** What this model knows of a policy, object by object. Grant controls are read elsewhere; session controls don't matter. */
const KNOWN: readonly KnownObject[] = [
  [
    "",
    [
      "id",
      "templateId",
      "displayName",
      "description",
      "createdDateTime",
      "modifiedDateTime",
      "deletedDateTime",
      "state",
      "conditions",
      "sessionControls",
      "grantControls",
      "partialEnablementStrategy",
    ],
  ],
  [
    "conditions",
    [
      "users",
      "applications",
      "clientApplications",
      "servicePrincipalRiskLevels",
      ...DIMENSIONS.map((dimension) => CONDITIONS[dimension].graph.key),
    ],
  ],
  [
    "conditions.users",
    [
      "includeUsers",
      "excludeUsers",
      "includeGroups",
      "excludeGroups",
      "includeRoles",
      "excludeRoles",
      "includeGuestsOrExternalUsers",
      "excludeGuestsOrExternalUsers",
    ],
  ],
  [
    "conditions.applications",
    [
      "includeApplications",
      "excludeApplications",
      "includeUserActions",
      "includeAuthenticationContextClassReferences",
      "applicationFilter",
    ],
  ],
  ["conditions.applications.applicationFilter", ["mode", "rule"]],
  ...DIMENSIONS.flatMap((dimension) => knownObjects(CONDITIONS[dimension].graph.fields)),
];

const GRANT: readonly KnownObject[] = [
  ["grantControls", GRANT_KEYS],
  ["grantControls.authenticationStrength", ["id", "allowedCombinations", "requirementsSatisfied"]],
];

type KnownObject = readonly [path: string, keys: readonly string[]];

/** The objects around fields, with the fields as their keys; and fields that are objects themselves. */
function knownObjects(fields: readonly GraphField[]): readonly KnownObject[] {
  const around = new Map<string, string[]>();
  const within: KnownObject[] = [];
  for (const { path, holds } of fields) {
    const [object, key] = path.split(".");
    if (object !== undefined && key !== undefined) around.set(object, [...(around.get(object) ?? []), key]);
    if (typeof holds === "object") within.push([`conditions.${path}`, holds.keys]);
  }
  return [...Array.from(around, ([object, keys]): KnownObject => [`conditions.${object}`, keys]), ...within];
}

/** Content of a policy under keys that this model has never heard of. */
export const unknownConditions = (policy: JsonObject): readonly NotUnderstood[] => [
  ...partialEnablement(policy),
  ...KNOWN.flatMap(([path, keys]) => {
    const object = at(policy, path);
    return object === undefined ? [] : unknownKeys(object, keys, path);
  }),
];

/** Graph knows the key and no document says what it does, so a value may well narrow whom the policy is enforced for. */
function partialEnablement({ partialEnablementStrategy: strategy }: JsonObject): readonly NotUnderstood[] {
  const why = "what it does is documented nowhere: the policy may be enforced in part";
  return isAbsent(strategy) ? [] : [{ field: "partialEnablementStrategy", why }];
}

const SPELLING = [...KNOWN, ...GRANT].map(
  ([path, keys]) => [path, new Set(keys), new Map(keys.map((key) => [key.toLowerCase(), key]))] as const,
);

/**
 * Keys that differ from known ones in letter case alone, as in `GrantControls`. Graph itself doesn't write them, so what
 * stands under them may be meant or may be nothing: nothing at all is known of such a policy.
 */
export function keysInOtherCase(policy: JsonObject): readonly NotUnderstood[] {
  return SPELLING.flatMap(([path, keys, spelling]) => {
    const object = at(policy, path);
    if (object === undefined) return [];
    return Object.keys(object).flatMap((key) => {
      const known = keys.has(key) || isAnnotation(key) ? undefined : spelling.get(key.toLowerCase());
      const why = `Graph spells it \`${known}\`, so what it means isn't known`;
      return known === undefined ? [] : [{ field: `${path === "" ? "" : `${path}.`}${key}`, why }];
    });
  });
}

function at(policy: JsonObject, path: string): JsonObject | undefined {
  const steps = path === "" ? [] : path.split(".");
  return steps.reduce<JsonObject | undefined>((object, step) => asObject(object?.[step]), policy);
}
