import { type UserId, userId } from "../law/model/ids";
import type { Tenant, User } from "../law/model/tenant";
import { isGuid } from "../text/guid";
import { nearestWord } from "../text/nearest-word";
import { quoted } from "../text/printable";
import type { Result } from "../text/result";
import { listing } from "../text/sentence";

/** Looks a person up by object id, user principal name or, where only one has it, display name. @returns them, or one line that says what is wrong */
export function findPerson({ users }: Pick<Tenant, "users">, typed: string): Result<UserId, string> {
  if (users === undefined)
    return isGuid(typed.trim())
      ? { ok: true, value: userId(typed) }
      : {
          ok: false,
          errors: [`azmfa: the file has no users, so ${quoted(typed)} can't be looked up; give the person's object id`],
        };
  const wanted = typed.trim().toLowerCase();
  const [found, ...others] = firstWith(users, [
    ({ id }) => id === wanted,
    ({ userPrincipalName }) => userPrincipalName?.toLowerCase() === wanted,
    ({ displayName }) => displayName?.toLowerCase() === wanted,
  ]);
  if (found === undefined) return { ok: false, errors: [unknown(typed, users)] };
  if (others.length === 0) return { ok: true, value: found.id };
  const ids = [found, ...others].slice(0, MOST_NAMES).map(({ id }) => id);
  return {
    ok: false,
    errors: [`azmfa: ${others.length + 1} people are called ${quoted(typed)}; give one of the ids: ${ids.join(", ")}`],
  };
}

/** Whoever fulfils the first of the tests that anybody fulfils. */
function firstWith(users: readonly User[], tests: readonly ((user: User) => boolean)[]): readonly User[] {
  for (const test of tests) {
    const found = users.filter(test);
    if (found.length > 0) return found;
  }
  return [];
}

const MOST_NAMES = 3;

function unknown(typed: string, users: readonly User[]): string {
  const near = nearNames(typed, users);
  const hint = near.length === 0 ? "" : `; did you mean ${listing(near.map(quoted), "or")}?`;
  return `azmfa: there is nobody ${quoted(typed)} among the users${hint}`;
}

/** Names that hold what was typed, and the one that is nearest to it. */
function nearNames(typed: string, users: readonly User[]): readonly string[] {
  const wanted = typed.trim().toLowerCase();
  const names = users.map(({ id, displayName, userPrincipalName }) => userPrincipalName ?? displayName ?? id);
  const holding = names.filter((name) => wanted !== "" && name.toLowerCase().includes(wanted));
  const nearest = nearestWord(typed, names);
  return [...new Set([...(nearest === undefined ? [] : [nearest]), ...holding])].slice(0, MOST_NAMES);
}
