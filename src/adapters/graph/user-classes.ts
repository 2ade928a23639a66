import type { PersonClass } from "../../model/sign-in";
import { asText } from "./json";

/** Shared by all users: half a million of them don't need lists of their own. */
const CLASSES = {
  internal: { member: ["member"], guest: ["internalGuest"], either: ["member", "internalGuest"] },
  external: {
    member: ["b2bCollaborationMember"],
    guest: ["b2bCollaborationGuest"],
    either: ["b2bCollaborationGuest", "b2bCollaborationMember"],
  },
  unstated: {
    member: ["member", "b2bCollaborationMember"],
    guest: ["internalGuest", "b2bCollaborationGuest"],
    either: ["member", "internalGuest", "b2bCollaborationGuest", "b2bCollaborationMember"],
  },
} as const satisfies Record<string, Record<string, readonly PersonClass[]>>;

/**
 * What a user can be. External credentials show as `#EXT#` in the user principal name.
 * @see Microsoft Entra, "Authentication and Conditional Access for External ID" (2024-05)
 */
export function classesOf(userPrincipalName: unknown, userType: unknown): readonly PersonClass[] {
  return CLASSES[originOf(asText(userPrincipalName))][typeOf(userType)];
}

function originOf(name: string | undefined): keyof typeof CLASSES {
  if (name === undefined) return "unstated";
  return /#ext#/i.test(name) ? "external" : "internal";
}

function typeOf(userType: unknown): "member" | "guest" | "either" {
  if (userType === "Member") return "member";
  if (userType === "Guest") return "guest";
  const word = typeof userType === "string" ? userType.toLowerCase() : "";
  return word === "member" || word === "guest" ? word : "either";
}
