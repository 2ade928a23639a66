import type { ProtectedKind } from "../settings/settings";
import type { Effect } from "./touch";

/** The worst that can come of a write that nobody can foresee: whatever the object held back, it holds back no more. */
export function worstEffect(kind: ProtectedKind, id: string): Effect | undefined {
  switch (kind) {
    case "groups":
      return { kind: "members", group: id, members: undefined };
    case "roles":
      return { kind: "role", role: id, principal: undefined, tenantWide: false };
    case "policies":
      return { kind: "gone", id };
    case "locations":
      return { kind: "location", id, json: { id }, merge: false };
    case "strengths":
      return { kind: "strength", id, json: { id }, merge: false };
    case "users":
      return undefined; // whoever has the account is let in or not by what it is in
  }
}
