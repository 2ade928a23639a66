import { isAbsent, isAnnotation, type JsonObject } from "../../law/json/json-object";

/*
 * What is kept of each of hundreds of thousands of objects while their pages arrive. This is all that grows with a tenant's
 * people when it is read, so it says what Graph said, and no more often than needed.
 */

const keeping =
  (...keys: readonly string[]) =>
  (object: JsonObject): JsonObject =>
    Object.fromEntries(keys.filter((key) => key in object).map((key) => [key, object[key]]));

/** What is kept of a member or an owner. */
export const typeAndId = keeping("@odata.type", "id");

export const keptOfReview = keeping("id", "displayName", "status", "scope", "instanceEnumerationScope", "settings");

export const keptOfEligibility = keeping(
  ...["id", "principalId", "roleDefinitionId", "directoryScopeId", "appScopeId", "memberType", "status"],
);

export const withoutAnnotations = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([key]) => !isAnnotation(key)));

/** Only an agent's account has a parent; of people nothing needs to be said. */
export function keptOfUser(user: JsonObject): JsonObject {
  const { identityParentId, ...rest } = user;
  return isAbsent(identityParentId) ? rest : user;
}

const keptOfRegistration = keeping("id", "isMfaRegistered", "isMfaCapable", "methodsRegistered");

/**
 * What is kept of what one person after another has registered. Most people have the same few methods: equal lists become one, which
 * halves what a person takes.
 */
export function keepingRegistrations(): (details: JsonObject) => JsonObject {
  const lists = new Map<string, unknown>();
  const shared = (list: unknown): unknown => {
    const key = JSON.stringify(list);
    if (!lists.has(key)) lists.set(key, list);
    return lists.get(key);
  };
  return (details) => {
    const kept = keptOfRegistration(details);
    return Object.fromEntries(
      Object.entries(kept).map(([key, value]) => [key, Array.isArray(value) ? shared(value) : value]),
    );
  };
}
