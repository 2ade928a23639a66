/** Which application roles a Graph request needs, by the beginning of its path without the version. */
interface Need {
  readonly path: RegExp;
  readonly read: readonly string[];
  readonly write: readonly string[];
}

/** Microsoft Graph permissions reference, least privileged application permissions (read 2026-11). */
const NEEDS: readonly Need[] = [
  {
    path: /^\/identity\/conditionalAccess\/(policies|namedLocations)/,
    read: ["Policy.Read.All"],
    write: ["Policy.Read.All", "Policy.ReadWrite.ConditionalAccess"],
  },
  {
    path: /^\/policies\/authenticationStrengthPolicies/,
    read: ["Policy.Read.All"],
    write: ["Policy.Read.All", "Policy.ReadWrite.ConditionalAccess"],
  },
  { path: /^\/groups\/[^/]+\/(members|owners)/, read: ["GroupMember.Read.All"], write: ["GroupMember.ReadWrite.All"] },
  { path: /^\/groups/, read: ["GroupMember.Read.All"], write: ["Group.ReadWrite.All"] },
  { path: /^\/users/, read: ["User.Read.All"], write: ["User.ReadWrite.All"] },
  { path: /^\/servicePrincipals/, read: ["Application.Read.All"], write: ["Application.ReadWrite.All"] },
  { path: /^\/domains/, read: ["Domain.Read.All"], write: ["Domain.ReadWrite.All"] },
];

/** The application roles that a request needs, as far as is known. */
export function neededRoles(method: string, path: string): readonly string[] {
  const need = NEEDS.find((entry) => entry.path.test(path));
  if (need === undefined) return [];
  return method === "GET" ? need.read : need.write;
}
