import { isAbsent, type JsonObject } from "../../law/json/json-object";

/*
 * What is kept of each of hundreds of thousands of people while their pages arrive. This is all that grows with a tenant's
 * people when it is read, so it says what Graph said, and no more often than needed.
 */

/** Only an agent's account has a parent; of people nothing needs to be said. */
export function keptOfUser(user: JsonObject): JsonObject {
  const { identityParentId, ...rest } = user;
  return isAbsent(identityParentId) ? rest : user;
}

const OF_A_REGISTRATION = ["id", "isMfaRegistered", "isMfaCapable", "methodsRegistered"];

/**
 * What is kept of what one person after another has registered. Most people have the same few methods: equal lists become one, which
 * halves what a person takes.
 */
export function keepingRegistrations(): (details: JsonObject) => JsonObject {
  const lists = new Map<string, unknown>();
  const shared = (list: readonly unknown[]): unknown => {
    const key = JSON.stringify(list);
    if (!lists.has(key)) lists.set(key, list);
    return lists.get(key);
  };
  return (details) =>
    Object.fromEntries(
      OF_A_REGISTRATION.filter((key) => key in details).map((key) => {
        const value = details[key];
        return [key, Array.isArray(value) ? shared(value) : value];
      }),
    );
}
