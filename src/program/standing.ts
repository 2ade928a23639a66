/** What the tenant says about an excluded id. A failed look-up is an answer of its own, never a pass. */
export type Standing =
  | { readonly kind: "live-user" }
  | { readonly kind: "disabled-user" }
  /** With the ids of everybody in it, through nested groups too, in lower case. */
  | { readonly kind: "group"; readonly members: readonly string[] }
  | { readonly kind: "gone" }
  | { readonly kind: "unreadable"; readonly because: string; readonly forbidden: boolean };

/** How the tenant is asked. Neither call fails: a failure is a standing. */
export type Directory = {
  readonly user: (id: string) => Promise<Standing>;
  readonly group: (id: string) => Promise<Standing>;
};
