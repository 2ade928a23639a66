import * as azuread from "@pulumi/azuread";
import type { Directory, Standing } from "./standing";

/**
 * The tenant as the azuread plugin sees it.
 * A look-up that fails would end the program with the plugin's own words; here it becomes a standing.
 */
export const azureadDirectory: Directory = {
  user: (id) => standingOf(azuread.getUser({ objectId: id }), userStanding),
  group: (id) => standingOf(azuread.getGroup({ objectId: id, includeTransitiveMembers: true }), groupStanding),
};

async function standingOf<T>(lookUp: Promise<T>, convert: (found: T) => Standing): Promise<Standing> {
  try {
    return convert(await lookUp);
  } catch (error) {
    return failedStanding(error instanceof Error ? error.message : String(error));
  }
}

function userStanding({ accountEnabled }: Partial<azuread.GetUserResult>): Standing {
  if (accountEnabled === undefined) return unreadable("the answer doesn't say whether the account is enabled", false);
  return { kind: accountEnabled ? "live-user" : "disabled-user" };
}

function groupStanding({ members }: Partial<azuread.GetGroupResult>): Standing {
  if (members === undefined) return unreadable("the answer doesn't say who is in the group", false);
  return { kind: "group", members: members.map((id) => id.toLowerCase()) };
}

const GONE = /\b(user|group)\b.*\bnot (be )?found\b|\bno (user|group) found\b|Request_ResourceNotFound|\b404\b/is;
const FORBIDDEN = /Authorization_RequestDenied|Insufficient privileges|\b403\b|\bForbidden\b/i;

/** The plugin has no error codes, only text: its own words for a missing object, or Graph's. */
function failedStanding(message: string): Standing {
  if (FORBIDDEN.test(message)) return unreadable(message, true);
  return GONE.test(message) ? { kind: "gone" } : unreadable(message, false);
}

const unreadable = (because: string, forbidden: boolean): Standing => ({ kind: "unreadable", because, forbidden });
