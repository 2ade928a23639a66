import { CONDITIONS, DIMENSIONS } from "../../law/conditions";
import type { GraphField } from "../../law/conditions/condition";
import { asObject, isAbsent, isAnnotation, type JsonObject } from "../../law/json/json-object";
import { unknownKeys, wrongShape } from "../../law/json/not-understood";
import { readTexts } from "../../law/json/text-list";
import type { NotUnderstood } from "../../law/model/truth";
import { GRANT_KEYS } from "./grant";

/** What this model knows of a policy, object by object. Grant controls are read elsewhere; session controls don't matter. */
const KNOWN: readonly KnownObject[] = [
  [
    "",
    [
      ...["id", "templateId", "displayName", "description", "createdDateTime", "modifiedDateTime", "deletedDateTime"],
      ...["state", "conditions", "sessionControls", "grantControls", "partialEnablementStrategy"],
    ],
  ],
  [
    "conditions",
    [
      ...["users", "applications", "clientApplications", "servicePrincipalRiskLevels"],
      ...DIMENSIONS.map((dimension) => CONDITIONS[dimension].graph.key),
    ],
  ],
  [
    "conditions.users",
    ["Users", "Groups", "Roles", "GuestsOrExternalUsers"].flatMap((kind) => [`include${kind}`, `exclude${kind}`]),
  ],
  [
    "conditions.applications",
    [
      ...["includeApplications", "excludeApplications", "includeUserActions", "applicationFilter"],
      "includeAuthenticationContextClassReferences",
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
    const object = asObject(at(policy, path));
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
    const object = asObject(at(policy, path));
    if (object === undefined) return [];
    return Object.keys(object).flatMap((key) => {
      const known = keys.has(key) || isAnnotation(key) ? undefined : spelling.get(key.toLowerCase());
      const why = `Graph spells it \`${known}\`, so what it means isn't known`;
      return known === undefined ? [] : [{ field: `${path === "" ? "" : `${path}.`}${key}`, why }];
    });
  });
}

/** What a policy has at a path; the policy itself at the empty one. */
const at = (policy: JsonObject, path: string): unknown =>
  path === "" ? policy : path.split(".").reduce<unknown>((value, key) => asObject(value)?.[key], policy);

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
