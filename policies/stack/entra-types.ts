/** Type tokens of the azuread package that the pack knows. */
export const AZUREAD = {
  policy: "azuread:index/conditionalAccessPolicy:ConditionalAccessPolicy",
  location: "azuread:index/namedLocation:NamedLocation",
  strength: "azuread:index/authenticationStrengthPolicy:AuthenticationStrengthPolicy",
  user: "azuread:index/user:User",
  group: "azuread:index/group:Group",
  groupWithoutMembers: "azuread:index/groupWithoutMembers:GroupWithoutMembers",
  groupMember: "azuread:index/groupMember:GroupMember",
} as const;

/** Whether a resource of this type can matter to who must pass MFA. Everything else is left alone at this one look. */
export const isOfEntra = (type: string): boolean => type.startsWith("azuread:") || type.startsWith("msgraph:");
