/** Application roles that a request needs: one of the alternatives, and of that one every role. */
export type Requirement = readonly (readonly string[])[];

/** Do the roles in a token satisfy the requirement? */
export function satisfies(roles: readonly string[], needs: Requirement): boolean {
  return needs.some((alternative) => alternative.every((role) => roles.includes(role)));
}
